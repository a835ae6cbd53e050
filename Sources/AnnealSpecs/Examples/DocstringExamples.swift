internal import AnnealFoundation

/// Reads the examples of a docstring: doctests, `f(2) ➞ 4`, "f([1, 2]) should return 3", "For n = 3 the output should
/// be 6", and pairs of `Input:` and `Output:`.
struct DocstringExamples {
    let source: SpecSource
    let code: CodeLines
    let docstring: Docstring
    let expressions: ExpressionReader

    private var bytes: Bytes { code.bytes }
    private var values: ExpectedValue { ExpectedValue(code: code, expressions: expressions) }
    private var name: String { docstring.signature.name }

    /// Reads all lines.
    func read(scope: inout ExampleScope, into examples: inout [Example]) {
        // Where the function is defined by a recurrence, lines of its definition look like examples.
        let start = definesRecurrence ? lastMarker : docstring.lines.lowerBound
        var line = docstring.lines.lowerBound
        while line < docstring.lines.upperBound {
            let text = content(line)
            if bytes.has(">>>", at: text.lowerBound, before: text.upperBound) {
                line = doctest(line, &scope, &examples)
                continue
            }
            if line >= start, !call(text, line, &scope, &examples), !assignment(text, &scope, &examples) {
                input(text, line, &scope, &examples)
            }
            line += 1
        }
    }

    /// A line's text without the quotes that open or close the docstring.
    private func content(_ line: Int) -> Range<Int> {
        var text = code.text(line)
        if line == docstring.lines.lowerBound {
            var start = text.lowerBound
            while start < text.upperBound, start - text.lowerBound < 4, "rRuU\"'".utf8.contains(bytes[start]) {
                start += 1
            }
            text = bytes.trimmed(start..<text.upperBound)
        }
        if line == docstring.lines.upperBound - 1, text.count >= 3 {
            let tail = (text.upperBound - 3)..<text.upperBound
            if tail.allSatisfy({ bytes[$0] == ASCII.quote }) || tail.allSatisfy({ bytes[$0] == ASCII.apostrophe }) {
                text = bytes.trimmed(text.lowerBound..<tail.lowerBound)
            }
        }
        return text
    }

    private func doctest(_ line: Int, _ scope: inout ExampleScope, _ examples: inout [Example]) -> Int {
        let prompt = Doctest(code: code).read(line, before: docstring.lines.upperBound)
        if let statement = prompt.expression,
            let example = DoctestExample.make(prompt, statement, values, code, block: docstringBlock, source)
        {
            scope.take(example, into: &examples)
        }
        return prompt.next
    }

    /// The docstring's own text as a block.
    private var docstringBlock: Block {
        var block = Block(kind: .code, firstLine: 0, lastLine: 0, column: 1)
        block.text =
            code.lines[docstring.lines.lowerBound].lowerBound..<code.lines[docstring.lines.upperBound - 1].upperBound
        return block
    }

    /// Whether a line defines the function by itself: `f(n) = f(n - 1) + …`.
    private var definesRecurrence: Bool {
        docstring.lines.contains { line in
            let text = content(line)
            guard let (call, rest) = firstCall(text), expressions.read(call)?.hasFreeNames == true else { return false }
            return values.valueStart(rest, allowsAssignment: true) != nil && mentionsItself(rest)
        }
    }

    /// The last line that announces examples; the docstring's end if none does.
    private var lastMarker: Int {
        docstring.lines.last { line in
            let text = content(line)
            return bytes.has("example", at: text.lowerBound, before: text.upperBound)
        } ?? docstring.lines.upperBound
    }

    /// The first call of the documented function in a line, and what stands behind it.
    private func firstCall(_ text: Range<Int>) -> (Range<Int>, Range<Int>)? {
        let name = Array(self.name.utf8)
        var offset = text.lowerBound
        while offset + name.count < text.upperBound {
            guard bytes[offset] == name[0], offset == text.lowerBound || !ASCII.isName(bytes[offset - 1]),
                bytes.buffer(offset..<(offset + name.count)).elementsEqual(name),
                bytes[offset + name.count] == ASCII.openParenthesis
            else {
                offset += 1
                continue
            }
            guard let end = code.closing(offset + name.count, before: text.upperBound) else { return nil }
            return (offset..<end, end..<text.upperBound)
        }
        return nil
    }

    /// `f(2) == 4`, possibly behind "for example:" or a bullet.
    private func call(
        _ text: Range<Int>, _ line: Int, _ scope: inout ExampleScope, _ examples: inout [Example]
    ) -> Bool {
        guard let (call, rest) = firstCall(text), call.lowerBound - text.lowerBound < 40 else { return false }
        guard let start = values.valueStart(rest, allowsAssignment: true),
            let value = values.literal(start..<rest.upperBound), !mentionsItself(start..<rest.upperBound)
        else { return false }
        if let expression = expressions.read(call), expression.isClosedCall {
            take(bytes.text(call), value, text, &scope, &examples)
        } else if let word = bareWord(in: call), takesBareWords {
            take("\(name)(\"\(word)\")", value, text, &scope, &examples)
        } else {
            return false
        }
        return true
    }

    /// The only argument of a call, where it is a word that is neither a value nor the parameter's name: `f(abc)`.
    private func bareWord(in call: Range<Int>) -> String? {
        let argument = bytes.trimmed((call.lowerBound + name.utf8.count + 1)..<(call.upperBound - 1))
        guard let first = argument.first, ASCII.isLetter(bytes[first]), argument.allSatisfy({ ASCII.isName(bytes[$0]) })
        else { return nil }
        let word = bytes.text(argument)
        let isValue = ["True", "False", "None", "true", "false", "null", "undefined", "nil"].contains(word)
        return isValue || docstring.signature.parameters.contains { $0.name == word } ? nil : word
    }

    /// Whether words in the place of the argument are texts whose quotes were left out: the function takes one text, and at
    /// least two calls have such words.
    private var takesBareWords: Bool {
        guard docstring.signature.required.count == 1, let parameter = docstring.signature.required.first else {
            return false
        }
        let texts = docstring.lines.map(content)
        let said = ["string \(parameter.name)", "text \(parameter.name)", "word \(parameter.name)"]
        guard parameter.isText || texts.contains(where: { line in said.contains { bytes.text(line).contains($0) } })
        else { return false }
        let words = Set(texts.compactMap { line in firstCall(line).flatMap { bareWord(in: $0.0) } })
        return words.count >= 2
    }

    private func mentionsItself(_ range: Range<Int>) -> Bool { firstCall(range) != nil }

    /// `For x = 1, y = "a" the output should be 3`.
    private func assignment(_ text: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]) -> Bool {
        guard let start = wordsEnd(["for ", "if ", "given ", "with ", "when "], text),
            let (arguments, end) = arguments(start..<text.upperBound)
        else { return false }
        let rest = end..<text.upperBound
        for words: StaticString in [
            "output should be", "result should be", "should return", "returns", "output is", "result is",
            "return value is",
        ] {
            guard let mark = bytes.find(words, in: rest) else { continue }
            guard let value = values.literal((mark + words.utf8CodeUnitCount)..<text.upperBound) else { return false }
            take("\(name)(\(arguments.joined(separator: ", ")))", value, text, &scope, &examples)
            return true
        }
        return false
    }

    private func wordsEnd(_ words: [StaticString], _ text: Range<Int>) -> Int? {
        for word in words where bytes.has(word, at: text.lowerBound, before: text.upperBound) {
            return text.lowerBound + word.utf8CodeUnitCount
        }
        return nil
    }

    /// Reads `NAME = LITERAL, …` for all parameters in their order; returns the literals and where they end.
    private func arguments(_ range: Range<Int>) -> ([String], Int)? {
        var found: [String] = []
        var offset = range.lowerBound
        for parameter in docstring.signature.parameters {
            while offset < range.upperBound, ASCII.isBlank(bytes[offset]) || bytes[offset] == ASCII.comma {
                offset += 1
            }
            if bytes.has("and ", at: offset, before: range.upperBound) { offset += 4 }
            let name = Array(parameter.name.utf8)
            guard offset + name.count < range.upperBound,
                bytes.buffer(offset..<(offset + name.count)).elementsEqual(name)
            else {
                return parameter.hasDefault && !found.isEmpty ? (found, offset) : nil
            }
            offset += name.count
            while offset < range.upperBound, ASCII.isBlank(bytes[offset]) { offset += 1 }
            guard offset < range.upperBound, bytes[offset] == ASCII.equals else { return nil }
            guard let literal = literalEnd(bytes.trimmed((offset + 1)..<range.upperBound)) else { return nil }
            found.append(bytes.text(literal))
            offset = literal.upperBound
        }
        return found.isEmpty ? nil : (found, offset)
    }

    /// The literal that a range begins with: up to the comma or blank that ends it.
    private func literalEnd(_ range: Range<Int>) -> Range<Int>? {
        guard let first = range.first else { return nil }
        var end = first
        let byte = bytes[first]
        if byte == UInt8(ascii: "[") || byte == ASCII.openParenthesis || byte == UInt8(ascii: "{") {
            guard let close = code.closing(first, before: range.upperBound) else { return nil }
            end = close
        } else if byte == ASCII.quote || byte == ASCII.apostrophe {
            guard let close = bytes.find(byte, in: (first + 1)..<range.upperBound) else { return nil }
            end = close + 1
        } else {
            while end < range.upperBound,
                ASCII.isName(bytes[end]) || bytes[end] == ASCII.dash
                    || (bytes[end] == ASCII.dot && end + 1 < range.upperBound && ASCII.isDigit(bytes[end + 1]))
            {
                end += 1
            }
        }
        guard let read = expressions.read(first..<end), read.isClosedValue else { return nil }
        return first..<end
    }

    /// `Input: [4, 2, 3]` or `Input: arr = [1], k = 2`, with `Output: …` on the next line that has text.
    private func input(_ text: Range<Int>, _ line: Int, _ scope: inout ExampleScope, _ examples: inout [Example]) {
        guard bytes.has("input:", at: text.lowerBound, before: text.upperBound), line + 1 < docstring.lines.upperBound
        else { return }
        let output = content(line + 1)
        guard bytes.has("output:", at: output.lowerBound, before: output.upperBound),
            let value = values.literal((output.lowerBound + 7)..<output.upperBound)
        else { return }
        let given = bytes.trimmed((text.lowerBound + 6)..<text.upperBound)
        if let (arguments, end) = arguments(given), bytes.trimmed(end..<given.upperBound).isEmpty {
            take("\(name)(\(arguments.joined(separator: ", ")))", value, text, &scope, &examples)
        } else if docstring.signature.required.count == 1, let literal = values.literal(given) {
            take("\(name)(\(literal))", value, text, &scope, &examples)
        }
    }

    private func take(
        _ call: String, _ value: String, _ text: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]
    ) {
        scope.take(
            Example(
                call: call, expectation: .value(value), source: bytes.text(text),
                location: source.location(text.lowerBound)),
            into: &examples)
    }
}
