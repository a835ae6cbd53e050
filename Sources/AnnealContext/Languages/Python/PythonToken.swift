/// A piece of Python source, as far as structure needs it.
struct PythonToken: Sendable, Hashable {
    /// What kind of piece.
    enum Kind: Sendable, Hashable {
        case name, number, string, symbol, comment
        /// A character that Python does not know outside of strings, or a string that is not closed.
        case fault
    }

    var kind: Kind
    var text: String
    /// First line, from 0.
    var line: Int
    /// Last line, from 0; differs only for strings in triple quotes.
    var lastLine: Int
    /// Columns in front of it, a tab reaching to the next multiple of 8.
    var column: Int
    /// Open brackets in front of it.
    var depth: Int
    /// Whether a statement begins here.
    var startsStatement: Bool

    func isName(_ text: String) -> Bool { kind == .name && self.text == text }
    func isSymbol(_ text: String) -> Bool { kind == .symbol && self.text == text }
}

/// Splits Python source into tokens.
///
/// Broken source never stops it: a string that is not closed ends with its line, a bracket that is not closed ends
/// where a line begins with a word that cannot stand within brackets.
///
/// Source: The Python Language Reference, chapter 2, "Lexical analysis".
struct PythonScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 0
    private var column = 0
    private var depth = 0
    private var atLineStart = true
    private var startsStatement = true
    private(set) var tokens: [PythonToken] = []

    /// Splits a text. Complexity: O(n).
    static func tokens(of text: String) -> [PythonToken] {
        var scanner = PythonScanner(bytes: Array(text.utf8))
        scanner.run()
        return scanner.tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(at offset: Int = 0) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    private mutating func run() {
        while position < bytes.count {
            switch byte() {
            case UInt8(ascii: "\n"):
                position += 1
                newLine(continues: false)
            case UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\u{C}"):
                position += 1
                column += 1
            case UInt8(ascii: "\t"):
                position += 1
                column = (column / 8 + 1) * 8
            case UInt8(ascii: "\\") where byte(at: 1) == UInt8(ascii: "\n"):
                position += 2
                newLine(continues: true)
            case UInt8(ascii: "#"):
                comment()
            default:
                token()
            }
        }
    }

    private mutating func newLine(continues: Bool) {
        line += 1
        column = 0
        atLineStart = true
        if depth == 0 && !continues { startsStatement = true }
    }

    private mutating func comment() {
        let start = position
        while position < bytes.count, byte() != UInt8(ascii: "\n") { position += 1 }
        tokens.append(
            PythonToken(
                kind: .comment, text: String(decoding: bytes[start..<position], as: UTF8.self), line: line,
                lastLine: line, column: column, depth: depth, startsStatement: false))
    }

    private mutating func token() {
        let start = position
        let firstLine = line
        var kind = PythonToken.Kind.fault
        let first = byte()
        if Self.isNameStart(first) {
            kind = name()
        } else if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            kind = string()
        } else if Self.isDigit(first) || (first == UInt8(ascii: ".") && Self.isDigit(byte(at: 1))) {
            kind = number()
        } else {
            kind = symbol()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        recover(at: text)
        tokens.append(
            PythonToken(
                kind: kind, text: text, line: firstLine, lastLine: line, column: column,
                depth: depth, startsStatement: startsStatement))
        startsStatement = false
        atLineStart = false
        adjustDepth(kind: kind, text: text)
        column += line == firstLine ? position - start : 0
    }

    /// Words that begin a line only outside of brackets end brackets that were left open.
    private mutating func recover(at text: String) {
        guard atLineStart, depth > 0 else { return }
        let isDefinition = text == "def" || text == "class" || text == "import"
        let isOuter = column == 0 && (text == "from" || text == "async" || text == "@" || text == "return")
        guard isDefinition || isOuter else { return }
        depth = 0
        startsStatement = true
    }

    private mutating func adjustDepth(kind: PythonToken.Kind, text: String) {
        guard kind == .symbol else { return }
        if text == "(" || text == "[" || text == "{" { depth += 1 }
        if text == ")" || text == "]" || text == "}" { depth = max(0, depth - 1) }
    }

    private mutating func name() -> PythonToken.Kind {
        let start = position
        while position < bytes.count, Self.isNamePart(byte()) { position += 1 }
        let isQuote = byte() == UInt8(ascii: "\"") || byte() == UInt8(ascii: "'")
        guard isQuote, position - start <= 2 else { return .name }
        let prefix = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
        guard ["r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"].contains(prefix) else { return .name }
        return string()
    }

    private mutating func string() -> PythonToken.Kind {
        let quote = byte()
        let isTriple = byte(at: 1) == quote && byte(at: 2) == quote
        position += isTriple ? 3 : 1
        while position < bytes.count {
            let current = byte()
            if current == UInt8(ascii: "\\") {
                if byte(at: 1) == UInt8(ascii: "\n") { line += 1 }
                position = min(bytes.count, position + 2)
                continue
            }
            if current == UInt8(ascii: "\n") {
                // The line's end stays, so that the statement ends with it.
                if !isTriple { return .fault }
                line += 1
            }
            if current == quote && (!isTriple || (byte(at: 1) == quote && byte(at: 2) == quote)) {
                position += isTriple ? 3 : 1
                return .string
            }
            position += 1
        }
        return .fault
    }

    private mutating func number() -> PythonToken.Kind {
        var previous: UInt8 = 0
        while position < bytes.count {
            let current = byte()
            let isSign = current == UInt8(ascii: "+") || current == UInt8(ascii: "-")
            let isExponent = previous == UInt8(ascii: "e") || previous == UInt8(ascii: "E")
            let isHex = tokensStartHex(at: position)
            guard
                Self.isNamePart(current) || current == UInt8(ascii: ".") || (isSign && isExponent && !isHex)
            else { break }
            previous = current
            position += 1
        }
        return .number
    }

    private func tokensStartHex(at end: Int) -> Bool {
        var start = end
        while start > 0, Self.isNamePart(bytes[start - 1]) { start -= 1 }
        return end - start > 1 && bytes[start] == UInt8(ascii: "0") && (bytes[start + 1] | 0x20) == UInt8(ascii: "x")
    }

    private mutating func symbol() -> PythonToken.Kind {
        for length in [3, 2] where position + length <= bytes.count {
            let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
            if Self.longSymbols.contains(text) {
                position += length
                return .symbol
            }
        }
        let isKnown = Self.symbols.contains(byte())
        position += 1
        return isKnown ? .symbol : .fault
    }

    private static let longSymbols: Set<String> = [
        "**=", "//=", ">>=", "<<=", "...", "==", "!=", "<=", ">=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=",
        "|=", "^=", "@=", "**", "//", "<<", ">>",
    ]
    private static let symbols = Set("()[]{}+-*/%@&|^~<>=.,:;".utf8)

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    static func isNameStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
            || byte >= 0x80
    }
    static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
}
