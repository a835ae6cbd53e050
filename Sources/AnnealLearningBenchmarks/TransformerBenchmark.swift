import AnnealLearning

/// Encoders, forwards: the largest that is promised and a small one.
enum TransformerBenchmark {
    static func run(_ measure: Measure) throws {
        for (name, width, heads, inner, layers, steps) in [
            ("Transformer encoder 12x768 (12 heads, 3072), sequence 128, batch 1, forward", 768, 12, 3072, 12, 128),
            ("Transformer encoder 4x128 (4 heads, 512), sequence 64, batch 1, forward", 128, 4, 512, 4, 64),
        ] {
            var random = RandomSource(seed: 1)
            let parameters = Parameters()
            let encoder = try TransformerEncoder(
                "e", width: width, heads: heads, inner: inner, layers: layers, in: parameters, using: &random)
            let graph = Graph(parameters, for: .inference)
            let x = graph.input(columns: width, rows: .tokens)
            _ = try encoder(x, in: graph)
            try graph.setRows(.tokens, to: steps)
            try graph.write(draws(steps * width, &random), to: x)
            try measure.run(name, budget: 3) { try graph.forward() }
        }
    }
}
