/// Bytes with a meaning in specifications, and their classes. Specifications are scanned as UTF-8 bytes: everything
/// that steers the scanning is ASCII.
enum ASCII {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let backtick = UInt8(ascii: "`")
    static let backslash = UInt8(ascii: "\\")
    static let asterisk = UInt8(ascii: "*")
    static let hash = UInt8(ascii: "#")
    static let dot = UInt8(ascii: ".")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let dash = UInt8(ascii: "-")
    static let underscore = UInt8(ascii: "_")
    static let slash = UInt8(ascii: "/")
    static let equals = UInt8(ascii: "=")
    static let greater = UInt8(ascii: ">")
    static let openParenthesis = UInt8(ascii: "(")
    static let closeParenthesis = UInt8(ascii: ")")
    static let quote = UInt8(ascii: "\"")
    static let apostrophe = UInt8(ascii: "'")
    static let pipe = UInt8(ascii: "|")

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    @inline(__always) static func isUpper(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
    @inline(__always) static func isLower(_ byte: UInt8) -> Bool { byte &- 97 < 26 }
    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
    @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool { byte == space || (byte >= 9 && byte <= 13) }
    /// A byte of an identifier; bytes of characters outside ASCII count.
    @inline(__always) static func isName(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == underscore || byte == 36 || byte >= 0x80
    }
    @inline(__always) static func lowered(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}

extension String {
    /// Whether the first character is a capital letter. Asking a `Character` takes as long as reading a hundred bytes.
    var beginsUppercase: Bool {
        guard let first = utf8.first else { return false }
        return first < 0x80 ? ASCII.isUpper(first) : self.first?.isUppercase == true
    }

    /// Whether the first character is a small letter.
    var beginsLowercase: Bool {
        guard let first = utf8.first else { return false }
        return first < 0x80 ? ASCII.isLower(first) : self.first?.isLowercase == true
    }

    /// Whether some character is a small letter.
    var hasLowercase: Bool {
        utf8.contains { ASCII.isLower($0) } || (utf8.contains { $0 >= 0x80 } && contains(where: \.isLowercase))
    }
}
