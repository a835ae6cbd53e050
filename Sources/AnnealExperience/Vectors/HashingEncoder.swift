internal import AnnealFoundation
internal import Foundation

/// An encoder without a model: words, pairs of words and parts of words, each hashed to a place and a sign, weighted by
/// the logarithm of how often they stand in the text.
///
/// It knows nothing of meaning: texts are alike that share words and stems. Each feature counts by its kind, so that a
/// long text of one kind does not drown the others.
///
/// Source: K. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009).
public struct HashingEncoder: TextEncoder {
    /// The encoder's name.
    public let name: String
    /// Numbers of a vector.
    public let width: Int

    /// Creates an encoder.
    ///
    /// - Parameter width: numbers of a vector, at least 8.
    public init(width: Int = 384) {
        self.width = max(8, width)
        name = "hashing-\(self.width)/1"
    }

    /// The vectors of texts. Complexity: O(characters).
    public func vectors(of texts: [String]) async throws(ExperienceError) -> [[Float]] { texts.map(vector) }

    /// The vector of a text. Complexity: O(characters).
    ///
    /// - Parameter text: any.
    /// - Returns: a vector of length 1, or zeros for a text without a word.
    public func vector(of text: String) -> [Float] {
        var counts: [String: Float] = [:]
        let words = Self.words(text)
        for (index, word) in words.enumerated() {
            counts["w" + word, default: 0] += 1
            if index + 1 < words.count { counts["p\(word) \(words[index + 1])", default: 0] += 0.5 }
            let letters = Array("<\(word)>")
            guard letters.count > 4 else { continue }
            for start in 0...(letters.count - 4) {
                counts["g" + String(letters[start..<start + 4]), default: 0] += 0.25
            }
        }
        var vector = [Float](repeating: 0, count: width)
        // Sorted, since sums of floats depend on their order.
        for (feature, count) in counts.sorted(by: { $0.key < $1.key }) {
            let hash = Self.hash(feature)
            let weight = 1 + log(max(1, count))
            let value = weight * (feature.hasPrefix("w") ? 1 : feature.hasPrefix("p") ? 0.6 : 0.35)
            vector[Int(hash % UInt64(width))] += hash >> 63 == 0 ? value : -value
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }

    /// Words in lower case; names of code fall apart at their seams (`parseTable`, `parse_table`), and words that stand
    /// in every text are left out.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        func close() {
            let counts = word.count > 1 || word.first?.isNumber == true
            if counts, !common.contains(word) { words.append(word) }
            word = ""
        }
        for character in text {
            guard character.isLetter || character.isNumber else {
                close()
                wasLower = false
                continue
            }
            if character.isUppercase && wasLower { close() }
            wasLower = character.isLowercase || character.isNumber
            word += character.lowercased()
        }
        close()
        return words
    }

    private static let common: Set<String> = [
        "the", "of", "and", "to", "in", "is", "it", "that", "be", "an", "as", "for", "with", "on", "by", "or", "are",
        "this", "at", "from", "must", "shall", "should", "its", "not", "if", "when", "then", "has", "have", "which",
    ]

    /// FNV-1a, mixed once more so that its low bits can be used.
    private static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var mixer = SplitMix64(seed: hash)
        return mixer.next()
    }
}
