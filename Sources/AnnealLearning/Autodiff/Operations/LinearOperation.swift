internal import CLearningKernels

/// f(x₁ W₁ + x₂ W₂ + … + b): the inputs need not be put together into one matrix first.
final class LinearOperation: Operation {
    private let pairs: Int
    private let bias: Int?
    private let activation: Activation
    private let before: Workspace?
    private let isRectified: [Bool]
    private let scratch: Workspace?

    /// Inputs are x₁, W₁, x₂, W₂, … and the bias, if any. `isRectified` tells which x are results of max(0, …); `scratch`
    /// is for products that leave out what is 0.
    init(
        pairs: [(x: Node, weight: Node)], bias: Node?, activation: Activation, output: Node, before: Workspace?,
        isRectified: [Bool], scratch: Workspace?
    ) {
        self.pairs = pairs.count
        self.bias = bias == nil ? nil : 2 * pairs.count
        self.activation = activation
        self.before = before
        self.isRectified = isRectified
        self.scratch = scratch
        super.init(
            name: "linear", inputs: pairs.flatMap { [$0.x, $0.weight] } + (bias.map { [$0] } ?? []), output: output)
    }

    override func forward(_ memory: Memory) {
        let y = memory[output]
        for pair in 0..<pairs {
            let (x, weight) = (memory[inputs[2 * pair]], memory[inputs[2 * pair + 1]])
            let product = ActiveProduct(x, weight, y, scratch.map { memory[$0] })
            if isRectified[pair], product?.forward(adds: pair > 0) == true { continue }
            BLAS.system.multiply(
                .plain(x.value, stride: x.columns), .plain(weight.value, stride: weight.columns), into: y.value,
                stride: y.columns, m: y.rows, n: y.columns, k: x.columns, beta: pair == 0 ? 0 : 1)
        }
        lk_bias_activation(
            y.value, bias.map { memory[inputs[$0]].value }, before.map { memory[$0] }, y.rows, y.columns,
            activation.code)
    }

    override func backward(_ memory: Memory) {
        let y = memory[output]
        let wanted = bias.flatMap { contributions[$0].isWanted ? $0 : nil }
        lk_activation_backward(
            y.gradient, y.value, before.map { memory[$0] }, wanted.map { memory[inputs[$0]].gradient }, y.rows,
            y.columns, activation.code, wanted.map { contributions[$0].adds } ?? 0)
        for pair in 0..<pairs { backward(pair, y, memory) }
    }

    private func backward(_ pair: Int, _ y: Slot, _ memory: Memory) {
        let (x, weight) = (memory[inputs[2 * pair]], memory[inputs[2 * pair + 1]])
        let (toX, toWeight) = (contributions[2 * pair], contributions[2 * pair + 1])
        var product = ActiveProduct(x, weight, y, scratch.map { memory[$0] })
        product?.findActive(isRectified: isRectified[pair])
        if toWeight.isWanted, product?.weightGradient(toWeight) != true {
            BLAS.system.multiply(
                .transposed(x.value, stride: x.columns), .plain(y.gradient, stride: y.columns), into: weight.gradient,
                stride: weight.columns, m: weight.rows, n: weight.columns, k: y.rows, beta: toWeight.beta)
        }
        if toX.isWanted, product?.inputGradient(toX) != true {
            BLAS.system.multiply(
                .plain(y.gradient, stride: y.columns), .transposed(weight.value, stride: weight.columns),
                into: x.gradient, stride: x.columns, m: x.rows, n: x.columns, k: y.columns, beta: toX.beta)
        }
    }
}

extension Graph {
    /// f(x W + b).
    ///
    /// - Parameters:
    ///   - x: rows × inputs.
    ///   - weight: inputs × outputs.
    ///   - bias: 1 × outputs; `nil` for none.
    ///   - activation: f.
    /// - Returns: rows × outputs.
    /// - Throws: `LearningError.Code.shape` when they do not fit.
    public func linear(
        _ x: Node, weight: Node, bias: Node? = nil, activation: Activation = .identity
    ) throws(LearningError) -> Node {
        try linear([(x, weight)], bias: bias, activation: activation)
    }

    /// f(x₁ W₁ + x₂ W₂ + … + b): a linear layer over several inputs side by side, without putting them together.
    ///
    /// - Parameters:
    ///   - pairs: inputs of the same number of rows, each with its part of the weights.
    ///   - bias: 1 × outputs; `nil` for none.
    ///   - activation: f.
    /// - Returns: rows × outputs.
    /// - Throws: `LearningError.Code.shape` when they do not fit.
    public func linear(
        _ pairs: [(x: Node, weight: Node)], bias: Node? = nil, activation: Activation = .identity
    ) throws(LearningError) -> Node {
        let all = pairs.flatMap { [$0.x, $0.weight] } + (bias.map { [$0] } ?? [])
        guard let first = pairs.first,
            pairs.allSatisfy({
                $0.weight.rows == .fixed($0.x.columns) && $0.weight.columns == first.weight.columns
                    && $0.x.rows == first.x.rows
            }),
            bias.map({ $0.rows == .fixed(1) && $0.columns == first.weight.columns }) ?? true
        else {
            throw mismatch("linear", all, takes: "[rows, inputs], [inputs, outputs] and a bias of [1, outputs]")
        }
        let output = result(rows: first.x.rows, columns: first.weight.columns, from: all)
        let keepsArgument = activation == .gelu && nodes[output.index].needsGradient
        let before = keepsArgument ? workspace(rows: output.rows, columns: output.columns) : nil
        nodes[output.index].isRectified = activation == .relu
        return record(
            LinearOperation(
                pairs: pairs, bias: bias, activation: activation, output: output, before: before,
                isRectified: pairs.map { nodes[$0.x.index].isRectified }, scratch: scratch(for: pairs, output)))
    }

    /// Memory for products that leave out what is 0, where there may be enough of it.
    private func scratch(for pairs: [(x: Node, weight: Node)], _ output: Node) -> Workspace? {
        let learns = nodes[output.index].needsGradient
        let fitting = pairs.filter {
            ActiveProduct.isWorthwhile($0.x.columns, $0.weight.columns) && (learns || nodes[$0.x.index].isRectified)
        }
        guard !fitting.isEmpty else { return nil }
        let (rows, columns) = (output.rows, fitting.map { ($0.x.columns, $0.weight.columns) })
        return scratch { counts in
            // Asked at each change of rows: a loop, since a list of sizes would ask for memory.
            var largest = 0
            for (inputs, outputs) in columns {
                largest = max(largest, ActiveProduct.scratchSize(rows: counts.count(of: rows), inputs, outputs))
            }
            return largest
        }
    }
}
