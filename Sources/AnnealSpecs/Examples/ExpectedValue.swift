/// Reads what stands behind a call as its value: in comments, in docstrings, on the right of an arrow.
struct ExpectedValue {
    let code: CodeLines
    let expressions: ExpressionReader

    /// The literal that a range holds, comments and a final full stop aside.
    ///
    /// - Returns: its text, `nil` if there is a doubt.
    func literal(_ range: Range<Int>) -> String? {
        let bytes = code.bytes
        var range = bytes.trimmed(range)
        if let comment = code.comment(in: range, expressions.dialect) {
            range = bytes.trimmed(range.lowerBound..<comment)
        }
        if let last = range.last, bytes[last] == ASCII.dot || bytes[last] == ASCII.semicolon, range.count > 1,
            bytes[last - 1] != ASCII.dot
        {
            range = bytes.trimmed(range.lowerBound..<last)
        }
        guard !range.isEmpty else { return nil }
        if expressions.dialect == .python {
            switch bytes.text(range) {
            case "true": return "True"
            case "false": return "False"
            case "null": return "None"
            default: break
            }
        }
        guard let expression = expressions.read(range), expression.isClosedValue else { return nil }
        // `("x")` may be meant as a tuple.
        if expression.shape == .group, !expression.hasInnerComma, expression.range.count > 2,
            expressions.dialect.hasListsInParentheses
        {
            return nil
        }
        return bytes.text(range)
    }

    /// Where the value begins behind a call, past an arrow, an equality sign or words.
    ///
    /// - Parameters:
    ///   - range: the rest of the line.
    ///   - allowsAssignment: whether a single `=` counts.
    /// - Returns: the offset, `nil` if no such mark is there.
    func valueStart(_ range: Range<Int>, allowsAssignment: Bool) -> Int? {
        let bytes = code.bytes
        var offset = range.lowerBound
        while offset < range.upperBound, ASCII.isBlank(bytes[offset]) { offset += 1 }
        let start = offset
        while offset < range.upperBound, "=->".utf8.contains(bytes[offset]), offset - start < 4 {
            if bytes[offset] == ASCII.dash, offset > start { break }
            offset += 1
        }
        let count = offset - start
        if count > 0 {
            if count == 1 { return allowsAssignment && bytes[start] == ASCII.equals ? offset : nil }
            return offset
        }
        if offset + 2 < range.upperBound, bytes[offset] == 0xE2 {
            let pair = (bytes[offset + 1], bytes[offset + 2])
            return pair == (0x86, 0x92) || pair == (0x9E, 0x9E) || pair == (0x87, 0x92) ? offset + 3 : nil
        }
        for words: StaticString in [
            "should return ", "must return ", "will return ", "returns ", "return ", "should be ", "gives ", "yields ",
            "evaluates to ", "is ",
        ] where bytes.has(words, at: offset, before: range.upperBound) {
            return offset + words.utf8CodeUnitCount
        }
        return nil
    }
}
