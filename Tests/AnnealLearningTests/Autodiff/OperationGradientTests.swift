import AnnealLearning
import Testing

@Suite("Gradients of operations agree with differences") struct OperationGradientTests {
    @Test("linear, with each activation", arguments: Activation.allCases)
    func linear(activation: Activation) throws {
        // A short step, since ReLU has a kink; but for that, a longer one is more exact.
        let step: Float = activation == .relu ? 1e-3 : 1e-2
        try checkGradients([(5, 3), (3, 18), (1, 18)], step: step) { graph, p in
            try graph.linear(p[0], weight: p[1], bias: p[2], activation: activation)
        }
        try checkGradients([(1, 3), (3, 4)], step: step) { graph, p in
            try graph.linear(p[0], weight: p[1], activation: activation)
        }
    }

    @Test("linear over several inputs, one of them used twice")
    func pairs() throws {
        try checkGradients([(4, 3), (4, 2), (3, 70), (2, 70), (1, 70)]) { graph, p in
            let first = try graph.linear([(p[0], p[2]), (p[1], p[3])], bias: p[4], activation: .tanh)
            let second = try graph.linear([(p[0], p[2]), (p[1], p[3])], bias: p[4])
            return try graph.add(first, second)
        }
    }

    @Test("element by element: activations, sums, products, weighted sums")
    func elementwise() throws {
        for activation in Activation.allCases {
            try checkGradients([(3, 20)]) { graph, p in graph.activation(p[0], activation) }
        }
        try checkGradients([(3, 5), (3, 5)]) { graph, p in try graph.add(p[0], graph.multiply(p[0], p[1])) }
        try checkGradients([(3, 5), (3, 5)]) { graph, p in
            try graph.combine([p[0], p[1], p[0]], factors: [0.5, -2, 3])
        }
        try checkGradients([(4, 6)]) { graph, p in
            try graph.rowMean(graph.reshape(graph.activation(p[0], .tanh), columns: 3, rows: .fixed(8)))
        }
    }

    @Test("dropout, with the same draws")
    func dropout() throws {
        try checkGradients([(4, 10)]) { graph, p in try graph.dropout(graph.activation(p[0], .tanh), rate: 0.4) }
    }

    @Test("columns side by side and apart")
    func shapes() throws {
        try checkGradients([(3, 4), (3, 2)]) { graph, p in
            let all = try graph.concatenate([p[0], p[1], p[0]])
            return try graph.add(graph.columns(of: all, 1..<5), graph.columns(of: all, 5..<9))
        }
    }

    @Test("rows by index: gather, sums and means of segments, picked elements")
    func indices() throws {
        var index: IndexNode?
        func write(_ values: [Int]) -> (Graph) throws -> Void {
            { graph in if let index { try graph.write(values, to: index) } }
        }
        try checkGradients([(4, 3)], rows: [.batch: 6]) { graph, p in
            let rows = graph.indexInput()
            index = rows
            return graph.activation(graph.gather(p[0], rows), .tanh)
        } prepare: {
            try write([0, 3, 3, 1, 0, 0])($0)
        }
        for isMean in [false, true] {
            try checkGradients([(5, 3)]) { graph, p in
                let segments = graph.indexInput(rows: .fixed(5))
                index = segments
                let sum =
                    isMean
                    ? try graph.segmentMean(p[0], segments, rows: .fixed(4))
                    : try graph.segmentSum(p[0], segments, rows: .fixed(4))
                return try graph.multiply(sum, sum)
            } prepare: {
                try write([2, 0, 2, 2, 3])($0)
            }
        }
        try checkGradients([(4, 3)]) { graph, p in
            let chosen = graph.indexInput(rows: .fixed(4))
            index = chosen
            return try graph.pick(p[0], chosen)
        } prepare: {
            try write([0, 2, 1, 2])($0)
        }
    }

    @Test("layer normalisation, in rows shorter and longer than a register")
    func layerNorm() throws {
        for columns in [5, 37] {
            try checkGradients([(3, columns), (1, columns), (1, columns)], step: 5e-3) { graph, p in
                try graph.layerNorm(p[0], gain: p[1], bias: p[2])
            }
        }
    }

    @Test("log softmax, with and without a mask")
    func logSoftmax() throws {
        try checkGradients([(3, 20)]) { graph, p in try graph.logSoftmax(p[0]) }
        var mask: Node?
        try checkGradients([(3, 4)]) { graph, p in
            let allowed = graph.input(columns: 4, rows: .fixed(3))
            mask = allowed
            let logs = try graph.logSoftmax(p[0], mask: allowed)
            let chosen = graph.indexInput(rows: .fixed(3))
            return try graph.pick(logs, chosen)
        } prepare: { graph in
            if let mask { try graph.write([1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1], to: mask) }
        }
    }

    @Test("attention, plain, masked and causal, over two sequences")
    func attention() throws {
        for (isMasked, isCausal) in [(false, false), (true, false), (false, true)] {
            var mask: Node?
            var index: IndexNode?
            try checkGradients([(10, 12)], rows: [.tokens: 10, .batch: 2], step: 2e-2) { graph, p in
                // Parameters have a fixed number of rows; a gather makes tokens of them.
                let rows = graph.indexInput(rows: .tokens)
                index = rows
                let tokens = graph.gather(p[0], rows)
                let allowed = isMasked ? graph.input(columns: 1, rows: .tokens) : nil
                mask = allowed
                return try graph.attention(tokens, heads: 2, mask: allowed, isCausal: isCausal)
            } prepare: { graph in
                if let index { try graph.write(Array(0..<10), to: index) }
                if let mask { try graph.write([1, 1, 0, 1, 0, 0, 0, 0, 0, 0], to: mask) }
            }
        }
    }

    @Test("LSTM over three steps of two sequences, with and without a first state")
    func lstm() throws {
        for hasFirst in [false, true] {
            var index: [(IndexNode, Int)] = []
            try checkGradients(
                [(6, 3), (3, 20), (5, 20), (1, 20), (2, 5), (2, 5)], rows: [.tokens: 6, .batch: 2], scale: 0.6
            ) { graph, p in
                func rows(_ x: Node, _ rows: Rows, _ count: Int) -> Node {
                    let all = graph.indexInput(rows: rows)
                    index.append((all, count))
                    return graph.gather(x, all)
                }
                let first = hasFirst ? (state: rows(p[4], .batch, 2), cell: rows(p[5], .batch, 2)) : nil
                return try graph.lstm(
                    rows(p[0], .tokens, 6), weight: p[1], recurrent: p[2], bias: p[3], first: first
                ).states
            } prepare: { graph in
                for (node, count) in index { try graph.write(Array(0..<count), to: node) }
            }
        }
    }

    @Test("messages along edges")
    func edges() throws {
        var index: [IndexNode] = []
        try checkGradients([(3, 4), (3, 4), (5, 4)]) { graph, p in
            index = [graph.indexInput(rows: .fixed(5)), graph.indexInput(rows: .fixed(5))]
            return try graph.edgeMessages(
                source: p[0], target: p[1], edge: p[2], sources: index[0], targets: index[1]
            ).messages
        } prepare: { graph in
            try graph.write([0, 0, 1, 2, 2], to: index[0])
            try graph.write([1, 2, 2, 0, 0], to: index[1])
        }
    }

    @Test("a normalisation of which only gain or only bias is learned, or whose gain is used twice")
    func partsOfLayerNorm() throws {
        for learnsGain in [true, false] {
            var given: Node?
            try checkGradients([(3, 5), (1, 5)]) { graph, p in
                let vector = graph.input(columns: 5, rows: .fixed(1))
                given = vector
                return try graph.layerNorm(p[0], gain: learnsGain ? p[1] : vector, bias: learnsGain ? vector : p[1])
            } prepare: { graph in
                if let given { try graph.write([0.5, -1, 2, 0.3, 1], to: given) }
            }
        }
        try checkGradients([(3, 5), (1, 5), (1, 5), (1, 5)]) { graph, p in
            let first = try graph.layerNorm(p[0], gain: p[1], bias: p[2])
            return try graph.layerNorm(first, gain: p[1], bias: p[3])
        }
        try checkGradients([(3, 5), (1, 5), (1, 5), (1, 5)]) { graph, p in
            let first = try graph.layerNorm(p[0], gain: p[1], bias: p[2])
            return try graph.layerNorm(first, gain: p[3], bias: p[2])
        }
    }
}
