internal import AnnealFoundation

/// Reads examples from a code block: doctests, assertions, calls with their value in a comment, docstrings.
struct CodeExamples {
    let source: SpecSource
    let block: Block
    let code: CodeLines
    let dialect: Dialect
    let modules: ModuleNames
    /// Variables that statements before have set, and those statements.
    private(set) var bound: Set<String> = []
    private(set) var setup: [String] = []
    /// Whether a statement came that is not understood, after which variables are not to be relied on.
    private(set) var isOpaque = false

    /// Prepares for a block; `nil` if its language has no examples.
    init?(_ source: SpecSource, block index: Int, dialect: Dialect, modules: ModuleNames) {
        block = source.blocks[index]
        switch source.text.bytes.text(block.info).lowercased() {
        case "python", "py", "python3", "pycon", "doctest": self.dialect = .python
        case "javascript", "js", "mjs", "typescript", "ts", "node", "jsx": self.dialect = .javascript
        case "swift": self.dialect = .swift
        case "", "text", "txt", "none", "plain", "pseudo": self.dialect = dialect
        default: return nil
        }
        self.source = source
        code = CodeLines(source.flat, block.text)
        self.modules = modules
    }

    var expressions: ExpressionReader {
        ExpressionReader(bytes: source.flat, dialect: dialect, modules: modules, variables: bound)
    }

    var values: ExpectedValue { ExpectedValue(code: code, expressions: expressions) }

    /// Reads the block.
    mutating func read(scope: inout ExampleScope, into examples: inout [Example]) {
        let docstrings = Docstring.all(in: code, expressions)
        for docstring in docstrings {
            DocstringExamples(source: source, code: code, docstring: docstring, expressions: expressions)
                .read(scope: &scope, into: &examples)
        }
        let covered = docstrings.map(\.lines)
        var line = 0
        var bodyIndent: Int?
        while line < code.lines.count {
            if let lines = covered.first(where: { $0.contains(line) }) {
                line = lines.upperBound
                continue
            }
            let text = code.text(line)
            if text.isEmpty {
                line += 1
                continue
            }
            // What lies within a function's body is no example.
            if let indent = bodyIndent {
                if code.indent(line) > indent {
                    line += 1
                    continue
                }
                bodyIndent = nil
            }
            if let next = expectedError(line, &scope, &examples) {
                line = next
                continue
            }
            if opensBody(text) {
                bodyIndent = code.indent(line)
                line = code.statementEnd(line) + 1
                continue
            }
            if source.flat.has(">>>", at: text.lowerBound, before: text.upperBound) {
                line = doctest(line, &scope, &examples)
                continue
            }
            let last = code.statementEnd(line)
            statement(text.lowerBound..<code.lines[last].upperBound, &scope, &examples)
            line = last + 1
        }
    }

    private func opensBody(_ text: Range<Int>) -> Bool {
        for word: StaticString in [
            "def ", "async def ", "class ", "function ", "export ", "async function ", "for ", "if ", "while ", "with ",
            "try:", "@", "func ", "public ", "struct ", "enum ", "extension ", "protocol ",
        ]
        where source.flat.has(word, at: text.lowerBound, before: text.upperBound) {
            return true
        }
        return false
    }

    // MARK: Doctests

    private mutating func doctest(_ first: Int, _ scope: inout ExampleScope, _ examples: inout [Example]) -> Int {
        let reader = Doctest(code: code)
        let prompt = reader.read(first)
        guard let expression = prompt.expression else {
            isOpaque = true
            return prompt.next
        }
        guard let example = DoctestExample.make(prompt, expression, values, code, block: block, source) else {
            if prompt.output.isEmpty { keep(expression) }
            return prompt.next
        }
        guard let setup = setup(for: expression) else { return prompt.next }
        var complete = example
        complete.setup = setup
        scope.take(complete, into: &examples)
        return prompt.next
    }

    // MARK: Statements

    private mutating func statement(_ range: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]) {
        let bytes = source.flat
        if dialect.hasHashComments && bytes[range.lowerBound] == ASCII.hash
            || bytes.has("//", at: range.lowerBound, before: range.upperBound)
        {
            return
        }
        let comment = code.comment(in: range, dialect)
        var body = bytes.trimmed(range.lowerBound..<(comment ?? range.upperBound))
        if let last = body.last, bytes[last] == ASCII.semicolon { body = bytes.trimmed(body.lowerBound..<last) }
        guard !body.isEmpty else { return }
        let note = comment.map { bytes.trimmed(($0 + (bytes[$0] == ASCII.hash ? 1 : 2))..<range.upperBound) }
        if assertion(body, &scope, &examples) || scriptAssertion(body, &scope, &examples) { return }
        if let note, commented(body, note, range, &scope, &examples) { return }
        if let relation = expressions.read(body, arrows: true)?.relation,
            let left = expressions.read(relation.left), left.isClosedCall, let value = values.literal(relation.right),
            let setup = setup(for: relation.left)
        {
            let isAssignment = bytes.trimmed(relation.left.upperBound..<relation.right.lowerBound).count == 1
            if !isAssignment || dialect != .unknown {
                take(setup, bytes.text(relation.left), .value(value), range, &scope, &examples)
                return
            }
        }
        keep(body)
    }

    /// `assert f(x) == y`, `assert f(x)`, `assert not f(x)`.
    private func assertion(_ body: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]) -> Bool {
        let bytes = source.flat
        guard dialect.hasHashComments, bytes.has("assert ", at: body.lowerBound, before: body.upperBound) else {
            return false
        }
        // Behind a comma stands what is told when it fails.
        guard let rest = code.parts(of: bytes.trimmed((body.lowerBound + 7)..<body.upperBound)).first else {
            return true
        }
        if let setup = setup(for: rest), let expression = expressions.read(rest) {
            if let relation = expression.relation, expressions.read(relation.left)?.isClosedValue == true,
                let value = values.literal(relation.right)
            {
                take(setup, bytes.text(relation.left), .value(value), body, &scope, &examples)
            } else if expression.isClosedCall {
                take(setup, "bool(\(bytes.text(rest)))", .value("True"), body, &scope, &examples)
            } else if bytes.has("not ", at: rest.lowerBound, before: rest.upperBound),
                expressions.read((rest.lowerBound + 4)..<rest.upperBound)?.isClosedCall == true
            {
                take(
                    setup, "bool(\(bytes.text((rest.lowerBound + 4)..<rest.upperBound)))", .value("False"), body,
                    &scope, &examples)
            } else if let mark = bytes.find(" is ", in: rest), let value = values.literal((mark + 4)..<rest.upperBound),
                expressions.read(rest.lowerBound..<mark)?.isClosedCall == true
            {
                take(setup, bytes.text(rest.lowerBound..<mark), .value(value), body, &scope, &examples)
            }
        }
        return true
    }

    /// `f(x)  # => y`, `console.log(f(x)) // y`, `f(x)  # raises ValueError`.
    private func commented(
        _ body: Range<Int>, _ note: Range<Int>, _ range: Range<Int>, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) -> Bool {
        let bytes = source.flat
        var call = body
        for printer: StaticString in ["console.log(", "print("] {
            guard bytes.has(printer, at: body.lowerBound, before: body.upperBound),
                bytes[body.upperBound - 1] == ASCII.closeParenthesis
            else { continue }
            call = bytes.trimmed((body.lowerBound + printer.utf8CodeUnitCount)..<(body.upperBound - 1))
        }
        guard let expression = expressions.read(call), expression.isClosedValue, expression.shape == .call,
            let setup = setup(for: call)
        else { return false }
        for word: StaticString in ["raises ", "throws ", "raise ", "throw "]
        where bytes.has(word, at: note.lowerBound, before: note.upperBound) {
            var end = note.lowerBound + word.utf8CodeUnitCount
            let start = end
            while end < note.upperBound, ASCII.isName(bytes[end]) || bytes[end] == ASCII.dot { end += 1 }
            guard end > start, ErrorName.isOne(bytes, start..<end) else { return false }
            take(setup, bytes.text(call), .error(type: bytes.text(start..<end), message: nil), range, &scope, &examples)
            return true
        }
        let start = values.valueStart(note, allowsAssignment: true) ?? note.lowerBound
        guard let value = values.literal(start..<note.upperBound) else { return false }
        take(setup, bytes.text(call), .value(value), range, &scope, &examples)
        return true
    }

    // MARK: Variables

    /// The statements that an expression relies on; `nil` if they are not all understood.
    func setup(for range: Range<Int>) -> [String]? {
        let bare = ExpressionReader(bytes: source.flat, dialect: dialect, modules: modules)
        if let alone = bare.read(range, arrows: true), !alone.hasFreeNames { return [] }
        return isOpaque ? nil : setup
    }

    /// Remembers an assignment or a call with effects; anything else makes the variables unreliable.
    private mutating func keep(_ statement: Range<Int>) {
        let bytes = source.flat
        var start = statement.lowerBound
        for word: StaticString in ["import ", "from "] where bytes.has(word, at: start, before: statement.upperBound) {
            return
        }
        for word: StaticString in ["const ", "let ", "var "]
        where bytes.has(word, at: start, before: statement.upperBound) {
            start += word.utf8CodeUnitCount
        }
        var end = start
        while end < statement.upperBound, ASCII.isName(bytes[end]) { end += 1 }
        let rest = bytes.trimmed(end..<statement.upperBound)
        if end > start, !rest.isEmpty, bytes[rest.lowerBound] == ASCII.equals, rest.count > 1,
            bytes[rest.lowerBound + 1] != ASCII.equals, bytes[rest.lowerBound + 1] != ASCII.greater
        {
            if let value = expressions.read((rest.lowerBound + 1)..<rest.upperBound), value.isClosedValue {
                bound.insert(bytes.text(start..<end))
                setup.append(bytes.text(statement))
            } else {
                isOpaque = true
            }
        } else if let value = expressions.read(statement), value.isClosedValue {
            // Only a call can have an effect.
            if value.callee != nil, !bound.isEmpty { setup.append(bytes.text(statement)) }
        } else {
            isOpaque = true
        }
    }

    func take(
        _ setup: [String], _ call: String, _ expectation: Example.Expectation, _ range: Range<Int>,
        _ scope: inout ExampleScope, _ examples: inout [Example]
    ) {
        scope.take(
            Example(
                setup: setup, call: call, expectation: expectation, source: source.flat.text(range),
                location: source.location(range.lowerBound)),
            into: &examples)
    }
}
