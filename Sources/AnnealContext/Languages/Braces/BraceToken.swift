/// A piece of source in a language with braces, as far as structure needs it.
struct BraceToken: Sendable, Hashable {
    /// What kind of piece.
    enum Kind: Sendable, Hashable {
        case name, number, string, symbol, comment
        /// A string or comment that is not closed.
        case fault
    }

    var kind: Kind
    var text: String
    /// First and last line, from 0.
    var line: Int
    var lastLine: Int
    /// Bytes in front of it on its line.
    var column: Int
    /// Open brackets in front of it.
    var depth: Int
    /// Whether it is the first on its line.
    var startsLine: Bool

    func isName(_ text: String) -> Bool { kind == .name && self.text == text }
    func isSymbol(_ text: String) -> Bool { kind == .symbol && self.text == text }
}

/// A language with braces, as far as its tokens differ from the others.
enum BraceDialect: Sendable, Hashable {
    case javaScript, swift
}

/// Splits JavaScript, TypeScript or Swift into tokens.
///
/// A string with expressions inside is one token. Broken source never stops it.
struct BraceScanner {
    private let dialect: BraceDialect
    private let bytes: [UInt8]
    private var position = 0
    private var line = 0
    private var lineStart = 0
    private var depth = 0
    private var startsLine = true
    private var last: BraceToken?
    private var tokens: [BraceToken] = []

    /// Splits a text. Complexity: O(n).
    static func tokens(of text: String, _ dialect: BraceDialect) -> [BraceToken] {
        var scanner = BraceScanner(dialect: dialect, bytes: Array(text.utf8))
        scanner.run()
        return scanner.tokens
    }

    private init(dialect: BraceDialect, bytes: [UInt8]) {
        self.dialect = dialect
        self.bytes = bytes
    }

    private func byte(_ offset: Int = 0) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }

    private func matches(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        return text.withUTF8Buffer { buffer in
            (0..<count).allSatisfy { buffer[$0] == bytes[position + $0] }
        }
    }

    private mutating func run() {
        while position < bytes.count {
            let current = byte()
            if current == UInt8(ascii: "\n") {
                step()
                startsLine = true
            } else if current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") || current == UInt8(ascii: "\r") {
                position += 1
            } else {
                token()
            }
        }
    }

    /// Takes one byte and counts lines.
    private mutating func step() {
        if byte() == UInt8(ascii: "\n") {
            line += 1
            lineStart = position + 1
        }
        position += 1
    }

    private mutating func token() {
        let start = position
        let first = (line: line, column: position - lineStart, startsLine: startsLine)
        let kind = scanToken()
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if kind == .symbol, ["}", ")", "]"].contains(text) { depth = max(0, depth - 1) }
        let token = BraceToken(
            kind: kind, text: text, line: first.line, lastLine: line, column: first.column, depth: depth,
            startsLine: first.startsLine)
        if kind == .symbol, ["{", "(", "["].contains(text) { depth += 1 }
        tokens.append(token)
        startsLine = false
        if kind != .comment { last = token }
    }

    private mutating func scanToken() -> BraceToken.Kind {
        let current = byte()
        if matches("//") || (position == 0 && matches("#!")) {
            while position < bytes.count, byte() != UInt8(ascii: "\n") { position += 1 }
            return .comment
        }
        if matches("/*") { return blockComment() }
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") || current == UInt8(ascii: "`") {
            if dialect == .javaScript || current == UInt8(ascii: "\"") { return string() }
        }
        if dialect == .swift, current == UInt8(ascii: "#"), let kind = rawString() { return kind }
        if PythonScanner.isNameStart(current) || current == UInt8(ascii: "$") || current == UInt8(ascii: "#")
            || current == UInt8(ascii: "@") || (dialect == .swift && current == UInt8(ascii: "`"))
        {
            return name()
        }
        if PythonScanner.isDigit(current) {
            while position < bytes.count, PythonScanner.isNamePart(byte()) || isFraction { position += 1 }
            return .number
        }
        if dialect == .javaScript, current == UInt8(ascii: "/"), startsRegularExpression, regularExpression() {
            return .string
        }
        for text in [
            "===", "!==", "...", "**=", "=>", "->", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=",
            "-=",
        ] {
            let count = text.utf8.count
            if position + count <= bytes.count, bytes[position..<position + count].elementsEqual(text.utf8) {
                position += count
                return .symbol
            }
        }
        position += 1
        return .symbol
    }

    private var isFraction: Bool { byte() == UInt8(ascii: ".") && PythonScanner.isDigit(byte(1)) }

    private mutating func name() -> BraceToken.Kind {
        let isQuoted = byte() == UInt8(ascii: "`")
        position += 1
        while position < bytes.count, PythonScanner.isNamePart(byte()) || byte() == UInt8(ascii: "$") { position += 1 }
        if isQuoted, byte() == UInt8(ascii: "`") { position += 1 }
        return .name
    }

    private mutating func blockComment() -> BraceToken.Kind {
        var open = 0
        while position < bytes.count {
            if matches("*/") {
                position += 2
                open -= 1
                if open == 0 { return .comment }
            } else if matches("/*") && (open == 0 || dialect == .swift) {
                position += 2
                open += 1
            } else {
                step()
            }
        }
        return .fault
    }

    private mutating func string() -> BraceToken.Kind {
        if dialect == .swift && matches("\"\"\"") { return swiftString(hashes: 0, isMultiline: true) }
        if dialect == .swift { return swiftString(hashes: 0, isMultiline: false) }
        let quote = byte()
        let isTemplate = quote == UInt8(ascii: "`")
        position += 1
        while position < bytes.count {
            if byte() == UInt8(ascii: "\\") {
                position += 1
                if position < bytes.count { step() }
            } else if byte() == quote {
                position += 1
                return .string
            } else if byte() == UInt8(ascii: "\n") && !isTemplate {
                return .fault
            } else if isTemplate && matches("${") {
                position += 2
                skipExpression(close: UInt8(ascii: "}"), open: UInt8(ascii: "{"))
            } else {
                step()
            }
        }
        return .fault
    }

    /// `#"…"#` and `#"""…"""#`; `nil` when it is something else.
    private mutating func rawString() -> BraceToken.Kind? {
        var hashes = 0
        while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
        guard byte(hashes) == UInt8(ascii: "\"") else { return nil }
        position += hashes
        return swiftString(hashes: hashes, isMultiline: matches("\"\"\""))
    }

    private mutating func swiftString(hashes: Int, isMultiline: Bool) -> BraceToken.Kind {
        position += isMultiline ? 3 : 1
        while position < bytes.count {
            if byte() == UInt8(ascii: "\\") {
                let isEscape = (0..<hashes).allSatisfy { byte(1 + $0) == UInt8(ascii: "#") }
                position += 1
                guard isEscape else { continue }
                position = min(bytes.count, position + hashes)
                if byte() == UInt8(ascii: "(") {
                    position += 1
                    skipExpression(close: UInt8(ascii: ")"), open: UInt8(ascii: "("))
                } else if position < bytes.count {
                    step()
                }
            } else if isMultiline ? matches("\"\"\"") : byte() == UInt8(ascii: "\"") {
                let marks = isMultiline ? 3 : 1
                if (0..<hashes).allSatisfy({ byte(marks + $0) == UInt8(ascii: "#") }) {
                    position += marks + hashes
                    return .string
                }
                position += marks
            } else if byte() == UInt8(ascii: "\n") && !isMultiline {
                return .fault
            } else {
                step()
            }
        }
        return .fault
    }

    /// The rest of an expression within a string, strings inside of it included.
    private mutating func skipExpression(close: UInt8, open: UInt8, nesting: Int = 0) {
        var depth = 1
        while position < bytes.count {
            let current = byte()
            let isQuote =
                current == UInt8(ascii: "\"")
                || (dialect == .javaScript && (current == UInt8(ascii: "'") || current == UInt8(ascii: "`")))
            if isQuote {
                // What is nested absurdly deep is broken: the stack is worth more.
                if recursion > 40 { return }
                recursion += 1
                _ = string()
                recursion -= 1
                continue
            }
            if current == open { depth += 1 }
            if current == close { depth -= 1 }
            step()
            if depth == 0 { return }
        }
    }

    private var recursion = 0

    /// After an operand `/` divides; elsewhere a regular expression begins.
    private var startsRegularExpression: Bool {
        guard let last else { return true }
        switch last.kind {
        case .number, .string: return false
        case .name:
            return ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do"]
                .contains(last.text)
        case .symbol: return ![")", "]", "}", "++", "--"].contains(last.text)
        default: return true
        }
    }

    private mutating func regularExpression() -> Bool {
        var end = position + 1
        var isClass = false
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
            if bytes[end] == UInt8(ascii: "\\") {
                end += 2
                continue
            }
            if bytes[end] == UInt8(ascii: "[") { isClass = true }
            if bytes[end] == UInt8(ascii: "]") { isClass = false }
            if bytes[end] == UInt8(ascii: "/") && !isClass {
                end += 1
                while end < bytes.count, PythonScanner.isNamePart(bytes[end]) { end += 1 }
                position = min(end, bytes.count)
                return true
            }
            end += 1
        }
        return false
    }
}
