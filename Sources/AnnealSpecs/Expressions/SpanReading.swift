/// What a code span shows.
enum SpanKind {
    /// A call with nothing left free: `f("x", 2)`.
    case call
    /// A function with its parameters: `f(text: str) -> int`, `f(text, width)`.
    case signature
    /// A literal: `("B", 7)`, `42`, `None`.
    case value
    /// A call and what it gives: `f(2) == 4`.
    case equation
    /// A single name: `parse_time`, `Menu`, `menu.MenuError`.
    case name
    /// A source file's path.
    case path
    /// A command line.
    case command
    /// A method and a path: `GET /users/:id`.
    case route
    /// Anything else.
    case other
}

/// A code span with what was read from it.
struct ReadSpan {
    var kind: SpanKind
    private var offsets: Offsets
    var expression: Expression?

    /// Creates a span.
    init(kind: SpanKind, content: Range<Int>, expression: Expression? = nil) {
        self.kind = kind
        offsets = Offsets(content)
        self.expression = expression
    }

    var content: Range<Int> { offsets.range }
}

/// Tells what code spans show.
struct SpanReader {
    let bytes: Bytes
    let expressions: ExpressionReader

    private static let leads = ByteSet("*.{[ ")
    private static let methods = WordSet("GET POST PUT PATCH DELETE HEAD OPTIONS")
    private static let programs = WordSet("python python3 node npm npx deno bun cargo swift go uv")
    private static let codeEndings: Set<String> = [
        "py", "js", "mjs", "cjs", "ts", "tsx", "jsx", "swift", "go", "rs", "java", "c", "h", "cpp", "rb", "kt", "html",
        "css", "sql", "sh",
    ]

    /// Reads one span.
    func read(_ content: Range<Int>) -> ReadSpan {
        guard let first = content.first.map({ bytes[$0] }) else { return ReadSpan(kind: .other, content: content) }
        if let kind = plainKind(content, first) { return ReadSpan(kind: kind, content: content) }
        guard let expression = expressions.read(content, arrows: true) else {
            return ReadSpan(kind: .other, content: content)
        }
        return ReadSpan(kind: kind(of: expression), content: content, expression: expression)
    }

    private func kind(of expression: Expression) -> SpanKind {
        if let relation = expression.relation, !expression.hasAnnotation, !expression.hasFreeNames,
            !expression.hasPlaceholder, let left = expressions.read(relation.left), left.isClosedValue,
            left.shape == .call || left.callee != nil
        {
            return .equation
        }
        if let callee = expression.callee {
            if expression.isClosedCall {
                return isConstructor(callee) ? .value : .call
            }
            if expression.hasAnnotation || expression.hasArrowType || isParameterList(expression) { return .signature }
            return .other
        }
        return expression.isClosedValue ? .value : .other
    }

    /// `Ingredient(0.5, "tsp")` makes a value rather than asking for one.
    func isConstructor(_ callee: Range<Int>) -> Bool {
        var start = callee.lowerBound
        while let dot = bytes.find(ASCII.dot, in: start..<callee.upperBound) { start = dot + 1 }
        return start < callee.upperBound && ASCII.isUpper(bytes[start])
    }

    private func isParameterList(_ expression: Expression) -> Bool {
        guard expression.callEnd == expression.range.upperBound, expression.argumentCount > 0 else { return false }
        return expressions.arguments(of: expression, arrows: true).allSatisfy { argument in
            var start = argument.lowerBound
            while start < argument.upperBound, Self.leads.contains(bytes[start]) {
                start += 1
            }
            guard start < argument.upperBound, ASCII.isName(bytes[start]), !ASCII.isDigit(bytes[start]) else {
                return bytes[argument.lowerBound] == ASCII.asterisk
            }
            var end = start
            while end < argument.upperBound, ASCII.isName(bytes[end]) { end += 1 }
            guard end < argument.upperBound, start == argument.lowerBound else { return true }
            // `name=value` is a parameter with a default; `name.field` or `name + 1` is not.
            let rest = bytes.trimmed(end..<argument.upperBound)
            return bytes[rest.lowerBound] == ASCII.equals
        }
    }

    private func plainKind(_ content: Range<Int>, _ first: UInt8) -> SpanKind? {
        if ASCII.isDigit(first) || first == ASCII.quote || first == ASCII.openParenthesis { return nil }
        if first == ASCII.dot, expressions.dialect == .swift { return nil }
        var offset = content.lowerBound
        while offset < content.upperBound, ASCII.isName(bytes[offset]) { offset += 1 }
        let word = content.lowerBound..<offset
        if offset < content.upperBound, bytes[offset] == ASCII.space {
            let key = WordKey(bytes, word)
            if ASCII.isUpper(first), Self.methods.contains(key), offset + 1 < content.upperBound,
                bytes[offset + 1] == ASCII.slash
            {
                return .route
            }
            if Self.programs.contains(key) { return .command }
        }
        if first == ASCII.dot, bytes.has("./", at: content.lowerBound, before: content.upperBound),
            bytes.find(ASCII.space, in: content) != nil
        {
            return .command
        }
        if isPath(content) { return .path }
        if isName(content), !isConstant(word, content) { return .name }
        return nil
    }

    private func isConstant(_ word: Range<Int>, _ content: Range<Int>) -> Bool {
        guard word == content, word.count > 2, word.count < 10 else { return false }
        return ["True", "False", "None", "true", "false", "null", "nil", "undefined", "NaN", "Infinity"].contains(
            bytes.text(word))
    }

    private func isName(_ content: Range<Int>) -> Bool {
        content.allSatisfy { ASCII.isName(bytes[$0]) || bytes[$0] == ASCII.dot }
            && ASCII.isName(bytes[content.upperBound - 1])
    }

    /// A path without blanks that ends like source code.
    func isPath(_ content: Range<Int>) -> Bool {
        guard content.count < 200, let dot = content.last(where: { bytes[$0] == ASCII.dot }), dot > content.lowerBound,
            content.upperBound - dot <= 6, bytes[content.lowerBound] != ASCII.slash
        else { return false }
        for offset in content
        where !ASCII.isName(bytes[offset]) && bytes[offset] != ASCII.dot && bytes[offset] != ASCII.slash
            && bytes[offset] != ASCII.dash
        {
            return false
        }
        if Self.codeEndings.contains(bytes.text((dot + 1)..<content.upperBound)) { return true }
        return bytes.has("package.json", at: content.lowerBound, before: content.upperBound)
            || bytes.has("pyproject.toml", at: content.lowerBound, before: content.upperBound)
    }
}
