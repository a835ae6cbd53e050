internal import CLearningKernels

/// A layer of an LSTM over whole sequences. Rows are in the order of time: step by step, all sequences within each.
final class LSTMOperation: Operation {
    private let hidden: Int
    private let gates: Workspace
    private let cells: Node
    private let tanhs: Workspace
    private let cellGradient: Workspace
    private let packed: Workspace

    /// Inputs are x, its weight, the recurrent weight, the bias, and the first state and cell, if any.
    init(
        inputs: [Node], gates: Workspace, cells: Node, tanhs: Workspace, cellGradient: Workspace, packed: Workspace,
        output: Node
    ) {
        hidden = output.columns
        self.gates = gates
        self.cells = cells
        self.tanhs = tanhs
        self.cellGradient = cellGradient
        self.packed = packed
        super.init(name: "lstm", inputs: inputs, output: output)
    }

    override func forward(_ memory: Memory) throws(LearningError) {
        let batch = memory.count(.batch)
        guard memory.count(.tokens) % batch == 0 else {
            throw LearningError(
                code: .shape, message: "\(memory.count(.tokens)) tokens are no \(batch) sequences of one length",
                place: name, remedy: "pad the sequences to one length")
        }
        let (x, y) = (memory[inputs[0]], memory[output])
        let (weight, recurrent, bias) = (memory[inputs[1]], memory[inputs[2]], memory[inputs[3]])
        let sums = memory[gates]
        for row in 0..<x.rows { (sums + row * 4 * hidden).update(from: bias.value, count: 4 * hidden) }
        BLAS.system.multiply(
            .plain(x.value, stride: x.columns), .plain(weight.value, stride: weight.columns), into: sums,
            stride: 4 * hidden, m: x.rows, n: 4 * hidden, k: x.columns, beta: 1)
        let product = RecurrentProduct(
            recurrent.value, transposed: false, rows: batch, inner: hidden, columns: 4 * hidden,
            repetitions: x.rows / batch, packed: memory[packed])
        var state = inputs.count > 4 ? memory[inputs[4]].value : nil
        var cell = inputs.count > 5 ? memory[inputs[5]].value : nil
        for step in 0..<x.rows / batch {
            let first = step * batch
            let here = sums + first * 4 * hidden
            if let state { product.add(state, to: here) }
            let next = memory[cells].value + first * hidden
            lk_lstm_step(
                here, cell, next, memory[tanhs] + first * hidden, y.value + first * hidden, batch, hidden)
            state = y.value + first * hidden
            cell = next
        }
    }

    override func backward(_ memory: Memory) {
        let batch = memory.count(.batch)
        let (x, y) = (memory[inputs[0]], memory[output])
        let recurrent = memory[inputs[2]]
        let (sums, cellGradient) = (memory[gates], memory[cellGradient])
        cellGradient.update(repeating: 0, count: batch * hidden)
        let product = RecurrentProduct(
            recurrent.value, transposed: true, rows: batch, inner: 4 * hidden, columns: hidden,
            repetitions: x.rows / batch, packed: memory[packed])
        let firstCell = inputs.count > 5 ? memory[inputs[5]].value : nil
        for step in (0..<x.rows / batch).reversed() {
            let first = step * batch
            let here = sums + first * 4 * hidden
            let previous = step == 0 ? firstCell : memory[cells].value + (first - batch) * hidden
            // In place: each gate's activation is read before its gradient is written.
            lk_lstm_step_backward(
                here, cellGradient, y.gradient + first * hidden, here, previous, memory[tanhs] + first * hidden, batch,
                hidden)
            if step > 0 {
                product.add(here, to: y.gradient + (first - batch) * hidden)
            }
        }
        parameterGradients(memory, rows: x.rows, batch: batch)
        if contributions[0].isWanted {
            let weight = memory[inputs[1]]
            BLAS.system.multiply(
                .plain(sums, stride: 4 * hidden), .transposed(weight.value, stride: 4 * hidden), into: x.gradient,
                stride: x.columns, m: x.rows, n: x.columns, k: 4 * hidden, beta: contributions[0].beta)
        }
        if inputs.count > 4, contributions[4].isWanted {
            BLAS.system.multiply(
                .plain(sums, stride: 4 * hidden), .transposed(recurrent.value, stride: 4 * hidden),
                into: memory[inputs[4]].gradient, stride: hidden, m: batch, n: hidden, k: 4 * hidden,
                beta: contributions[4].beta)
        }
        if inputs.count > 5 { contribute(cellGradient, toInput: 5, memory) }
    }

    private func parameterGradients(_ memory: Memory, rows: Int, batch: Int) {
        let (x, y, sums) = (memory[inputs[0]], memory[output], memory[gates])
        func product(
            _ a: UnsafeMutablePointer<Float>, columns: Int, from row: Int, rows: Int, into index: Int, beta: Float
        ) {
            let target = memory[inputs[index]]
            BLAS.system.multiply(
                .transposed(a, stride: columns), .plain(sums + row * 4 * hidden, stride: 4 * hidden),
                into: target.gradient, stride: 4 * hidden, m: columns, n: 4 * hidden, k: rows, beta: beta)
        }
        if contributions[1].isWanted {
            product(x.value, columns: x.columns, from: 0, rows: rows, into: 1, beta: contributions[1].beta)
        }
        if contributions[2].isWanted {
            product(y.value, columns: hidden, from: batch, rows: rows - batch, into: 2, beta: contributions[2].beta)
            if inputs.count > 4 {
                product(memory[inputs[4]].value, columns: hidden, from: 0, rows: batch, into: 2, beta: 1)
            }
        }
        if contributions[3].isWanted {
            lk_activation_backward(
                sums, nil, nil, memory[inputs[3]].gradient, rows, 4 * hidden, Activation.identity.code,
                contributions[3].adds)
        }
    }
}

extension Graph {
    /// A layer of an LSTM over sequences.
    ///
    /// The rows are in the order of time: the first step of all sequences, then the second. The gates are input, forget,
    /// cell, output.
    ///
    /// - Parameters:
    ///   - x: tokens × inputs.
    ///   - weight: inputs × 4 hidden.
    ///   - recurrent: hidden × 4 hidden.
    ///   - bias: 1 × 4 hidden.
    ///   - first: the state and cell before the first step, batch × hidden each; `nil` for zeros.
    /// - Returns: the state after each step, and the cell (through which no gradient flows), tokens × hidden each.
    /// - Throws: `LearningError.Code.shape` when they do not fit.
    ///
    /// Source: S. Hochreiter, J. Schmidhuber, "Long Short-Term Memory" (1997); F. Gers et al., "Learning to Forget"
    /// (2000).
    public func lstm(
        _ x: Node, weight: Node, recurrent: Node, bias: Node, first: (state: Node, cell: Node)? = nil
    ) throws(LearningError) -> (states: Node, cells: Node) {
        let hidden = recurrent.columns / 4
        let inputs = [x, weight, recurrent, bias] + (first.map { [$0.state, $0.cell] } ?? [])
        guard x.rows == .tokens, weight.rows == .fixed(x.columns), weight.columns == 4 * hidden,
            recurrent.rows == .fixed(hidden), recurrent.columns == 4 * hidden, hidden > 0,
            bias.rows == .fixed(1), bias.columns == 4 * hidden,
            inputs.dropFirst(4).allSatisfy({ $0.rows == .batch && $0.columns == hidden })
        else {
            throw mismatch(
                "lstm", inputs,
                takes: "[tokens, n], [n, 4 h], [h, 4 h], [1, 4 h] and, if any, two first states of [batch, h]")
        }
        let output = result(rows: .tokens, columns: hidden, from: inputs)
        let cells = result(rows: .tokens, columns: hidden, from: [])
        let operation = LSTMOperation(
            inputs: inputs, gates: workspace(rows: .tokens, columns: 4 * hidden), cells: cells,
            tanhs: workspace(rows: .tokens, columns: hidden), cellGradient: workspace(rows: .batch, columns: hidden),
            packed: workspace { $0[.batch] == 1 ? 0 : RecurrentProduct.packedSize(hidden: hidden) }, output: output)
        return (record(operation), cells)
    }
}
