internal import AnnealFoundation

/// The words of a sentence, as written and for comparison: small letters without a comma or code marks.
struct SentenceWords {
    var written: [Substring]
    var plain: [String]

    /// Takes a sentence apart at white space.
    init(_ sentence: Substring) {
        written = sentence.utf8.split { $0 <= UInt8(ascii: " ") }.map { Substring($0) }
        plain = written.map { word in
            String(decoding: word.utf8.filter { !Self.marks.contains($0) }, as: UTF8.self).lowercased()
        }
    }

    private static let marks: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "`"), UInt8(ascii: ":")]

    /// A word for comparison; an empty text beyond both ends.
    func word(_ index: Int) -> String { plain.indices.contains(index) ? plain[index] : "" }

    /// A word as written, without what marks it as code and the comma behind it.
    func name(_ index: Int) -> String {
        written.indices.contains(index) ? written[index].filter { $0 != "`" && $0 != "," && $0 != ":" } : ""
    }

    /// Whether a comma stands behind a word.
    func endsClause(_ index: Int) -> Bool { written.indices.contains(index) && written[index].utf8.last == ASCII.comma }

    /// The sentences of a criterion, which end at a full stop, a semicolon or the line's end outside of code.
    static func sentences(of text: String) -> [Substring] {
        var sentences: [Substring] = []
        text.withBytes { bytes in
            forEachSentence(of: bytes) { sentences.append(bytes.text($0)[...]) }
        }
        return sentences
    }

    /// Calls a body with the place of each sentence, without the mark that ends it.
    ///
    /// Complexity: O(n).
    static func forEachSentence(of bytes: Bytes, _ body: (Range<Int>) -> Void) {
        var start = 0
        var isCode = false
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "`") { isCode.toggle() }
            let isEnd = byte == ASCII.dot || byte == ASCII.semicolon || byte == UInt8(ascii: "\n")
            guard isEnd, !isCode, index + 1 == bytes.count || bytes[index + 1] <= ASCII.space else { continue }
            body(start..<index)
            start = index + 1
        }
        if start < bytes.count { body(start..<bytes.count) }
    }
}
