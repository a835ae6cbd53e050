/// Judges whether a piece of a specification is Python that can be run.
///
/// It is stricter than Python where prose could pass for code: what is doubtful is refused.
enum PythonExpression {
    /// Whether tokens are one expression. Complexity: O(n).
    ///
    /// - Parameter tokens: the tokens.
    /// - Returns: whether operands and operators alternate and brackets match.
    static func isExpression(_ tokens: [PythonToken]) -> Bool {
        guard !tokens.isEmpty else { return false }
        var expectsOperand = true
        var previous: PythonToken?
        var brackets: [(text: String, isCall: Bool)] = []
        for (index, token) in tokens.enumerated() {
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            switch token.kind {
            case .fault, .comment: return false
            case .number:
                guard expectsOperand else { return false }
                expectsOperand = false
            case .string:
                guard expectsOperand || previous?.kind == .string else { return false }
                expectsOperand = false
            case .name:
                guard takeName(token, previous: previous, next: next, expectsOperand: &expectsOperand) else {
                    return false
                }
            case .symbol:
                guard takeSymbol(token, previous: previous, expectsOperand: &expectsOperand, brackets: &brackets) else {
                    return false
                }
            }
            previous = token
        }
        let endsOpen = expectsOperand && previous?.isSymbol(",") != true
        return brackets.isEmpty && !endsOpen
    }

    /// Whether a text is one expression.
    static func isExpression(_ text: String) -> Bool { isExpression(PythonScanner.tokens(of: text)) }

    private static let infixWords: Set<String> = ["and", "or", "in", "is", "if", "else", "for"]
    private static let prefixWords: Set<String> = ["not", "lambda", "await", "async"]

    private static func takeName(
        _ token: PythonToken, previous: PythonToken?, next: PythonToken?, expectsOperand: inout Bool
    ) -> Bool {
        if ["True", "False", "None"].contains(token.text) || !Python.keywords.contains(token.text) {
            guard expectsOperand, PythonSkeleton.isIdentifier(token.text) || Python.keywords.contains(token.text) else {
                return false
            }
            expectsOperand = false
            return true
        }
        if token.text == "not" {
            // `not x`, `x not in y`, `x is not y`.
            if expectsOperand { return true }
            expectsOperand = true
            return next?.isName("in") == true
        }
        if token.text == "in", previous?.isName("not") == true { return true }
        if token.text == "lambda" {
            // `lambda:` has no parameters; its colon is taken with the symbols.
            if next?.isSymbol(":") == true { expectsOperand = false }
            return previous == nil || expectsOperand || next?.isSymbol(":") == true
        }
        guard infixWords.contains(token.text), !expectsOperand else { return false }
        expectsOperand = true
        return true
    }

    private static func takeSymbol(
        _ token: PythonToken, previous: PythonToken?, expectsOperand: inout Bool,
        brackets: inout [(text: String, isCall: Bool)]
    ) -> Bool {
        switch token.text {
        case "(", "[", "{":
            brackets.append((token.text, !expectsOperand))
            guard expectsOperand || token.text != "{" else { return false }
            // A call or index needs something that can be called: `3 (x)` is prose.
            if !expectsOperand && previous?.kind == .number { return false }
            expectsOperand = true
        case ")", "]", "}":
            guard let open = brackets.popLast(), ["()", "[]", "{}"].contains(open.text + token.text) else {
                return false
            }
            let isEmpty = previous?.text == open.text && previous?.kind == .symbol
            guard !expectsOperand || isEmpty || previous?.isSymbol(",") == true || previous?.isSymbol(":") == true
            else { return false }
            expectsOperand = false
        case ",", ":", "=":
            // Tuples, dictionaries, slices, arguments.
            let opensSlice = token.text == ":" && (previous?.isSymbol("[") == true || previous?.isSymbol(":") == true)
            guard !expectsOperand || opensSlice || (token.text == ":" && previous?.isSymbol(",") == true) else {
                return false
            }
            if token.text == "=" && !(brackets.last?.isCall ?? false) && !brackets.isEmpty { return false }
            if token.text == "=" && brackets.isEmpty { return false }
            expectsOperand = true
        case ".":
            guard !expectsOperand else { return false }
            expectsOperand = true
        case "...":
            // In a specification it stands for something left out.
            return false
        case "+", "-", "~", "*", "**":
            expectsOperand = true
        case ";", "->", ":=":
            return false
        default:
            guard !expectsOperand, !token.text.hasSuffix("=") || ["==", "!=", "<=", ">="].contains(token.text) else {
                return false
            }
            expectsOperand = true
        }
        return true
    }

    /// Whether a text is a statement that can stand before a call: an assignment, an import, an expression, or the
    /// head of a block.
    static func isStatement(_ text: String) -> Bool {
        let tokens = PythonScanner.tokens(of: text).filter { $0.kind != .comment }
        guard let first = tokens.first, tokens.allSatisfy({ $0.kind != .fault }) else { return false }
        guard tokens.dropFirst().allSatisfy({ !$0.startsStatement }) else { return false }
        switch first.text {
        case "import", "from": return !PythonImport.read(tokens[...]).isEmpty
        case "def", "class", "async": return tokens.last?.isSymbol(":") == true || tokens.count > 3
        case "with", "for", "if", "while", "try", "else", "elif", "except", "finally":
            return tokens.last?.isSymbol(":") == true
        case "pass", "return", "raise", "assert", "del", "yield":
            return tokens.count == 1 || isExpression(Array(tokens.dropFirst()))
        default: break
        }
        let (kind, _) = PythonStatementKind.classify(tokens[...])
        guard kind == .assignment || kind == .effect else { return isExpression(tokens) }
        let isAssignment = { (token: PythonToken) in
            token.depth == 0 && token.kind == .symbol && token.text.hasSuffix("=")
                && !["==", "!=", "<=", ">="].contains(token.text)
        }
        guard let equals = tokens.lastIndex(where: isAssignment) else { return false }
        return isExpression(Array(tokens[(equals + 1)...]))
    }
}
