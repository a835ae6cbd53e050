import AnnealLearning
import Foundation

/// Vectors of texts by a sentence encoder, written to a file so that they can be compared.
public enum SentenceBenchmark {
    /// Encodes the lines of a file.
    ///
    /// - Parameters:
    ///   - arguments: the model's folder, the file with texts, the file to write.
    ///   - tell: called with the figures.
    /// - Throws: what reading, encoding or writing throws.
    public static func run(_ arguments: [String], tell: (BenchmarkFigure) -> Void) throws {
        guard arguments.count == 3 else {
            print("anneal-learning-bench sentences MODEL-FOLDER TEXT-FILE VECTOR-FILE")
            return
        }
        let loading = ContinuousClock.now
        let encoder = try SentenceEncoder(folder: arguments[0])
        let loaded = ContinuousClock.now - loading
        let texts = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n").map(String.init)
        _ = try encoder.vectors(of: Array(texts.prefix(1)))
        var vectors: [[Float]] = []
        let together = try Measure.time { vectors = try encoder.vectors(of: texts) }
        let alone = try Measure.time { for text in texts { _ = try encoder.vectors(of: [text]) } }
        let tensor = try Tensor(shape: [texts.count, encoder.width], values: vectors.flatMap { $0 })
        try Safetensors.write(["vectors": tensor], to: arguments[2])
        let count = Double(max(1, texts.count))
        tell(
            BenchmarkFigure(
                "sentences",
                [
                    ("texts", count), ("load_ms", Measure.rounded(loaded / .milliseconds(1))),
                    ("together_ms", Measure.rounded(together / count * 1e3)),
                    ("alone_ms", Measure.rounded(alone / count * 1e3)),
                ]))
    }
}
