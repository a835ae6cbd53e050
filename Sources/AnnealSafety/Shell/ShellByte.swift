/// Bytes with a meaning to the shell, and their classes. All of them are ASCII; other bytes are parts of words.
enum ShellByte {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let exclamation = UInt8(ascii: "!")
    static let doubleQuote = UInt8(ascii: "\"")
    static let hash = UInt8(ascii: "#")
    static let dollar = UInt8(ascii: "$")
    static let ampersand = UInt8(ascii: "&")
    static let singleQuote = UInt8(ascii: "'")
    static let openParenthesis = UInt8(ascii: "(")
    static let closeParenthesis = UInt8(ascii: ")")
    static let asterisk = UInt8(ascii: "*")
    static let plus = UInt8(ascii: "+")
    static let dash = UInt8(ascii: "-")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let less = UInt8(ascii: "<")
    static let equals = UInt8(ascii: "=")
    static let greater = UInt8(ascii: ">")
    static let question = UInt8(ascii: "?")
    static let at = UInt8(ascii: "@")
    static let openBracket = UInt8(ascii: "[")
    static let backslash = UInt8(ascii: "\\")
    static let closeBracket = UInt8(ascii: "]")
    static let underscore = UInt8(ascii: "_")
    static let backquote = UInt8(ascii: "`")
    static let openBrace = UInt8(ascii: "{")
    static let pipe = UInt8(ascii: "|")
    static let closeBrace = UInt8(ascii: "}")

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    @inline(__always) static func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte == underscore }
    @inline(__always) static func isName(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
    /// A byte that ends a word where it is not quoted.
    @inline(__always) static func isBreak(_ byte: UInt8) -> Bool { ShellByteSet.breaks.contains(byte) }
    /// The marks of extended patterns: `@(`, `?(`, `*(`, `+(`, `!(`.
    @inline(__always) static func isPatternMark(_ byte: UInt8) -> Bool {
        byte == at || byte == question || byte == asterisk || byte == plus || byte == exclamation
    }
    /// A parameter that is one character and no letter or digit: `$?`, `$@`.
    @inline(__always) static func isSpecialParameter(_ byte: UInt8) -> Bool {
        byte == at || byte == asterisk || byte == hash || byte == question || byte == dash || byte == dollar
            || byte == exclamation
    }
}

/// Some bytes of ASCII as bits, so that asking for one is a shift.
struct ShellByteSet: Sendable {
    private let low: UInt64
    private let high: UInt64

    /// The bytes of a text of ASCII; others are left out.
    init(_ text: StaticString) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for index in 0..<text.utf8CodeUnitCount {
            let byte = text.utf8Start[index]
            if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
        }
        self.init(low: low, high: high)
    }

    /// The bytes below 64 and those from 64 on, a bit each.
    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// Whether a byte is one of them. Complexity: O(1).
    @inline(__always) func contains(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 != 0
    }

    // As numbers, since the compiler puts these into the program as they are; a text would be read at the first use.

    /// Space, tab, line end and `&();<>|`.
    static let breaks = ShellByteSet(low: 0x5800_0341_0000_0600, high: 0x1000_0000_0000_0000)
    /// What ends the plain run of a word: the breaks, quotes, backslash, `$` and backquote.
    static let wordStops = ShellByteSet(low: 0x5800_03D5_0000_0600, high: 0x1000_0001_1000_0000)
}
