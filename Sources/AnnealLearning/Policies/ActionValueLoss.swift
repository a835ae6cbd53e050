/// How far the values of the actions that were taken are from those that were wanted.
final class ActionValueOperation: Operation {
    private let kind: RegressionLoss
    private let actions: IndexNode
    private let targets: Node
    private let weights: Node?
    private let errors: Node

    init(
        _ kind: RegressionLoss, values: Node, actions: IndexNode, targets: Node, weights: Node?, errors: Node,
        output: Node
    ) {
        self.kind = kind
        self.actions = actions
        self.targets = targets
        self.weights = weights
        self.errors = errors
        super.init(name: "actionValueLoss", inputs: [values], output: output)
    }

    override func forward(_ memory: Memory) throws(LearningError) {
        let x = memory[inputs[0]]
        let (chosen, wanted) = (memory[actions].indices, memory[targets].value)
        let weight = weights.map { memory[$0].value }
        var total = Float(0)
        for row in 0..<x.rows {
            let action = Int(chosen[row])
            guard action >= 0, action < x.columns else {
                throw LearningError(
                    code: .invalidArgument, message: "action \(action) of row \(row) is not one of 0 ..< \(x.columns)",
                    place: name, remedy: "check the actions that were written")
            }
            let error = x.value[row * x.columns + action] - wanted[row]
            memory[errors].value[row] = error
            total += kind.value(error).loss * (weight?[row] ?? 1)
        }
        memory[output].value.pointee = total / Float(max(1, x.rows))
    }

    override func backward(_ memory: Memory) {
        guard let gradient = clearedGradient(ofInput: 0, memory) else { return }
        let x = memory[inputs[0]]
        let share = memory[output].gradient.pointee / Float(max(1, x.rows))
        let weight = weights.map { memory[$0].value }
        for row in 0..<x.rows {
            gradient[row * x.columns + Int(memory[actions].indices[row])] +=
                kind.value(memory[errors].value[row]).derivative * (weight?[row] ?? 1) * share
        }
    }
}

extension Graph {
    /// The mean over rows of the loss of the value of the action that was taken.
    ///
    /// - Parameters:
    ///   - kind: of each difference.
    ///   - values: rows × actions.
    ///   - actions: one for each row; checked by the run.
    ///   - targets: rows × 1.
    ///   - weights: rows × 1, as prioritized replay has them; `nil` for 1.
    /// - Returns: the loss, one number, and the differences, rows × 1.
    /// - Throws: `LearningError.Code.shape` when they do not fit.
    public func actionValueLoss(
        _ kind: RegressionLoss, values: Node, actions: IndexNode, targets: Node, weights: Node? = nil
    ) throws(LearningError) -> (loss: Node, errors: Node) {
        try checkSegments("actionValueLoss", values, actions)
        guard ([targets] + (weights.map { [$0] } ?? [])).allSatisfy({ $0.rows == values.rows && $0.columns == 1 })
        else {
            throw mismatch(
                "actionValueLoss", [values, targets], takes: "[rows, actions] and columns of as many rows")
        }
        let errors = result(rows: values.rows, columns: 1, from: [])
        let operation = ActionValueOperation(
            kind, values: values, actions: actions, targets: targets, weights: weights, errors: errors,
            output: result(rows: .fixed(1), columns: 1, from: [values]))
        return (record(operation), errors)
    }
}
