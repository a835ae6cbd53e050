public import AnnealLearning

/// Vectors of a sentence encoder in this process. Calls from several tasks wait for one another; give each task an
/// embedder of its own to use several cores.
public actor SentenceEmbedder: TextEmbedder {
    /// Pieces of a text that count: most of what tells a piece of code stands in its first lines, and time grows with them.
    public static let limit = 64

    /// The model's name.
    public nonisolated let model: String
    private let encoder: SentenceEncoder

    /// Reads an encoder.
    ///
    /// - Parameters:
    ///   - folder: with `config.json`, `vocab.txt` and `model.safetensors`.
    ///   - model: the model's name.
    /// - Throws: `LearningError` when a file is missing or does not fit the others.
    public init(folder: String, model: String) throws(LearningError) {
        self.model = Self.name(of: model)
        encoder = try SentenceEncoder(folder: folder, limit: Self.limit)
    }

    /// The name under which a model's vectors are kept.
    public static func name(of model: String) -> String { "\(model)/\(limit)" }

    /// The vectors of texts.
    public func vectors(of texts: [String]) throws -> [[Float]] { try encoder.vectors(of: texts) }
}
