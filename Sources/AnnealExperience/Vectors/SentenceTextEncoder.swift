public import AnnealLearning
internal import Foundation
internal import Synchronization

/// An encoder with a sentence model, such as all-MiniLM-L6-v2: it knows words that mean the same.
public final class SentenceTextEncoder: TextEncoder {
    /// The encoder's name: that of the model's folder.
    public let name: String
    /// Numbers of a vector.
    public let width: Int
    private let folder: String
    private let encoder: Mutex<Box?>

    /// A place for an encoder, which belongs to one task at a time: the mutex sees to that.
    private final class Box: @unchecked Sendable {
        let encoder: SentenceEncoder
        init(_ encoder: sending SentenceEncoder) { self.encoder = encoder }
    }

    /// Reads a model.
    ///
    /// - Parameter folder: with `config.json`, `vocab.txt` and `model.safetensors`.
    /// - Throws: `LearningError` when it cannot be read.
    public init(folder: String) throws(LearningError) {
        let read = try SentenceEncoder(folder: folder, limit: 256)
        self.folder = folder
        name = "sentence-\(URL(fileURLWithPath: folder).lastPathComponent)/1"
        width = read.width
        encoder = Mutex(Box(read))
    }

    /// The vectors of texts; see `TextEncoder`.
    public func vectors(of texts: [String]) async throws(ExperienceError) -> [[Float]] {
        let result: Result<[[Float]], LearningError> = encoder.withLock { box in
            do throws(LearningError) {
                return .success(try box?.encoder.vectors(of: texts) ?? [])
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let vectors): return vectors
        case .failure(let error):
            throw ExperienceError(
                code: .notRead, message: "the sentence model failed: \(error.message)", place: folder,
                remedy: "without the model's folder Anneal encodes texts by hashing")
        }
    }
}
