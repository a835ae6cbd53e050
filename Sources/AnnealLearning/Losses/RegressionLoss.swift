/// How far numbers are from those that were wanted.
public enum RegressionLoss: Sendable, Hashable {
    /// (y − t)².
    case squared
    /// ½ (y − t)² within delta, linear beyond: few large errors do not rule the gradient.
    ///
    /// Source: P. Huber, "Robust Estimation of a Location Parameter" (1964).
    case huber(delta: Float)

    /// The loss of one difference, and its derivative.
    func value(_ difference: Float) -> (loss: Float, derivative: Float) {
        switch self {
        case .squared: return (difference * difference, 2 * difference)
        case .huber(let delta):
            guard abs(difference) > delta else { return (difference * difference / 2, difference) }
            return (delta * (abs(difference) - delta / 2), difference < 0 ? -delta : delta)
        }
    }
}

final class RegressionOperation: LossOperation {
    private let kind: RegressionLoss
    private let target: Node
    private let weights: Node?

    init(_ kind: RegressionLoss, x: Node, target: Node, weights: Node?, derivative: Workspace, output: Node) {
        self.kind = kind
        self.target = target
        self.weights = weights
        super.init(name: "regression", inputs: [x], derivative: derivative, output: output)
    }

    override func loss(_ memory: Memory, derivative: UnsafeMutablePointer<Float>) -> Float {
        let (x, wanted) = (memory[inputs[0]], memory[target].value)
        let weight = weights.map { memory[$0].value }
        let share = 1 / Float(max(1, x.count))
        var total = Float(0)
        for row in 0..<x.rows {
            let factor = share * (weight?[row] ?? 1)
            for place in row * x.columns..<(row + 1) * x.columns {
                let (loss, slope) = kind.value(x.value[place] - wanted[place])
                total += factor * loss
                derivative[place] = factor * slope
            }
        }
        return total
    }
}

extension Graph {
    /// The mean of a loss over all elements.
    ///
    /// - Parameters:
    ///   - kind: of each difference.
    ///   - x: rows × columns.
    ///   - target: of the same shape; no gradient flows into it.
    ///   - weights: rows × 1, by which the rows count; `nil` for 1. The sum is over the number of elements still.
    /// - Returns: one number.
    /// - Throws: `LearningError` when the shapes do not fit or delta is not above 0.
    public func regressionLoss(
        _ kind: RegressionLoss, _ x: Node, target: Node, weights: Node? = nil
    ) throws(LearningError) -> Node {
        guard x.rows == target.rows, x.columns == target.columns,
            weights.map({ $0.rows == x.rows && $0.columns == 1 }) ?? true
        else {
            throw mismatch(
                "regressionLoss", [x, target] + (weights.map { [$0] } ?? []),
                takes: "two matrices of one shape and weights of [rows, 1]")
        }
        if case .huber(let delta) = kind, !(delta > 0) {
            throw LearningError(
                code: .invalidArgument, message: "a Huber loss cannot have a delta of \(delta)",
                place: "regressionLoss", remedy: "give a delta above 0")
        }
        return record(
            RegressionOperation(
                kind, x: x, target: target, weights: weights, derivative: derivative(of: x), output: lossResult(from: x)
            ))
    }
}
