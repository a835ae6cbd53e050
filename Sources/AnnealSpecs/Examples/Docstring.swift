/// Functions with docstrings in Python code blocks.
struct Docstring {
    var signature: FunctionSignature
    /// The lines of the docstring, as indexes into the block's lines.
    var lines: Range<Int>

    /// The prose of the first documented function of a block, up to its first example, on one line.
    ///
    /// - Returns: `nil` if the block has no function with a docstring; empty if that has no prose.
    static func first(in source: SpecSource, block index: Int) -> String? {
        let block = source.blocks[index]
        guard source.flat.find("def ", in: block.text) != nil else { return nil }
        let code = CodeLines(source.flat, block.text)
        guard let docstring = all(in: code, ExpressionReader(bytes: source.flat, dialect: .python)).last else {
            return nil
        }
        var words: [String] = []
        for line in docstring.lines {
            var range = code.text(line)
            if line == docstring.lines.lowerBound { range = range.lowerBound + min(3, range.count)..<range.upperBound }
            if range.isEmpty, !words.isEmpty { break }
            if source.flat.has(">>>", at: range.lowerBound, before: range.upperBound) { break }
            if source.flat.has("example", at: range.lowerBound, before: range.upperBound) { break }
            if source.flat.has("for example", at: range.lowerBound, before: range.upperBound) { break }
            var text = source.flat.text(source.flat.trimmed(range))
            if text.hasSuffix("\"\"\"") || text.hasSuffix("'''") { text = String(text.dropLast(3)) }
            if !text.isEmpty { words.append(text) }
        }
        return words.joined(separator: " ")
    }

    /// The documented functions of a block, in its order.
    static func all(in code: CodeLines, _ expressions: ExpressionReader) -> [Docstring] {
        var found: [Docstring] = []
        guard let first = code.lines.first, let last = code.lines.last,
            code.bytes.find("def ", in: first.lowerBound..<last.upperBound) != nil
        else { return [] }
        var line = 0
        while line < code.lines.count {
            guard let signature = signature(code, line, expressions) else {
                line = skipText(code, line)
                continue
            }
            let start = code.statementEnd(line) + 1
            guard start < code.lines.count, let end = end(code, start) else {
                line += 1
                continue
            }
            found.append(Docstring(signature: signature, lines: start..<(end + 1)))
            line = end + 1
        }
        return found
    }

    /// The signature that a line `def name(…):` begins.
    static func signature(_ code: CodeLines, _ line: Int, _ expressions: ExpressionReader) -> FunctionSignature? {
        let text = code.text(line)
        var start = text.lowerBound
        if code.bytes.has("async ", at: start, before: text.upperBound) { start += 6 }
        guard code.bytes.has("def ", at: start, before: text.upperBound) else { return nil }
        let last = code.statementEnd(line, from: start)
        var end = code.lines[last].upperBound
        if let comment = code.comment(in: code.lines[last], .python) { end = comment }
        let whole = code.bytes.trimmed((start + 4)..<end)
        guard let colon = whole.last, code.bytes[colon] == ASCII.colon,
            let expression = expressions.read(whole.lowerBound..<colon, arrows: true)
        else { return nil }
        return FunctionSignature(expressions, expression, .python)
    }

    /// The last line of the docstring that begins in a line, if one does.
    private static func end(_ code: CodeLines, _ line: Int) -> Int? {
        var text = code.text(line)
        if !text.isEmpty, "rRuU".utf8.contains(code.bytes[text.lowerBound]) {
            text = (text.lowerBound + 1)..<text.upperBound
        }
        guard text.count >= 3 else { return nil }
        let quote = code.bytes[text.lowerBound]
        guard quote == ASCII.quote || quote == ASCII.apostrophe else { return nil }
        func marks(_ range: Range<Int>) -> Int? {
            var offset = range.lowerBound
            while offset + 2 < range.upperBound {
                if code.bytes[offset] == quote, code.bytes[offset + 1] == quote, code.bytes[offset + 2] == quote {
                    return offset
                }
                offset += 1
            }
            return nil
        }
        guard marks(text) == text.lowerBound else { return nil }
        if marks((text.lowerBound + 3)..<text.upperBound) != nil { return line }
        for next in (line + 1)..<max(line + 1, code.lines.count) where marks(code.lines[next]) != nil { return next }
        return nil
    }

    /// Goes past a text in triple quotes that is no docstring.
    private static func skipText(_ code: CodeLines, _ line: Int) -> Int {
        for quote in [ASCII.quote, ASCII.apostrophe] where count(quote, code.bytes, code.lines[line]) == 1 {
            for next in (line + 1)..<max(line + 1, code.lines.count)
            where count(quote, code.bytes, code.lines[next]) > 0 {
                return next + 1
            }
        }
        return line + 1
    }

    /// How often three quotes stand together in a range.
    private static func count(_ quote: UInt8, _ bytes: Bytes, _ range: Range<Int>) -> Int {
        var count = 0
        var offset = range.lowerBound
        while offset + 2 < range.upperBound {
            if bytes[offset] == quote, bytes[offset + 1] == quote, bytes[offset + 2] == quote {
                count += 1
                offset += 2
            }
            offset += 1
        }
        return count
    }
}
