import AnnealLearning

/// Message passing over a graph of a hundred nodes, forwards and a step of training.
enum GraphNetworkBenchmark {
    static func run(_ measure: Measure) throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let network = try GraphNetwork("g", in: parameters, using: &random)
        let head = try Linear("h", inputs: 128, outputs: 1, in: parameters, using: &random)
        let (nodes, edges) = (draws(100 * 64, &random), draws(300 * 32, &random))
        let ends = (0..<2).map { _ in (0..<300).map { _ in random.index(below: 100) } }

        func record(_ graph: Graph) throws -> (inputs: (Node, Node, IndexNode, IndexNode), output: Node) {
            let (x, e) = (graph.input(columns: 64, rows: .nodes), graph.input(columns: 32, rows: .edges))
            let (s, t) = (graph.indexInput(rows: .edges), graph.indexInput(rows: .edges))
            let h = try network(nodes: x, edges: e, sources: s, targets: t, in: graph)
            return ((x, e, s, t), try head(h, in: graph))
        }
        func write(_ graph: Graph, _ inputs: (Node, Node, IndexNode, IndexNode)) throws {
            try graph.setRows(.nodes, to: 100)
            try graph.setRows(.edges, to: 300)
            try graph.write(nodes, to: inputs.0)
            try graph.write(edges, to: inputs.1)
            try graph.write(ends[0], to: inputs.2)
            try graph.write(ends[1], to: inputs.3)
        }
        let acting = Graph(parameters, for: .inference)
        let recorded = try record(acting)
        try measure.run("GNN 4 layers, hidden 128, 100 nodes, 300 edges, forward") {
            try write(acting, recorded.inputs)
            try acting.forward()
        }
        let learning = Graph(parameters, for: .training)
        let (inputs, y) = try record(learning)
        let wanted = learning.input(columns: 1, rows: .nodes)
        try learning.minimise(learning.regressionLoss(.squared, y, target: wanted))
        try write(learning, inputs)
        try learning.write(draws(100, &random), to: wanted)
        var optimiser = Adam()
        try measure.run("GNN train step (MSE, Adam)") {
            try write(learning, inputs)
            try learning.forward()
            try learning.backward()
            try optimiser.step(parameters)
        }
    }
}
