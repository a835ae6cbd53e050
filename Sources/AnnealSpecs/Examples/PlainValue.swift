/// What a sentence says of a call without using a code span: `f(5)` returns 0, `f(6)` gives the same location.
enum PlainValue {
    case value(String)
    case same

    /// Reads the words after a call.
    ///
    /// - Parameters:
    ///   - bytes: the document's flat text.
    ///   - range: from the call to the next code span or the sentence's end.
    ///   - isEnd: whether the range reaches the sentence's end.
    ///   - expressions: reads literals.
    /// - Returns: the value, or `nil` if there is none or a doubt.
    static func read(_ bytes: Bytes, _ range: Range<Int>, isEnd: Bool, _ expressions: ExpressionReader) -> PlainValue? {
        if let same = bytes.find(" the same ", in: range.lowerBound..<min(range.upperBound, range.lowerBound + 40)) {
            guard isEnd, Connector.read(bytes, range.lowerBound..<(same + 10)) == .same else { return nil }
            let rest = bytes.trimmed((same + 10)..<range.upperBound)
            let words = bytes.text(rest).split(separator: " ")
            return words.count <= 2 && !words.contains("as") ? .same : nil
        }
        var offset = range.lowerBound
        var start = offset
        while offset < range.upperBound, offset - range.lowerBound < 60 {
            while offset < range.upperBound, bytes[offset] == ASCII.space { offset += 1 }
            start = offset
            guard offset < range.upperBound else { return nil }
            if ASCII.isDigit(bytes[offset]) || bytes[offset] == ASCII.dash || bytes[offset] == ASCII.quote { break }
            guard ASCII.isLetter(bytes[offset]) else { return nil }
            while offset < range.upperBound, ASCII.isName(bytes[offset]) { offset += 1 }
            if offset - start > 2, offset - start < 10, isConstant(bytes.text(start..<offset), expressions.dialect) {
                break
            }
        }
        let lead = range.lowerBound..<start
        guard start < range.upperBound, lead.count > 1, Connector.read(bytes, lead) == .value else { return nil }
        return literal(bytes, start..<range.upperBound, isEnd: isEnd, expressions)
    }

    private static func literal(
        _ bytes: Bytes, _ range: Range<Int>, isEnd: Bool, _ expressions: ExpressionReader
    ) -> PlainValue? {
        var end = range.lowerBound
        if bytes[end] == ASCII.quote {
            end = (bytes.find(ASCII.quote, in: (end + 1)..<range.upperBound) ?? range.upperBound - 1) + 1
        } else {
            while end < range.upperBound,
                ASCII.isName(bytes[end]) || bytes[end] == ASCII.dash
                    || (bytes[end] == ASCII.dot && end + 1 < range.upperBound && ASCII.isDigit(bytes[end + 1]))
            {
                end += 1
            }
        }
        // Only punctuation, or "and" with the next call, may follow: "returns 5 minutes" is no value.
        if end < range.upperBound {
            let isStop =
                bytes[end] == ASCII.dot || bytes[end] == ASCII.comma || bytes[end] == ASCII.semicolon
                || bytes[end] == ASCII.closeParenthesis
            let isAnd = bytes.has(" and ", at: end, before: range.upperBound) && !isEnd
            guard isStop || isAnd else { return nil }
            if isStop, bytes[end] == ASCII.comma, let word = bytes.find(ASCII.space, in: end..<range.upperBound) {
                for condition: StaticString in ["if ", "when ", "unless ", "or "]
                where bytes.has(condition, at: word + 1, before: range.upperBound) {
                    return nil
                }
            }
        } else if !isEnd {
            return nil
        }
        guard let expression = expressions.read(range.lowerBound..<end), expression.isClosedValue,
            expression.shape == .number || expression.shape == .constant || expression.shape == .text
                || bytes[range.lowerBound] == ASCII.dash
        else { return nil }
        return .value(bytes.text(range.lowerBound..<end))
    }

    private static func isConstant(_ word: String, _ dialect: Dialect) -> Bool {
        switch word {
        case "True", "False", "None": dialect.hasHashComments
        case "nil": dialect == .swift
        case "true", "false", "null", "undefined", "NaN", "Infinity": dialect != .python
        default: false
        }
    }
}
