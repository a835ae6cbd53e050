import AnnealLearning

/// An encoder of the sizes of all-MiniLM-L6-v2 with weights that are drawn: what a text costs does not depend on them.
enum EncoderBenchmark {
    static func run(_ measure: Measure) throws {
        var random = RandomSource(seed: 1)
        let (width, parameters) = (384, Parameters())
        let encoder = try TransformerEncoder(
            "e", width: width, heads: 12, inner: 1_536, layers: 6, epsilon: 1e-12, in: parameters, using: &random)
        let graph = Graph(parameters, for: .inference)
        let x = graph.input(columns: width, rows: .tokens)
        _ = try encoder(x, in: graph)
        for (texts, pieces) in [(1, 16), (1, 128), (16, 16)] {
            try graph.setRows(.batch, to: texts)
            try graph.setRows(.tokens, to: texts * pieces)
            try graph.write(draws(texts * pieces * width, &random), to: x)
            try measure.run("sentence encoder 6x384 (12 heads, 1536), \(pieces) pieces, batch \(texts)") {
                try graph.forward()
            }
        }
    }
}
