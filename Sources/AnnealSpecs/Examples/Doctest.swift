internal import AnnealFoundation

/// Reads `>>>` prompts with their output.
struct Doctest {
    let code: CodeLines

    /// One prompt.
    struct Prompt {
        /// The statement; `nil` if it goes over several lines that are not one expression.
        var expression: Range<Int>?
        /// The lines of the output, blanks in front included.
        var output: [Range<Int>]
        /// The line after the output.
        var next: Int
    }

    /// Reads the prompt in a line.
    ///
    /// - Parameters:
    ///   - first: its line.
    ///   - end: the line before which the output ends; `nil` for the block's end.
    /// - Returns: the statement, its output, the next line.
    func read(_ first: Int, before end: Int? = nil) -> Prompt {
        let end = end ?? code.lines.count
        let text = code.text(first)
        let indent = code.indent(first)
        var line = first + 1
        var expression: Range<Int>? = code.bytes.trimmed(min(text.lowerBound + 3, text.upperBound)..<text.upperBound)
        while line < end, code.bytes.has("...", at: code.text(line).lowerBound, before: code.text(line).upperBound),
            code.text(line).count == 3 || ASCII.isBlank(code.bytes[code.text(line).lowerBound + 3])
        {
            // Joining the lines would need the prompts taken out; such statements set up more than they show.
            expression = nil
            line += 1
        }
        var output: [Range<Int>] = []
        while line < end {
            let shown = code.text(line)
            if shown.isEmpty || code.bytes.has(">>>", at: shown.lowerBound, before: shown.upperBound) { break }
            if code.indent(line) < indent { break }
            if isQuotes(shown) { break }
            output.append(min(code.lines[line].lowerBound + indent, shown.lowerBound)..<shown.upperBound)
            line += 1
        }
        if let range = expression, range.isEmpty { expression = nil }
        return Prompt(expression: expression, output: output, next: line)
    }

    private func isQuotes(_ range: Range<Int>) -> Bool {
        code.bytes.has("\"\"\"", at: range.lowerBound, before: range.upperBound)
            || code.bytes.has("'''", at: range.lowerBound, before: range.upperBound)
    }
}

/// Makes an example of a prompt and its output.
enum DoctestExample {
    /// - Returns: `nil` if the prompt shows no value, or one that cannot be compared.
    static func make(
        _ prompt: Doctest.Prompt, _ statement: Range<Int>, _ values: ExpectedValue, _ code: CodeLines, block: Block,
        _ source: SpecSource
    ) -> Example? {
        let bytes = code.bytes
        var statement = statement
        if let comment = code.comment(in: statement, .python) {
            statement = bytes.trimmed(statement.lowerBound..<comment)
        }
        guard let read = values.expressions.read(statement) else { return nil }
        let end = prompt.output.last?.upperBound ?? statement.upperBound
        func example(_ call: String, _ expectation: Example.Expectation) -> Example {
            Example(
                call: call, expectation: expectation, source: bytes.text(statement.lowerBound..<end),
                location: source.location(statement.lowerBound))
        }
        guard let first = prompt.output.first, let last = prompt.output.last else {
            return withoutOutput(read, values, bytes, block: block).map { example($0, $1) }
        }
        if bytes.has("traceback", at: first.lowerBound, before: first.upperBound) {
            guard read.isClosedValue else { return nil }
            return error(bytes, last).map { example(bytes.text(statement), $0) }
        }
        if let relation = read.relation {
            let shown = bytes.text(bytes.trimmed(first))
            guard shown == "True", prompt.output.count == 1, let value = values.literal(relation.right) else {
                return nil
            }
            return example(bytes.text(relation.left), .value(value))
        }
        guard read.isClosedValue, read.shape == .call || read.shape == .other else { return nil }
        if bytes.has("print(", at: statement.lowerBound, before: statement.upperBound), read.argumentCount == 1,
            read.callEnd == statement.upperBound
        {
            let shown = prompt.output.map { bytes.text($0) }
            guard shown.allSatisfy({ !$0.utf8.contains(ASCII.quote) && !$0.utf8.contains(ASCII.backslash) }),
                let argument = values.expressions.arguments(of: read).first
            else { return nil }
            return example("str(\(bytes.text(argument)))", .value("\"\(shown.joined(separator: "\\n"))\""))
        }
        // Several lines are one value only if they read as one.
        guard let value = values.literal(first.lowerBound..<last.upperBound) else { return nil }
        return example(bytes.text(statement), .value(value))
    }

    /// `>>> f(x) == y` alone says that it is so; `>>> f(x)` alone shows `None` where the text speaks of it.
    private static func withoutOutput(
        _ read: Expression, _ values: ExpectedValue, _ bytes: Bytes, block: Block
    ) -> (String, Example.Expectation)? {
        if let relation = read.relation, let value = values.literal(relation.right),
            values.expressions.read(relation.left)?.isClosedValue == true
        {
            return (bytes.text(relation.left), .value(value))
        }
        guard read.isClosedCall, bytes.find("none", in: block.text) != nil,
            bytes.find("return none", in: block.text) != nil
        else {
            return nil
        }
        return (bytes.text(read.range), .value("None"))
    }

    /// The last line of a traceback: `ValueError: message`.
    private static func error(_ bytes: Bytes, _ line: Range<Int>) -> Example.Expectation? {
        let line = bytes.trimmed(line)
        let colon = bytes.find(ASCII.colon, in: line) ?? line.upperBound
        guard ErrorName.isOne(bytes, line.lowerBound..<colon) else { return nil }
        let message = colon < line.upperBound ? bytes.trimmed((colon + 1)..<line.upperBound) : colon..<colon
        return .error(
            type: bytes.text(line.lowerBound..<colon),
            message: message.isEmpty ? nil : ErrorName.message(bytes, message))
    }
}
