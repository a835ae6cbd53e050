import AnnealLearning
import Testing

/// Batches of 24 rows and more take products without the columns that are 0; smaller ones take all of them.
@Suite("Products without what is 0") struct ActiveProductTests {
    /// Two layers whose hidden units are partly always 0, and a loss of one chosen column a row.
    private struct Network {
        let parameters = Parameters()
        let graph: Graph
        let x: Node
        let chosen: IndexNode
        let picked: Node
        let all: Node

        /// - Parameters:
        ///   - activation: of the hidden layer; with a rectified one, the silent units are 0 for all rows.
        ///   - silent: which hidden units never are above 0.
        /// - Throws: what the layers throw.
        init(_ activation: Activation, silent: (Int) -> Bool) throws {
            var random = RandomSource(seed: 3)
            let first = try Linear("a", inputs: 32, outputs: 48, activation: activation, in: parameters, using: &random)
            let second = try Linear("b", inputs: 48, outputs: 40, in: parameters, using: &random)
            let third = try Linear("c", inputs: 48, outputs: 35, in: parameters, using: &random)
            if let bias = parameters.parameter(named: "a.bias") {
                try parameters.set(bias, to: (0..<48).map { silent($0) ? -100 : 0.1 })
            }
            graph = Graph(parameters, for: .training)
            x = graph.input(columns: 32)
            chosen = graph.indexInput()
            let hidden = try first(x, in: graph)
            // Two layers read it, so that its gradient is added up.
            all = try second(hidden, in: graph)
            let other = try third(hidden, in: graph)
            picked = try graph.multiply(graph.pick(all, chosen), graph.pick(other, chosen))
            try graph.minimise(graph.sum(picked))
        }

        // Results and gradients for some rows.
        func run(_ rows: [[Float]], _ actions: [Int]) throws -> (values: [Float], gradients: [[Float]]) {
            try graph.setRows(.batch, to: rows.count)
            try graph.write(rows.flatMap { $0 }, to: x)
            try graph.write(actions, to: chosen)
            try graph.forward()
            try graph.backward()
            return (graph.values(of: all), try parameters.all.map { try parameters.gradient(of: $0).values })
        }
    }

    @Test(
        "a large batch has the results and gradients of its halves",
        arguments: [Activation.relu, .tanh, .identity], [0, 1, 3])
    func halves(activation: Activation, silence: Int) throws {
        // None, a half, or all hidden units are silent.
        let network = try Network(activation) { silence > 0 && ($0 % 2 == 0 || silence == 3) }
        var random = RandomSource(seed: 5)
        let rows = (0..<40).map { _ in (0..<32).map { _ in Float(random.normal()) } }
        let actions = (0..<40).map { $0 % 7 * 3 }
        let whole = try network.run(rows, actions)
        let first = try network.run(Array(rows[..<20]), Array(actions[..<20]))
        let second = try network.run(Array(rows[20...]), Array(actions[20...]))
        let values = first.values + second.values
        #expect(zip(whole.values, values).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($1)) })
        for (index, gradient) in whole.gradients.enumerated() {
            let sums = zip(first.gradients[index], second.gradients[index]).map { $0 + $1 }
            let largest = max(1, sums.map { abs($0) }.max() ?? 0)
            #expect(zip(gradient, sums).allSatisfy { abs($0 - $1) <= 1e-4 * largest }, "parameter \(index)")
        }
    }

    @Test(
        "one row times a matrix is exact where inputs are 0 and wherever columns end",
        arguments: [1, 2, 16, 40, 300, 333])
    func oneRow(columns: Int) throws {
        var random = RandomSource(seed: 8)
        let parameters = Parameters()
        let layer = try Linear("a", inputs: 300, outputs: columns, in: parameters, using: &random)
        let graph = Graph(parameters, for: .inference)
        let x = graph.input(columns: 300)
        let y = try layer(x, in: graph)
        let row = (0..<300).map { $0 % 3 == 0 ? 0 : Float(random.normal()) }
        try graph.write(row, to: x)
        try graph.forward()
        let weight = try parameters.tensor(of: parameters.all[0]).values
        let bias = try parameters.tensor(of: parameters.all[1]).values
        for column in 0..<columns {
            let exact = (0..<300).reduce(Double(bias[column])) {
                $0 + Double(row[$1]) * Double(weight[$1 * columns + column])
            }
            #expect(abs(Double(graph.values(of: y)[column]) - exact) < 1e-5)
        }
    }
}
