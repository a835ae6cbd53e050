import AnnealLearning
import Testing

@Suite("Networks") struct NetworkTests {
    @Test("a graph without edges and a batch of graphs give what each graph gives alone")
    func graphs() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let network = try GraphNetwork(
            "g", nodeFeatures: 3, edgeFeatures: 2, hidden: 8, layers: 2, in: parameters, using: &random)
        let graph = Graph(parameters, for: .inference)
        let (x, e) = (graph.input(columns: 3, rows: .nodes), graph.input(columns: 2, rows: .edges))
        let (s, t) = (graph.indexInput(rows: .edges), graph.indexInput(rows: .edges))
        let y = try network(nodes: x, edges: e, sources: s, targets: t, in: graph)
        func run(_ nodes: [Float], _ edges: [Float], _ sources: [Int], _ targets: [Int]) throws -> [Float] {
            try graph.setRows(.nodes, to: nodes.count / 3)
            try graph.setRows(.edges, to: sources.count)
            try graph.write(nodes, to: x)
            try graph.write(edges, to: e)
            try graph.write(sources, to: s)
            try graph.write(targets, to: t)
            try graph.forward()
            return graph.values(of: y)
        }
        let (first, second): ([Float], [Float]) = ([1, 2, 3, 4, 5, 6], [0, -1, 2])
        let one = try run(first, [1, 0, 0, 1], [0, 1], [1, 0])
        let two = try run(second, [], [], [])
        let both = try run(first + second, [1, 0, 0, 1], [0, 1], [1, 0])
        expectClose(both, one + two)
        #expect(throws: LearningError.self) { try run(first, [1, 0], [0], [2]) }
    }

    @Test("sequences of a batch of an encoder do not see one another, and masked tokens are not seen")
    func sequences() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let encoder = try TransformerEncoder(
            "e", width: 8, heads: 2, inner: 16, layers: 2, in: parameters, using: &random)
        let graph = Graph(parameters, for: .inference)
        let (x, mask) = (graph.input(columns: 8, rows: .tokens), graph.input(columns: 1, rows: .tokens))
        let y = try encoder(x, mask: mask, in: graph)
        func run(_ tokens: [Float], _ allowed: [Float], batch: Int) throws -> [Float] {
            try graph.setRows(.tokens, to: allowed.count)
            try graph.setRows(.batch, to: batch)
            try graph.write(tokens, to: x)
            try graph.write(allowed, to: mask)
            try graph.forward()
            return graph.values(of: y)
        }
        let first = (0..<16).map { _ in Float(random.normal()) }
        let second = (0..<16).map { _ in Float(random.normal()) }
        let alone = try run(first, [1, 1], batch: 1)
        let padding = [Float](repeating: 9, count: 8)
        let together = try run(first + padding + second + padding, [1, 1, 0, 1, 1, 0], batch: 2)
        expectClose(Array(together[0..<16]), alone)
        #expect(throws: LearningError.self) { try run(first + padding, [1, 1, 1], batch: 2) }
        #expect(try run(first, [0, 0], batch: 1).allSatisfy(\.isFinite))
    }

    @Test("a causal encoder's tokens do not depend on those after them, another's do")
    func causal() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let encoder = try TransformerEncoder(
            "e", width: 8, heads: 2, inner: 16, layers: 2, in: parameters, using: &random)
        let first = (0..<40).map { _ in Float(random.normal()) }
        for isCausal in [true, false] {
            let graph = Graph(parameters, for: .inference)
            let x = graph.input(columns: 8, rows: .tokens)
            let y = try encoder(x, isCausal: isCausal, in: graph)
            try graph.setRows(.tokens, to: 5)
            func run(_ tokens: [Float]) throws -> [Float] {
                try graph.write(tokens, to: x)
                try graph.forward()
                return graph.values(of: y)
            }
            let before = try run(first)
            for changed in 1..<5 {
                var tokens = first
                for place in changed * 8..<changed * 8 + 8 { tokens[place] += 1 }
                let after = try run(tokens)
                #expect((before[..<(changed * 8)] == after[..<(changed * 8)]) == isCausal)
                // The token itself and those after it look at it.
                for token in changed..<5 {
                    #expect(before[token * 8..<token * 8 + 8] != after[token * 8..<token * 8 + 8])
                }
            }
        }
    }

    @Test("layers of sizes that are none are refused")
    func sizes() {
        var random = RandomSource(seed: 1)
        func refuses(
            _ make: (Parameters, inout RandomSource) throws -> Void, _ sourceLocation: SourceLocation = #_sourceLocation
        ) {
            let error = #expect(throws: LearningError.self, sourceLocation: sourceLocation) {
                try make(Parameters(), &random)
            }
            #expect(error?.code == .invalidArgument, sourceLocation: sourceLocation)
        }
        for bad in [-1, 0, .min, .max] {
            refuses { _ = try LSTM("l", inputs: 2, hidden: 2, layers: bad, in: $0, using: &$1) }
            refuses { _ = try LSTM("l", inputs: 2, hidden: bad, in: $0, using: &$1) }
            refuses { _ = try GraphNetwork("g", layers: bad, in: $0, using: &$1) }
            refuses { _ = try GraphNetwork("g", hidden: bad, in: $0, using: &$1) }
            refuses {
                _ = try TransformerEncoder("e", width: 4, heads: 2, inner: 4, layers: bad, in: $0, using: &$1)
            }
            refuses {
                _ = try TransformerEncoder("e", width: bad, heads: 1, inner: 4, layers: 1, in: $0, using: &$1)
            }
        }
        for bad in [Float(0), -1, .nan, .infinity] {
            refuses { parameters, _ in _ = try LayerNorm("n", features: 2, epsilon: bad, in: parameters) }
        }
    }

    @Test("an LSTM that is given its state goes on as if the sequence had not been cut")
    func state() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let lstm = try LSTM("l", inputs: 3, hidden: 5, layers: 2, in: parameters, using: &random)
        let sequence = (0..<18).map { _ in Float(random.normal()) }
        let whole = Graph(parameters, for: .inference)
        let x = whole.input(columns: 3, rows: .tokens)
        let y = try lstm(x, in: whole).states
        try whole.setRows(.tokens, to: 6)
        try whole.write(sequence, to: x)
        try whole.forward()

        let steps = Graph(parameters, for: .inference)
        let input = steps.input(columns: 3, rows: .tokens)
        let first = (0..<2).map { _ in (state: steps.input(columns: 5), cell: steps.input(columns: 5)) }
        let result = try lstm(input, first: first, in: steps)
        var collected: [Float] = []
        for step in 0..<6 {
            try steps.write(Array(sequence[step * 3..<step * 3 + 3]), to: input)
            try steps.forward()
            collected += steps.values(of: result.states)
            for (node, layer) in zip(first, result.layers) {
                try steps.write(steps.values(of: layer.state), to: node.state)
                try steps.write(steps.values(of: layer.cell), to: node.cell)
            }
        }
        expectClose(collected, whole.values(of: y))
    }
}
