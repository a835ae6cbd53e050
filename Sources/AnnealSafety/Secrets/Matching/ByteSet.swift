/// A set of byte values as a map of 256 bits.
struct ByteSet: Sendable, Hashable {
    private var low: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var high: UInt64 = 0

    /// The set of a text's bytes; `x-y` between two bytes stands for all from one to the other.
    init(_ text: StaticString) {
        let bytes = Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        var index = 0
        while index < bytes.count {
            if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"), bytes[index] < bytes[index + 2] {
                for byte in bytes[index]...bytes[index + 2] { insert(byte) }
                index += 3
            } else {
                insert(bytes[index])
                index += 1
            }
        }
    }

    mutating func insert(_ byte: UInt8) {
        let bit: UInt64 = 1 << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: low |= bit
        case 1: second |= bit
        case 2: third |= bit
        default: high |= bit
        }
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let word =
            switch byte >> 6 {
            case 0: low
            case 1: second
            case 2: third
            default: high
            }
        return word & (1 << UInt64(byte & 63)) != 0
    }
}

extension ByteSet {
    static let digits = ByteSet("0-9")
    static let letters = ByteSet("A-Za-z")
    static let alphanumeric = ByteSet("A-Za-z0-9")
    static let word = ByteSet("A-Za-z0-9_")
    static let base64URL = ByteSet("A-Za-z0-9_-")
    static let base64 = ByteSet("A-Za-z0-9+/")
    static let base64Any = ByteSet("A-Za-z0-9+/_=-")
    static let hexadecimal = ByteSet("0-9a-fA-F")
    static let name = ByteSet("A-Za-z0-9_.$-")
    static let quotes = ByteSet("\"'`")
    static let blank = ByteSet(" \t")
    static let space = ByteSet(" \t\r\n")
}

/// Names of bytes that the readers look for.
enum Byte {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let tab = UInt8(ascii: "\t")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let apostrophe = UInt8(ascii: "'")
    static let backtick = UInt8(ascii: "`")
    static let backslash = UInt8(ascii: "\\")
    static let slash = UInt8(ascii: "/")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let comma = UInt8(ascii: ",")
    static let dot = UInt8(ascii: ".")
    static let equals = UInt8(ascii: "=")
    static let hyphen = UInt8(ascii: "-")
    static let underscore = UInt8(ascii: "_")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")
    static let at = UInt8(ascii: "@")
    static let dollar = UInt8(ascii: "$")
    static let percent = UInt8(ascii: "%")
    static let ampersand = UInt8(ascii: "&")
    static let question = UInt8(ascii: "?")
    static let hash = UInt8(ascii: "#")
    static let bar = UInt8(ascii: "|")
    static let star = UInt8(ascii: "*")
    static let plus = UInt8(ascii: "+")
    static let parenthesis = UInt8(ascii: "(")
    static let closingParenthesis = UInt8(ascii: ")")
    static let bracket = UInt8(ascii: "[")
    static let closingBracket = UInt8(ascii: "]")
    static let brace = UInt8(ascii: "{")
    static let closingBrace = UInt8(ascii: "}")

    /// The lower-case form of an ASCII letter, any other byte unchanged.
    @inline(__always)
    static func folded(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
    @inline(__always)
    static func isUpper(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
    @inline(__always)
    static func isLower(_ byte: UInt8) -> Bool { byte &- 97 < 26 }
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}
