import AnnealLearning
import Testing

@Suite("Graphs") struct GraphTests {
    private struct Network {
        let parameters = Parameters()
        let graph: Graph
        let x: Node
        let wanted: Node
        let loss: Node

        init(seed: UInt64 = 1) throws {
            var random = RandomSource(seed: seed)
            let network = try MultiLayerPerceptron("net", sizes: [4, 16, 16, 2], in: parameters, using: &random)
            graph = Graph(parameters, for: .training)
            x = graph.input(columns: 4)
            wanted = graph.input(columns: 2)
            loss = try graph.regressionLoss(.squared, network(x, in: graph), target: wanted)
            try graph.minimise(loss)
        }

        func run(rows: Int) throws {
            try graph.setRows(.batch, to: rows)
            try graph.write((0..<rows * 4).map { Float($0 % 7) * 0.1 }, to: x)
            try graph.write((0..<rows * 2).map { Float($0 % 3) * 0.5 }, to: wanted)
            try graph.forward()
            try graph.backward()
        }
    }

    @Test("memory grows with the largest batch only; after that runs of any size take none")
    func memory() throws {
        let network = try Network()
        var optimiser = Adam()
        try network.run(rows: 64)
        let growths = network.graph.memoryGrowths
        for rows in [1, 64, 8, 63, 1, 64] {
            try network.run(rows: rows)
            try optimiser.step(network.parameters)
        }
        #expect(network.graph.memoryGrowths == growths)
        try network.run(rows: 65)
        #expect(network.graph.memoryGrowths == growths + 1)
    }

    @Test("a small batch after a large one gives what it gives alone")
    func sizes() throws {
        let (one, other) = (try Network(), try Network())
        try one.run(rows: 3)
        try other.run(rows: 100)
        try other.run(rows: 3)
        #expect(one.graph.scalar(of: one.loss) == other.graph.scalar(of: other.loss))
        for (a, b) in zip(one.parameters.all, other.parameters.all) {
            #expect(try one.parameters.gradient(of: a) == other.parameters.gradient(of: b))
        }
    }

    @Test("the same seed trains to the same weights, bit for bit")
    func reproducible() throws {
        let networks = [try Network(), try Network()]
        for network in networks {
            var optimiser = Adam(rate: 1e-2)
            for step in 0..<20 {
                try network.run(rows: step + 1)
                try optimiser.step(network.parameters)
            }
        }
        for (a, b) in zip(networks[0].parameters.all, networks[1].parameters.all) {
            #expect(try networks[0].parameters.tensor(of: a) == networks[1].parameters.tensor(of: b))
        }
    }

    @Test("parameters that the objective does not depend on have a gradient of 0, not one of another graph")
    func unreached() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let a = try parameters.add("a", columns: 3, initially: .constant(2), using: &random)
        let b = try parameters.add("b", columns: 3, initially: .constant(3), using: &random)
        for (used, unused) in [(a, b), (b, a)] {
            let graph = Graph(parameters, for: .training)
            let node = try graph.node(for: used)
            try graph.minimise(graph.sum(graph.multiply(node, node)))
            try graph.forward()
            try graph.backward()
            #expect(try parameters.gradient(of: used).values.allSatisfy { $0 != 0 })
            #expect(try parameters.gradient(of: unused).values == [0, 0, 0])
        }
    }

    @Test("shapes that do not fit are named when the graph is recorded")
    func mismatch() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let layer = try Linear("l", inputs: 4, outputs: 2, in: parameters, using: &random)
        let graph = Graph(parameters, for: .training)
        let error = #expect(throws: LearningError.self) { try layer(graph.input(columns: 5), in: graph) }
        #expect(error?.code == .shape)
        #expect(error?.message.contains("[batch, 5]") == true)
        #expect(error?.place == "linear")
        #expect(throws: LearningError.self) { try graph.minimise(graph.input(columns: 2)) }
        #expect(throws: LearningError.self) { try graph.add(graph.input(columns: 2), graph.input(columns: 3)) }
        #expect(throws: LearningError.self) { try graph.backward() }
    }

    @Test("inputs of the wrong length, numbers that are not finite and no rows at all are refused")
    func badInputs() throws {
        let network = try Network()
        #expect(throws: LearningError.self) { try network.graph.setRows(.batch, to: 0) }
        try network.graph.setRows(.batch, to: 2)
        #expect(throws: LearningError.self) { try network.graph.write([1, 2, 3], to: network.x) }
        for bad in [Float.nan, .infinity, -.infinity] {
            let error = #expect(throws: LearningError.self) {
                try network.graph.write([1, 2, 3, 4, 5, 6, 7, bad], to: network.x)
            }
            #expect(error?.code == .notFinite)
        }
        let error = #expect(throws: LearningError.self) { try network.graph.write([1, 2], to: network.loss) }
        #expect(error?.code == .invalidArgument)
    }

    @Test("an index that is out of range is an error of the run")
    func badIndex() throws {
        let graph = Graph(Parameters(), for: .inference)
        let x = graph.input(columns: 2, rows: .nodes)
        let index = graph.indexInput()
        let y = graph.gather(x, index)
        try graph.setRows(.nodes, to: 3)
        try graph.write([1, 2, 3, 4, 5, 6], to: x)
        for bad in [3, -1, .max] {
            try graph.write([bad], to: index)
            #expect(throws: LearningError.self) { try graph.forward() }
        }
        try graph.write([2], to: index)
        try graph.forward()
        #expect(graph.values(of: y) == [5, 6])
    }

    @Test("gradients are taken only of a run that succeeded with the inputs and rows as they are")
    func staleResults() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let table = try parameters.add("t", rows: 3, columns: 2, initially: .constant(1), using: &random)
        let graph = Graph(parameters, for: .training)
        let (index, factor) = (graph.indexInput(), graph.input(columns: 2))
        let taken = try graph.multiply(graph.gather(graph.node(for: table), index), factor)
        let loss = graph.sum(taken)
        try graph.minimise(loss)
        func fails(_ sourceLocation: SourceLocation = #_sourceLocation) {
            let error = #expect(throws: LearningError.self, sourceLocation: sourceLocation) { try graph.backward() }
            #expect(error?.remedy?.contains("forward()") == true, sourceLocation: sourceLocation)
        }
        func run() throws {
            try graph.forward()
            try graph.backward()
        }
        fails()
        try graph.write([1], to: index)
        try graph.write([1, 1], to: factor)
        try run()
        // Twice is as good as once.
        try graph.backward()
        try graph.write([1 << 30], to: index)
        fails()
        #expect(throws: LearningError.self) { try graph.forward() }
        fails()
        try graph.write([2], to: index)
        try run()
        #expect(try parameters.gradient(of: table).values == [0, 0, 0, 0, 1, 1])
        try graph.write([2, 2], to: factor)
        fails()
        try run()
        try graph.withIndices(index) { $0[0] = 0 }
        fails()
        try run()
        try graph.setRows(.batch, to: 4_000)
        fails()
        try graph.write([Int](repeating: 0, count: 4_000), to: index)
        try graph.write([Float](repeating: 1, count: 8_000), to: factor)
        try run()
        // The same number of rows changes nothing.
        try graph.setRows(.batch, to: 4_000)
        try graph.backward()
        #expect(try parameters.gradient(of: table).values == [4_000, 4_000, 0, 0, 0, 0])
        // Another objective, and then another operation.
        try graph.minimise(graph.combine([loss], factors: [3]))
        fails()
        try graph.write([Int](repeating: 1, count: 4_000), to: index)
        try graph.write([Float](repeating: 1, count: 8_000), to: factor)
        try run()
        #expect(try parameters.gradient(of: table).values == [0, 0, 12_000, 12_000, 0, 0])
        _ = graph.sum(taken)
        fails()
    }

    @Test("an objective that was named after a run is that of the next one")
    func laterObjective() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let weight = try parameters.add("w", columns: 2, initially: .constant(1), using: &random)
        let graph = Graph(parameters, for: .training)
        let node = try graph.node(for: weight)
        let (one, other) = (graph.sum(node), try graph.combine([graph.sum(node)], factors: [5]))
        try graph.minimise(one)
        try graph.forward()
        try graph.backward()
        try graph.minimise(other)
        #expect(throws: LearningError.self) { try graph.backward() }
        try graph.forward()
        try graph.backward()
        #expect(try parameters.gradient(of: weight).values == [5, 5])
    }

    @Test("dropout keeps the mean and does nothing in inference")
    func dropout() throws {
        for purpose in [Graph.Purpose.training, .inference] {
            let graph = Graph(Parameters(), for: purpose, random: RandomSource(seed: 4))
            let x = graph.input(columns: 20_000)
            let y = try graph.dropout(x, rate: 0.25)
            try graph.write([Float](repeating: 1, count: 20_000), to: x)
            try graph.forward()
            let values = graph.values(of: y)
            let zeros = values.count { $0 == 0 }
            if purpose == .inference {
                #expect(zeros == 0)
            } else {
                #expect(abs(zeros - 5_000) < 300)
                #expect(abs(values.reduce(0, +) / 20_000 - 1) < 0.03)
            }
        }
    }

    @Test("a target network takes over weights at once or by a fraction, and not those of another layout")
    func update() throws {
        let (one, other) = (try Network(seed: 1), try Network(seed: 2))
        let first = one.parameters.all[0]
        let (a, b) = (try one.parameters.tensor(of: first).values, try other.parameters.tensor(of: first).values)
        try one.parameters.update(from: other.parameters, fraction: 0.25)
        for (moved, ends) in zip(try one.parameters.tensor(of: first).values, zip(a, b)) {
            #expect(abs(moved - (0.75 * ends.0 + 0.25 * ends.1)) < 1e-6)
        }
        try one.parameters.update(from: other.parameters)
        #expect(try one.parameters.tensor(of: first).values == b)
        #expect(throws: LearningError.self) { try one.parameters.update(from: Parameters()) }
    }
}
