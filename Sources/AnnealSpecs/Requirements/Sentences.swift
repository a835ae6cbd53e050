/// Splits paragraphs into sentences, without being misled by code, brackets and abbreviations.
enum Sentences {
    /// What may end a sentence, and brackets.
    private static let marks = ByteSet(".!?()")
    private static let abbreviations = WordSet("e.g i.e etc vs cf approx no fig st mr ms dr resp incl excl min max")

    /// Splits a range of text.
    ///
    /// - Parameters:
    ///   - bytes: the document's flat text.
    ///   - range: the paragraph.
    ///   - spans: all code spans.
    ///   - within: the paragraph's code spans.
    /// - Returns: the sentences without white space at their ends. Complexity: O(n).
    static func split(_ bytes: Bytes, _ range: Range<Int>, spans: View<CodeSpan>, in within: Range<Int>) -> [Range<Int>]
    {
        var sentences: [Range<Int>] = []
        var start = range.lowerBound
        var offset = start
        var depth = 0
        var span = within.lowerBound
        while offset < range.upperBound {
            while span < within.upperBound, spans[span].outer.upperBound <= offset { span += 1 }
            let stop = span < within.upperBound ? min(spans[span].outer.lowerBound, range.upperBound) : range.upperBound
            while offset < stop, !marks.contains(bytes[offset]) { offset += 1 }
            guard offset < stop else {
                if stop == range.upperBound { break }
                offset = spans[span].outer.upperBound
                continue
            }
            let byte = bytes[offset]
            if byte == ASCII.openParenthesis { depth += 1 }
            if byte == ASCII.closeParenthesis, depth > 0 { depth -= 1 }
            offset += 1
            guard byte == ASCII.dot || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") else { continue }
            // Emphasis may close after the full stop.
            while offset < range.upperBound, bytes[offset] == ASCII.asterisk || bytes[offset] == ASCII.closeParenthesis
            {
                if bytes[offset] == ASCII.closeParenthesis, depth > 0 { depth -= 1 }
                offset += 1
            }
            guard depth == 0, offset < range.upperBound, bytes[offset] == ASCII.space, offset + 1 < range.upperBound
            else { continue }
            let next = bytes[offset + 1]
            guard ASCII.isUpper(next) || next == ASCII.backtick || next == ASCII.asterisk || next >= 0x80 else {
                continue
            }
            if byte == ASCII.dot, isAbbreviation(bytes, start..<(offset - 1)) { continue }
            let sentence = bytes.trimmed(start..<offset)
            if !sentence.isEmpty { sentences.append(sentence) }
            start = offset
        }
        let last = bytes.trimmed(start..<range.upperBound)
        if !last.isEmpty { sentences.append(last) }
        return sentences
    }

    private static func isAbbreviation(_ bytes: Bytes, _ before: Range<Int>) -> Bool {
        var start = before.upperBound
        while start > before.lowerBound, ASCII.isLetter(bytes[start - 1]) || bytes[start - 1] == ASCII.dot {
            start -= 1
        }
        let word = start..<before.upperBound
        return word.count == 1 && ASCII.isLetter(bytes[start]) || abbreviations.contains(WordKey(bytes, word))
    }
}
