/// Words that JavaScript and Node know.
enum JavaScript {
    /// Words that cannot be names.
    static let keywords: Set<String> = [
        "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
        "enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in",
        "instanceof", "interface", "let", "new", "null", "of", "package", "private", "protected", "public", "return",
        "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield",
        "async",
    ]

    /// Names that need no import.
    static let globals: Set<String> = [
        "AbortController", "AggregateError", "Array", "ArrayBuffer", "BigInt", "Boolean", "Buffer", "DataView", "Date",
        "Error", "EvalError", "Float64Array", "Infinity", "Int32Array", "Intl", "JSON", "Map", "Math", "NaN", "Number",
        "Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "String", "Symbol",
        "SyntaxError", "TextDecoder", "TextEncoder", "TypeError", "URIError", "URL", "URLSearchParams", "Uint8Array",
        "WeakMap", "WeakSet", "console", "decodeURIComponent", "encodeURIComponent", "globalThis", "isFinite", "isNaN",
        "parseFloat", "parseInt", "process", "setTimeout", "structuredClone", "undefined",
    ]

    /// Whether a text is one expression, judged by operands and operators taking turns; what is doubtful is refused.
    ///
    /// - Parameter text: the text.
    /// - Returns: whether it can be put into a test file.
    static func isExpression(_ text: String) -> Bool {
        let tokens = BraceScanner.tokens(of: text, .javaScript)
        guard !tokens.isEmpty, isSound(tokens), !(tokens.contains { $0.depth == 0 && $0.isSymbol(";") }) else {
            return false
        }
        let statements: Set<String> = [
            "const", "let", "var", "if", "for", "while", "return", "throw", "try", "import", "export", "switch", "do",
        ]
        guard !(tokens.contains { $0.kind == .name && $0.depth == 0 && statements.contains($0.text) }) else {
            return false
        }
        return !(tokens.contains { $0.depth == 0 && $0.isSymbol("=") })
    }

    /// Whether a text is a statement that can stand before a call.
    static func isStatement(_ text: String) -> Bool {
        let tokens = BraceScanner.tokens(of: text, .javaScript)
        guard let first = tokens.first, isSound(tokens) else { return false }
        return first.kind == .name || first.isSymbol("(") || first.isSymbol("[")
    }

    private static let operatorWords: Set<String> = [
        "new", "typeof", "void", "delete", "await", "in", "of", "instanceof", "async", "function", "return", "const",
        "let", "var", "else", "class", "extends", "throw", "case", "yield", "static", "get", "set", "import", "from",
        "as",
    ]

    /// Whether brackets match and no two operands stand side by side, as they do in prose.
    private static func isSound(_ tokens: [BraceToken]) -> Bool {
        var brackets: [String] = []
        var previous: BraceToken?
        for token in tokens {
            switch token.kind {
            case .fault, .comment: return false
            case .symbol:
                if ["(", "[", "{"].contains(token.text) { brackets.append(token.text) }
                if [")", "]", "}"].contains(token.text) {
                    guard let open = brackets.popLast(), ["()", "[]", "{}"].contains(open + token.text) else {
                        return false
                    }
                    if let previous,
                        ["+", "-", "*", "=", "=>", ".", "&&", "||", "==", "===", ":"].contains(previous.text),
                        previous.kind == .symbol
                    {
                        return false
                    }
                }
                let isKnown = token.text.utf8.allSatisfy { "()[]{}+-*/%&|^~<>=.,:;!?".utf8.contains($0) }
                guard isKnown else { return false }
                if token.text == "...", previous?.isSymbol("...") == true { return false }
            default:
                let isOperand = !(token.kind == .name && operatorWords.contains(token.text))
                if isOperand, let previous, previous.kind != .symbol, !operatorWords.contains(previous.text) {
                    return false
                }
                if token.kind == .name, !token.text.hasPrefix("#"),
                    !token.text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" })
                {
                    return false
                }
                if let previous, isOperand, previous.isSymbol(")") || previous.isSymbol("]") || previous.isSymbol("}"),
                    token.line == previous.lastLine, !token.isName("of")
                {
                    return false
                }
            }
            previous = token
        }
        guard brackets.isEmpty, let last = tokens.last else { return false }
        // `f(...)` stands for something left out: a spread needs something to spread.
        for (token, next) in zip(tokens, tokens.dropFirst()) where token.isSymbol("...") {
            if next.kind == .symbol && [")", ",", "]", "}"].contains(next.text) { return false }
        }
        return last.kind != .symbol || [")", "]", "}", ";", "++", "--"].contains(last.text)
    }

    /// Names that texts use and do not bind, in the order of their first use; globals are left out.
    static func freeNames(_ texts: [String]) -> [String] {
        let pieces = texts.map { BraceScanner.tokens(of: $0, .javaScript).filter { $0.kind != .comment } }
        var bound = Set<String>()
        for tokens in pieces {
            for (index, token) in tokens.enumerated() where token.kind == .name || token.isSymbol("=>") {
                switch token.text {
                case "const", "let", "var", "function", "class":
                    let targets = tokens[(index + 1)...].prefix {
                        !$0.isSymbol("=") && !$0.isName("of") && !$0.isName("in")
                            && !($0.isSymbol("{") && token.text == "class")
                    }
                    bound.formUnion(targets.filter { $0.kind == .name }.map(\.text))
                case "=>":
                    // Parameters: one name, or what is in the brackets before.
                    guard index > 0 else { continue }
                    if tokens[index - 1].kind == .name {
                        bound.insert(tokens[index - 1].text)
                    } else if let open = tokens[..<index].lastIndex(where: {
                        $0.isSymbol("(") && $0.depth == tokens[index - 1].depth
                    }) {
                        bound.formUnion(tokens[open..<index].filter { $0.kind == .name }.map(\.text))
                    }
                default: break
                }
            }
        }
        var free: [String] = []
        for tokens in pieces {
            for (index, token) in tokens.enumerated() {
                var candidates: [String] = []
                if token.kind == .name {
                    let previous = index > 0 ? tokens[index - 1] : nil
                    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
                    if previous?.isSymbol(".") == true || previous?.isSymbol("?.") == true { continue }
                    let isKey =
                        next?.isSymbol(":") == true
                        && (previous?.isSymbol("{") == true || previous?.isSymbol(",") == true)
                    if isKey { continue }
                    candidates = [token.text]
                } else if token.kind == .string, token.text.hasPrefix("`") {
                    candidates = templateNames(token.text)
                }
                for name in candidates
                where !bound.contains(name) && !keywords.contains(name) && !globals.contains(name)
                    && !free.contains(name)
                {
                    free.append(name)
                }
            }
        }
        return free
    }

    private static func templateNames(_ template: String) -> [String] {
        template.split(separator: "${").dropFirst().flatMap { part in
            freeNames([String(part.prefix { $0 != "}" })])
        }
    }
}
