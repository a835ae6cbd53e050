import AnnealLearning

/// A policy of three layers, one decision at a time.
enum PerceptronBenchmark {
    static func run(_ measure: Measure) throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let network = try MultiLayerPerceptron("p", sizes: [128, 64, 64, 64], in: parameters, using: &random)
        let graph = Graph(parameters, for: .inference)
        let x = graph.input(columns: 128)
        _ = try network(x, in: graph)
        let input = draws(128, &random)
        try measure.run("MLP 128-64-64-64 forward, batch 1") {
            try graph.write(input, to: x)
            try graph.forward()
        }
    }
}
