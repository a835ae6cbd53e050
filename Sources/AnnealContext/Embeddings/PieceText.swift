internal import AnnealFoundation
internal import Foundation

/// The text of a piece of a file as an embedder gets it.
struct PieceText {
    /// Bytes of a text at most: encoders look at the first few hundred pieces of words.
    static let mostBytes = 1500

    /// The file's path, then the lines without their indentation and without signs that only separate.
    var text: String
    /// Tells the text from others: the first half of its SHA-256 digest.
    var hash: UInt64

    /// The texts of a file's pieces.
    ///
    /// - Parameters:
    ///   - path: relative to the root.
    ///   - bytes: the content that was indexed.
    ///   - firstLines: of the pieces, from 1.
    /// - Returns: a text for each piece; `nil` for those without a word. Complexity: O(n).
    static func all(path: String, bytes: [UInt8], firstLines: [Int]) -> [PieceText?] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return firstLines.indices.map { number in
            let first = min(max(0, firstLines[number] - 1), lines.count)
            let end = number + 1 < firstLines.count ? min(firstLines[number + 1] - 1, lines.count) : lines.count
            return PieceText(path: path, lines: lines[first..<max(first, end)])
        }
    }

    private init?(path: String, lines: ArraySlice<ArraySlice<UInt8>>) {
        var bytes = Array(path.utf8) + [0x0A]
        let head = bytes.count
        var hasWord = false
        for line in lines {
            guard bytes.count - head < Self.mostBytes else { break }
            let words = line.drop { $0 == 0x20 || $0 == 0x09 }
            let isWorded = words.contains { $0 | 0x20 > 0x60 && $0 | 0x20 < 0x7B || $0 >= 0x80 }
            // Lines of braces and rules cost pieces and tell nothing.
            guard isWorded else { continue }
            hasWord = true
            bytes += words.prefix(Self.mostBytes)
            bytes.append(0x0A)
        }
        guard hasWord else { return nil }
        text = String(decoding: bytes.prefix(head + Self.mostBytes), as: UTF8.self)
        hash = UInt64(ContentDigest(of: text).hex.prefix(16), radix: 16) ?? 0
    }
}
