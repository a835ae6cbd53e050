internal import Foundation

/// Splits text into pieces of a vocabulary, as BERT's models without case do.
///
/// Text is cleaned of control characters, characters of Chinese writing stand alone, accents are taken off, letters are
/// made small; words are split at white space and punctuation; each word becomes the longest pieces of the vocabulary
/// that it starts with, those after the first marked with `##`. A word that is not made of pieces becomes `[UNK]`.
///
/// Source: J. Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers" (2019); Y. Wu et al., "Google's
/// Neural Machine Translation System" (2016) for the pieces.
public struct WordPiece: Sendable {
    /// The number of pieces.
    public let count: Int
    /// The numbers of the pieces with a meaning of their own.
    public let unknown: Int
    /// Stands before a text.
    public let start: Int
    /// Stands after a text.
    public let separator: Int
    /// Fills up texts that are shorter than others.
    public let padding: Int
    private let numbers: [[Unicode.Scalar]: Int]
    private let longest: Int

    /// Words of more characters than this become `[UNK]`, as in the reference.
    private static let longestWord = 100

    /// Reads a vocabulary.
    ///
    /// - Parameters:
    ///   - vocabulary: one piece a line; the number of the line, from 0, is that of the piece.
    ///   - place: what the file is called in errors.
    /// - Throws: `LearningError.Code.malformed` when `[UNK]`, `[CLS]`, `[SEP]` or `[PAD]` is missing.
    public init(vocabulary: String, place: String = "vocab.txt") throws(LearningError) {
        var numbers: [[Unicode.Scalar]: Int] = [:]
        var longest = 0
        var count = 0
        for line in vocabulary.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            var piece = Array(line)
            if piece.last == "\r" { piece.removeLast() }
            if !piece.isEmpty {
                numbers[piece] = count
                longest = max(longest, piece.count)
            }
            count += 1
        }
        func special(_ name: String) throws(LearningError) -> Int {
            guard let number = numbers[Array(name.unicodeScalars)] else {
                throw LearningError(
                    code: .malformed, message: "the vocabulary has no \(name)", place: place,
                    remedy: "give the vocab.txt of a BERT model")
            }
            return number
        }
        unknown = try special("[UNK]")
        start = try special("[CLS]")
        separator = try special("[SEP]")
        padding = try special("[PAD]")
        self.numbers = numbers
        self.longest = longest
        self.count = (numbers.values.max() ?? -1) + 1
    }

    /// Reads a vocabulary from a file.
    ///
    /// - Throws: `LearningError.Code.file` when it cannot be read as text, `.malformed` as above.
    public init(path: String) throws(LearningError) {
        guard let text = try? String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8) else {
            throw LearningError(
                code: .file, message: "cannot read \(path) as text", place: path,
                remedy: "check that the file exists and may be read")
        }
        try self.init(vocabulary: text, place: path)
    }

    /// The numbers of a text's pieces.
    ///
    /// - Parameters:
    ///   - text: any.
    ///   - limit: the most numbers, `[CLS]` and `[SEP]` among them; 2 or more.
    /// - Returns: `[CLS]`, as many pieces as there is room for, `[SEP]`.
    /// - Complexity: O(length of the text × length of the longest piece).
    public func numbers(of text: String, limit: Int = 512) -> [Int] {
        var result = [start]
        for word in WordPiece.words(of: text) {
            guard result.count < limit - 1 else { break }
            append(word, to: &result)
        }
        return Array(result.prefix(max(1, limit - 1))) + [separator]
    }

    private func append(_ word: [Unicode.Scalar], to result: inout [Int]) {
        guard word.count <= WordPiece.longestWord else { return result.append(unknown) }
        var pieces: [Int] = []
        var at = 0
        while at < word.count {
            var end = min(word.count, at + longest)
            var found: Int?
            while end > at {
                let part = Array(word[at..<end])
                found = numbers[at == 0 ? part : ["#", "#"] + part]
                if found != nil { break }
                end -= 1
            }
            guard let found else { return result.append(unknown) }
            pieces.append(found)
            at = end
        }
        result += pieces
    }

    /// The words of a text: cleaned, in small letters, split at white space and punctuation.
    static func words(of text: String) -> [[Unicode.Scalar]] {
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.value == 0 || scalar.value == 0xFFFD || isControl(scalar) { continue }
            if isSpace(scalar) {
                cleaned.append(" ")
            } else if isChinese(scalar) {
                cleaned.append(contentsOf: [" ", scalar, " "])
            } else {
                cleaned.append(scalar)
            }
        }
        var words: [[Unicode.Scalar]] = []
        var word: [Unicode.Scalar] = []
        func end() {
            if !word.isEmpty { words.append(word) }
            word = []
        }
        for scalar in String(cleaned).decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            for small in scalar.properties.lowercaseMapping.unicodeScalars {
                if isSpace(small) {
                    end()
                } else if isPunctuation(small) {
                    end()
                    words.append([small])
                } else {
                    word.append(small)
                }
            }
        }
        end()
        return words
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar.properties.isWhitespace
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\t" || scalar == "\n" || scalar == "\r" { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned: return true
        default: return false
        }
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 33...47, 58...64, 91...96, 123...126: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
            0x2B820...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            return true
        default: return false
        }
    }
}
