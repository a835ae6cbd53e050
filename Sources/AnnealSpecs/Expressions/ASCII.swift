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

extension [UInt8] {
    /// The text of a range.
    func text(_ range: Range<Int>) -> String {
        withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    /// The range without white space at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, ASCII.isSpace(self[lower]) { lower += 1 }
        while upper > lower, ASCII.isSpace(self[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// Whether a text stands at an offset, letters in either case.
    func has(_ word: StaticString, at offset: Int, before end: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard offset >= 0, offset + count <= end else { return false }
        let start = word.utf8Start
        for index in 0..<count where ASCII.lowered(self[offset + index]) != start[index] { return false }
        return true
    }

    /// Where a text (given in lower case) first stands in a range, letters in either case.
    func find(_ word: StaticString, in range: Range<Int>) -> Int? {
        let count = word.utf8CodeUnitCount
        guard count > 0, range.count >= count else { return nil }
        let first = word.utf8Start[0]
        var offset = range.lowerBound
        let last = range.upperBound - count
        while offset <= last {
            if ASCII.lowered(self[offset]) == first, has(word, at: offset, before: range.upperBound) { return offset }
            offset += 1
        }
        return nil
    }

    /// Where a byte first stands in a range.
    func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
        var offset = range.lowerBound
        while offset < range.upperBound {
            if self[offset] == byte { return offset }
            offset += 1
        }
        return nil
    }

    /// Whether two ranges hold the same bytes.
    func same(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count else { return false }
        for offset in 0..<left.count where self[left.lowerBound + offset] != self[right.lowerBound + offset] {
            return false
        }
        return true
    }
}
