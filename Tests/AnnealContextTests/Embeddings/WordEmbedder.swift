import AnnealContext
import Synchronization

/// Vectors of a table of words: texts with words of one row are alike.
final class WordEmbedder: TextEmbedder {
    static let rows = [["car", "wheel", "vehicle", "drive"], ["fruit", "apple", "pear", "peel"], ["def", "return"]]

    let model: String
    private let texts = Mutex<[String]>([])

    init(model: String = "words") { self.model = model }

    /// The texts that were embedded.
    var asked: [String] { texts.withLock { $0 } }

    func vectors(of texts: [String]) async throws -> [[Float]] {
        self.texts.withLock { $0 += texts }
        return texts.map { text in
            let counts = Self.rows.map { row in
                Float(row.count { text.lowercased().contains($0) }) + 0.01
            }
            let length = counts.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return counts.map { $0 / length }
        }
    }
}
