internal import AnnealFoundation

/// A word, sign, number or text of a query with its place.
struct CypherToken: Hashable {
    enum Kind: Hashable {
        /// A name or a keyword.
        case name(String)
        /// A name between backquotes, which is no keyword.
        case quotedName(String)
        case parameter(String)
        case int(Int)
        case double(Double)
        case string(String)
        case sign(String)
        case end
    }

    var kind: Kind
    var location: SourceLocation
    /// The token as it stands in the query.
    var text: String

    /// Whether it is this keyword, in any case.
    func isKeyword(_ word: String) -> Bool {
        if case .name(let name) = kind { name.uppercased() == word } else { false }
    }

    func isSign(_ text: String) -> Bool { kind == .sign(text) }
}

/// An error in a query.
func cypherError(_ message: String, at location: SourceLocation, remedy: String? = nil) -> ExperienceError {
    ExperienceError(
        code: .query, message: message, place: "line \(location.line), column \(location.column)",
        remedy: remedy ?? "docs/experience.md tells which part of Cypher is understood")
}

/// Takes a query apart into tokens.
struct CypherLexer {
    private let characters: [Character]
    private var index = 0
    private var location = SourceLocation(line: 1, column: 1)

    private static let signs = [
        "<=", ">=", "<>", "=~", "+=", "..", "->", "<-", "(", ")", "[", "]", "{", "}", ",", ".", ":", ";", "=", "<", ">",
        "+", "-", "*", "/", "%", "^", "|",
    ]

    private init(_ text: String) { characters = Array(text) }

    /// The tokens of a query, the last one being `.end`.
    static func tokens(_ text: String) throws(ExperienceError) -> [CypherToken] {
        var lexer = CypherLexer(text)
        var tokens: [CypherToken] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private func peek(_ ahead: Int = 0) -> Character? {
        index + ahead < characters.count ? characters[index + ahead] : nil
    }

    private mutating func advance() -> Character? {
        guard let character = peek() else { return nil }
        index += 1
        if character.isNewline {
            location.line += 1
            location.column = 1
        } else {
            location.column += 1
        }
        return character
    }

    private mutating func skipSpace() throws(ExperienceError) {
        while let character = peek() {
            if character.isWhitespace {
                _ = advance()
            } else if character == "/", peek(1) == "/" {
                while let next = peek(), !next.isNewline { _ = advance() }
            } else if character == "/", peek(1) == "*" {
                let start = location
                _ = advance()
                _ = advance()
                while peek() != nil, !(peek() == "*" && peek(1) == "/") { _ = advance() }
                guard peek() != nil else {
                    throw cypherError("the comment does not end", at: start, remedy: "write */")
                }
                _ = advance()
                _ = advance()
            } else {
                return
            }
        }
    }

    private mutating func next() throws(ExperienceError) -> CypherToken {
        try skipSpace()
        let (start, place) = (index, location)
        func token(_ kind: CypherToken.Kind) -> CypherToken {
            CypherToken(kind: kind, location: place, text: String(characters[start..<index]))
        }
        guard let character = peek() else { return CypherToken(kind: .end, location: place, text: "the end") }
        if character.isLetter || character == "_" { return token(.name(word())) }
        if character == "$" {
            _ = advance()
            guard let first = peek(), first.isLetter || first.isNumber || first == "_" else {
                throw cypherError("a parameter has no name", at: place, remedy: "write $name")
            }
            return token(.parameter(word()))
        }
        if character.isASCII, character.isNumber { return token(try number(at: place)) }
        if character == "'" || character == "\"" { return token(.string(try string(at: place))) }
        if character == "`" { return token(.quotedName(try quotedName(at: place))) }
        for sign in Self.signs where characters[index...].starts(with: sign) {
            for _ in sign { _ = advance() }
            return token(.sign(sign))
        }
        throw cypherError("'\(character)' means nothing here", at: place)
    }

    private mutating func word() -> String {
        var word = ""
        while let character = peek(), character.isLetter || character.isNumber || character == "_" {
            word.append(character)
            _ = advance()
        }
        return word
    }

    private mutating func number(at place: SourceLocation) throws(ExperienceError) -> CypherToken.Kind {
        var text = ""
        var isWhole = true
        while let character = peek(), character.isASCII {
            if character.isNumber {
                text.append(character)
            } else if character == ".", isWhole, let next = peek(1), next.isASCII, next.isNumber {
                isWhole = false
                text.append(character)
            } else if character == "e" || character == "E" {
                isWhole = false
                text.append(character)
                if let sign = peek(1), sign == "-" || sign == "+" {
                    text.append(sign)
                    _ = advance()
                }
            } else {
                break
            }
            _ = advance()
        }
        if isWhole, let number = Int(text) { return .int(number) }
        guard !isWhole, let number = Double(text), number.isFinite else {
            throw cypherError(
                "'\(text)' is no number that fits", at: place, remedy: "write a 64-bit whole number or 1.5e3")
        }
        return .double(number)
    }

    private mutating func string(at place: SourceLocation) throws(ExperienceError) -> String {
        guard let quote = advance() else { return "" }
        var text = ""
        while let character = advance() {
            if character == quote { return text }
            guard character == "\\" else {
                text.append(character)
                continue
            }
            switch advance() {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            case "u":
                var digits = ""
                for _ in 0..<4 { if let digit = advance() { digits.append(digit) } }
                guard let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
                    throw cypherError(
                        "\\u\(digits) is no character", at: place, remedy: "write four hexadecimal digits")
                }
                text.unicodeScalars.append(scalar)
            case let escaped?: text.append(escaped)
            case nil: break
            }
        }
        throw cypherError("the text does not end", at: place, remedy: "close it with \(quote)")
    }

    private mutating func quotedName(at place: SourceLocation) throws(ExperienceError) -> String {
        _ = advance()
        var text = ""
        while let character = advance() {
            guard character == "`" else {
                text.append(character)
                continue
            }
            guard peek() == "`" else { return text }
            text.append("`")
            _ = advance()
        }
        throw cypherError("the name does not end", at: place, remedy: "close it with `")
    }
}
