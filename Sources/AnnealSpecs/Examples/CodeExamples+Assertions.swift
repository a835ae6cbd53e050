internal import AnnealFoundation

/// The assertions of test libraries as examples: node's `assert`, `expect(…)` as Jest and Vitest have it, and
/// `with pytest.raises(…)`.
extension CodeExamples {
    /// `assert.deepEqual(f(x), y)`, `assert.throws(() => f(x), /text/)`, `expect(f(x)).toEqual(y)`.
    ///
    /// - Returns: whether the statement is an assertion, also one that gives no example.
    func scriptAssertion(_ body: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]) -> Bool {
        let bytes = source.flat
        if dialect == .swift { return swiftAssertion(body, &scope, &examples) }
        guard dialect == .javascript, let open = bytes.find(ASCII.openParenthesis, in: body) else { return false }
        var start = body.lowerBound
        if bytes.has("await ", at: start, before: open) { start += 6 }
        switch bytes.text(start..<open) {
        case "assert.deepStrictEqual", "assert.deepEqual", "assert.strictEqual", "assert.equal":
            let sides = arguments(open, before: body.upperBound)
            if sides.count >= 2 { takeValue(sides[0], sides[1], body, &scope, &examples) }
        case "assert.throws", "assert.rejects":
            let parts = arguments(open, before: body.upperBound)
            if let first = parts.first {
                takeError(first, told: parts.count > 1 ? parts[1] : nil, body, &scope, &examples)
            }
        case "assert", "assert.ok":
            if let first = arguments(open, before: body.upperBound).first { takeTruth(first, body, &scope, &examples) }
        case "expect": expectation(open, body, &scope, &examples)
        default: return false
        }
        return true
    }

    /// `with pytest.raises(ValueError):` and the one statement in it.
    ///
    /// - Returns: the line to go on with; `nil` when the line is something else.
    func expectedError(_ line: Int, _ scope: inout ExampleScope, _ examples: inout [Example]) -> Int? {
        let bytes = source.flat
        let text = code.text(line)
        guard dialect.hasHashComments, bytes.has("with ", at: text.lowerBound, before: text.upperBound),
            let open = bytes.find(ASCII.openParenthesis, in: text),
            ["pytest.raises", "self.assertRaises", "raises", "assertRaises"].contains(
                bytes.text((text.lowerBound + 5)..<open)),
            let type = arguments(open, before: text.upperBound).first, ErrorName.isOne(bytes, type)
        else { return nil }
        let first = line + 1
        guard first < code.lines.count, code.indent(first) > code.indent(line) else { return line + 1 }
        let last = code.statementEnd(first)
        let isOnly = last + 1 >= code.lines.count || code.indent(last + 1) <= code.indent(line)
        var call = bytes.trimmed(code.text(first).lowerBound..<code.lines[last].upperBound)
        if let comment = code.comment(in: call, dialect) { call = bytes.trimmed(call.lowerBound..<comment) }
        if isOnly, expressions.read(call)?.isClosedCall == true, let setup = setup(for: call) {
            take(
                setup, bytes.text(call), .error(type: bytes.text(type), message: nil),
                text.lowerBound..<call.upperBound, &scope, &examples)
        }
        return last + 1
    }

    /// `expect(f(x)).toEqual(y)`, `expect(() => f(x)).toThrow()`.
    private func expectation(
        _ open: Int, _ body: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]
    ) {
        let bytes = source.flat
        guard let close = code.closing(open, before: body.upperBound), close < body.upperBound,
            let subject = arguments(open, before: close).first,
            let second = bytes.find(ASCII.openParenthesis, in: close..<body.upperBound)
        else { return }
        let values = arguments(second, before: body.upperBound)
        switch bytes.text(close..<second) {
        case ".toEqual", ".toStrictEqual", ".toBe":
            if let value = values.first { takeValue(subject, value, body, &scope, &examples) }
        case ".toThrow", ".toThrowError": takeError(subject, told: values.first, body, &scope, &examples)
        default: break
        }
    }

    func takeValue(
        _ left: Range<Int>, _ right: Range<Int>, _ body: Range<Int>, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) {
        guard let setup = setup(for: left), expressions.read(left)?.isClosedValue == true,
            let value = values.literal(right)
        else { return }
        take(setup, source.flat.text(left), .value(value), body, &scope, &examples)
    }

    /// A truth may be a comparison, whose sides tell more than that it does not hold.
    private func takeTruth(
        _ range: Range<Int>, _ body: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]
    ) {
        guard let expression = expressions.read(range), let setup = setup(for: range) else { return }
        if let relation = expression.relation {
            takeValue(relation.left, relation.right, body, &scope, &examples)
        } else if expression.isClosedValue {
            take(setup, "Boolean(\(source.flat.text(range)))", .value("true"), body, &scope, &examples)
        }
    }

    private func takeError(
        _ function: Range<Int>, told: Range<Int>?, _ body: Range<Int>, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) {
        let bytes = source.flat
        guard let arrow = bytes.find("=>", in: function) else { return }
        let head = bytes.text(bytes.trimmed(function.lowerBound..<arrow))
        guard head == "()" || head == "async ()" else { return }
        let call = bytes.trimmed((arrow + 2)..<function.upperBound)
        guard expressions.read(call)?.isClosedCall == true, let setup = setup(for: call) else { return }
        // A text is what the message contains; an expression or a type is not read.
        let message = told.flatMap { told -> String? in
            guard let first = told.first, bytes[first] == ASCII.quote || bytes[first] == ASCII.apostrophe else {
                return nil
            }
            return ErrorName.message(bytes, told)
        }
        take(setup, bytes.text(call), .error(type: nil, message: message), body, &scope, &examples)
    }

    /// What stands between the brackets that open at an offset, split at the commas of the first level.
    func arguments(_ open: Int, before end: Int) -> [Range<Int>] {
        guard let close = code.closing(open, before: end) else { return [] }
        return code.parts(of: (open + 1)..<(close - 1))
    }
}
