import AnnealLearning

/// Message passing over a graph of a hundred nodes, forwards and a step of training.
enum GraphNetworkBenchmark {
    static func run(_ measure: Measure) throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let network = try GraphNetwork("g", in: parameters, using: &random)
        let head = try Linear("h", inputs: 128, outputs: 1, in: parameters, using: &random)
        let sample = Sample(using: &random)

        func record(_ graph: Graph) throws -> (inputs: Inputs, output: Node) {
            let (x, e) = (graph.input(columns: 64, rows: .nodes), graph.input(columns: 32, rows: .edges))
            let (s, t) = (graph.indexInput(rows: .edges), graph.indexInput(rows: .edges))
            let h = try network(nodes: x, edges: e, sources: s, targets: t, in: graph)
            return (Inputs(nodes: x, edges: e, sources: s, targets: t), try head(h, in: graph))
        }
        let acting = Graph(parameters, for: .inference)
        let recorded = try record(acting)
        try measure.run("GNN 4 layers, hidden 128, 100 nodes, 300 edges, forward") {
            try sample.write(to: recorded.inputs, of: acting)
            try acting.forward()
        }
        let learning = Graph(parameters, for: .training)
        let (inputs, y) = try record(learning)
        let wanted = learning.input(columns: 1, rows: .nodes)
        try learning.minimise(learning.regressionLoss(.squared, y, target: wanted))
        try sample.write(to: inputs, of: learning)
        try learning.write(draws(100, &random), to: wanted)
        var optimiser = Adam()
        try measure.run("GNN train step (MSE, Adam)") {
            try sample.write(to: inputs, of: learning)
            try learning.forward()
            try learning.backward()
            try optimiser.step(parameters)
        }
    }

    private struct Inputs {
        var nodes: Node
        var edges: Node
        var sources: IndexNode
        var targets: IndexNode
    }

    /// A graph of 100 nodes and 300 edges.
    private struct Sample {
        var nodes: [Float]
        var edges: [Float]
        var sources: [Int]
        var targets: [Int]

        init(using random: inout RandomSource) {
            nodes = draws(100 * 64, &random)
            edges = draws(300 * 32, &random)
            sources = (0..<300).map { _ in random.index(below: 100) }
            targets = (0..<300).map { _ in random.index(below: 100) }
        }

        func write(to inputs: Inputs, of graph: Graph) throws {
            try graph.setRows(.nodes, to: 100)
            try graph.setRows(.edges, to: 300)
            try graph.write(nodes, to: inputs.nodes)
            try graph.write(edges, to: inputs.edges)
            try graph.write(sources, to: inputs.sources)
            try graph.write(targets, to: inputs.targets)
        }
    }
}
