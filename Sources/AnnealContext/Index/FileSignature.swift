internal import Foundation

/// The terms that tell a file from others, with their weights: what a query gains from files that match it already.
struct FileSignature {
    /// How many terms are kept.
    static let length = 48

    /// A term.
    struct Term {
        var text: String
        /// Saturated frequency, weighted by field.
        var weight: Float
        /// Rarity when the file was indexed.
        var rarity: Float
    }

    var terms: [Term]

    /// Chooses the terms.
    ///
    /// - Parameters:
    ///   - frequencies: weighted frequencies by term.
    ///   - length: parts of words in the file.
    ///   - averageLength: that of all files.
    ///   - rarity: tells a term's rarity.
    init(
        _ frequencies: [(text: String, weight: Float)], length: Float, averageLength: Float, rarity: (String) -> Float
    ) {
        let discount = 0.5 + 0.5 * length / max(1, averageLength)
        let candidates = frequencies.filter { $0.text.utf8.count > 1 && !StopWords.stems.contains($0.text) }
            .sorted { ($1.weight, $0.text) < ($0.weight, $1.text) }.prefix(6 * Self.length)
        terms = candidates.map { term, frequency in
            let weight = frequency / discount
            return Term(text: term, weight: weight * 3.5 / (weight + 2.5), rarity: rarity(term))
        }
        terms.sort { ($1.weight * $1.rarity, $0.text) < ($0.weight * $0.rarity, $1.text) }
        terms = Array(terms.prefix(Self.length))
    }

    /// Writes it as bytes.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for term in terms {
            let text = Array(term.text.utf8.prefix(255))
            bytes.append(UInt8(text.count))
            bytes += text
            bytes += Numbers.bytes([term.weight.bitPattern, term.rarity.bitPattern])
        }
        return bytes
    }

    /// Reads it; `nil` when the bytes are no signature.
    init?(bytes: [UInt8]) {
        terms = []
        var offset = 0
        while offset < bytes.count {
            let end = offset + 1 + Int(bytes[offset])
            guard end + 8 <= bytes.count else { return nil }
            let numbers = bytes[end..<(end + 8)].withUnsafeBytes { Numbers.values($0) }
            terms.append(
                Term(
                    text: String(decoding: bytes[(offset + 1)..<end], as: UTF8.self),
                    weight: Float(bitPattern: numbers[0]), rarity: Float(bitPattern: numbers[1])))
            offset = end + 8
        }
    }
}
