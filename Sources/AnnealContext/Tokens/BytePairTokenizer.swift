internal import Foundation

/// Counts the tokens of a text as a model with byte pair encoding does, from the vocabulary in its GGUF file.
///
/// Source: R. Sennrich, B. Haddow, A. Birch, "Neural Machine Translation of Rare Words with Subword Units" (2016), on
/// bytes as in GPT-2; what the model's server does is followed in splitting, marks and merges.
public struct BytePairTokenizer: TokenCounter {
    /// The model's name as its file gives it.
    public let name: String
    /// Always.
    public let isExact = true

    private let split: WordSplit
    /// The number of each byte's token.
    private let bytes: [Int32]
    /// Rank and result of two tokens that are merged.
    private let merges: [UInt64: (rank: Int32, result: Int32)]
    /// Marks such as `<|im_start|>`, which are one token wherever they stand, by their first byte, the longest first.
    private let marks: [[Mark]]
    /// Words that are one token whatever the merges say, where the kind asks for that.
    private let whole: [[UInt8]: Int32]

    /// A text that is one token wherever it stands.
    private struct Mark: Sendable {
        var bytes: [UInt8]
        var number: Int32
    }

    /// Reads the vocabulary of a model's file. Complexity: O(n) in the vocabulary.
    ///
    /// - Parameter path: a GGUF file.
    /// - Throws: `TokenError` that names the file.
    public init(path: String) throws(TokenError) {
        let file = try GGUFReader(path: path)
        let model = file.text("tokenizer.ggml.model") ?? ""
        let kind = file.text("tokenizer.ggml.pre") ?? "default"
        guard model == "gpt2", let split = WordSplit(name: kind) else {
            throw TokenError(
                code: .unknownTokenizer, message: "the file's tokenizer '\(model)', '\(kind)' is not known here",
                place: path, remedy: "count with the model's server (--base-url), or go by the estimate")
        }
        self.split = split
        name = file.text("general.name") ?? URL(fileURLWithPath: path).lastPathComponent
        var table = WordTable()
        var isSound = true
        let types = try file.integers("tokenizer.ggml.token_type")
        var marks = [[Mark]](repeating: [], count: 256)
        var whole: [[UInt8]: Int32] = [:]
        let keepsWhole = split.kind == .llama3
        var next = 0
        let hasTokens = try file.forEachText("tokenizer.ggml.tokens") { text in
            let (number, _) = table.number(of: text)
            isSound = isSound && number == next
            if next < types.count, types[next] == 3 || types[next] == 4 {
                // Marks are text; what is none could not be cut out of one.
                let bytes = Array(String(decoding: text, as: UTF8.self).utf8)
                if let first = bytes.first { marks[Int(first)].append(Mark(bytes: bytes, number: Int32(number))) }
            } else if keepsWhole {
                whole[Array(text)] = Int32(number)
            }
            next += 1
        }
        var merges: [UInt64: (rank: Int32, result: Int32)] = [:]
        merges.reserveCapacity(next)
        var rank: Int32 = 0
        let hasMerges = try file.forEachText("tokenizer.ggml.merges") { text in
            defer { rank += 1 }
            // The first sign may itself be a space in vocabularies that keep them as they are.
            guard let space = text.dropFirst().firstIndex(of: 0x20) else { return }
            let left = table.number(of: UnsafeBufferPointer(rebasing: text[..<space])).number
            let right = table.number(of: UnsafeBufferPointer(rebasing: text[(space + 1)...])).number
            let both = Array(text[..<space]) + Array(text[(space + 1)...])
            let result = both.withUnsafeBufferPointer { table.number(of: $0).number }
            let key = Self.key(Int32(left), Int32(right))
            if merges[key] == nil { merges[key] = (rank, Int32(result)) }
        }
        guard hasTokens, hasMerges, isSound else {
            throw TokenError(
                code: .malformed, message: "the file's vocabulary is incomplete or holds a token twice", place: path,
                remedy: "fetch the model again with `anneal model pull`, or name another file")
        }
        bytes = (0..<256).map { byte in
            Array(Self.sign(of: UInt8(byte)).utf8).withUnsafeBufferPointer { Int32(table.number(of: $0).number) }
        }
        self.merges = merges
        self.whole = whole
        self.marks = marks.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
    }

    /// Counts the tokens of a text.
    ///
    /// - Parameter text: any text.
    /// - Returns: the number. Complexity: O(n) for usual words.
    public func count(_ text: String) -> Int { tokens(of: text).count }

    /// The numbers of a text's tokens, without what a template puts around it.
    ///
    /// - Parameter text: any text.
    /// - Returns: numbers in the model's vocabulary.
    public func tokens(of text: String) -> [Int] {
        var result: [Int] = []
        let utf8 = text.utf8
        var rest = utf8.startIndex
        var place = utf8.startIndex
        while place < utf8.endIndex {
            guard let mark = marks(beginningWith: utf8[place]).first(where: { utf8[place...].starts(with: $0.bytes) })
            else {
                utf8.formIndex(after: &place)
                continue
            }
            append(text[rest..<place], to: &result)
            result.append(Int(mark.number))
            utf8.formIndex(&place, offsetBy: mark.bytes.count)
            rest = place
        }
        append(text[rest...], to: &result)
        return result
    }

    /// The marks that may stand at a byte, the longest first.
    private func marks(beginningWith byte: UInt8) -> [Mark] { marks[Int(byte)] }

    private func append(_ text: Substring, to result: inout [Int]) {
        var word: [Int32] = []
        split.words(of: Array(text.unicodeScalars)) { scalars in
            word.removeAll(keepingCapacity: true)
            for scalar in scalars { for byte in UTF8.encode(scalar) ?? .init() { word.append(bytes[Int(byte)]) } }
            if !whole.isEmpty {
                let signs = scalars.flatMap { UTF8.encode($0) ?? .init() }.flatMap { Self.sign(of: $0).utf8 }
                if let number = whole[Array(signs)] { return result.append(Int(number)) }
            }
            merge(&word)
            for number in word { result.append(Int(number)) }
        }
    }

    /// Merges the best pair of neighbours, all its places at once, until there is none.
    private func merge(_ word: inout [Int32]) {
        while word.count > 1 {
            var best: (rank: Int32, result: Int32) = (.max, 0)
            var pair: UInt64 = 0
            for index in 0..<word.count - 1 {
                let key = Self.key(word[index], word[index + 1])
                if let found = merges[key], found.rank < best.rank { (best, pair) = (found, key) }
            }
            guard best.rank < .max else { return }
            var kept = 0
            var index = 0
            while index < word.count {
                if index + 1 < word.count, Self.key(word[index], word[index + 1]) == pair {
                    word[kept] = best.result
                    index += 2
                } else {
                    word[kept] = word[index]
                    index += 1
                }
                kept += 1
            }
            word.removeLast(word.count - kept)
        }
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    /// The sign that stands for a byte in the vocabulary: itself where it is printable, else one beyond 255.
    static func sign(of byte: UInt8) -> String {
        let isPrintable = (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
        guard !isPrintable else { return String(UnicodeScalar(byte)) }
        let before: UInt32 =
            switch byte {
            case 0...0x20: UInt32(byte)
            case 0x7F...0xA0: UInt32(byte) - 0x7F + 33
            default: 67
            }
        return UnicodeScalar(256 + before).map(String.init) ?? ""
    }
}
