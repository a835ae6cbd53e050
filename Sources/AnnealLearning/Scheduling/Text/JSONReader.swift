/// Reads JSON texts into nodes; every error names its line.
///
/// Source: RFC 8259; nesting deeper than 64 and repeated names of an object are errors.
struct JSONReader {
    private let bytes: ArraySlice<UInt8>
    private let source: String
    private var position: Int
    private var line: Int

    /// Reads a text that is one value.
    ///
    /// - Parameters:
    ///   - bytes: the text, UTF-8.
    ///   - source: what it is called in errors.
    ///   - line: the number of its first line.
    /// - Returns: the value.
    /// - Throws: `LearningError` of code `malformed` with the line.
    static func read(_ bytes: ArraySlice<UInt8>, source: String, line: Int = 1) throws(LearningError) -> JSONNode {
        var reader = JSONReader(bytes: bytes, source: source, position: bytes.startIndex, line: line)
        let node = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.endIndex else { throw reader.error("something follows the end of the value") }
        return node
    }

    private func error(_ message: String) -> LearningError {
        LearningError(
            code: .malformed, message: message, place: "\(source):\(line)", remedy: "write it as JSON")
    }

    private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B && byte != 0x0C {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private mutating func expect(_ text: StaticString) throws(LearningError) {
        let matches = text.withUTF8Buffer { bytes[position...].starts(with: $0) }
        guard matches else { throw error("here \(text) is expected") }
        position += text.utf8CodeUnitCount
    }

    private mutating func value(depth: Int) throws(LearningError) -> JSONNode {
        skipSpace()
        let start = line
        guard depth < 64 else { throw error("lists and objects are nested more than 64 deep") }
        let content: JSONNode.Content
        switch next {
        case UInt8(ascii: "{"): content = .object(try object(depth: depth))
        case UInt8(ascii: "["): content = .list(try list(depth: depth))
        case UInt8(ascii: "\""): content = .text(try text())
        case UInt8(ascii: "t"):
            try expect("true")
            content = .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            content = .bool(false)
        case UInt8(ascii: "n"):
            try expect("null")
            content = .null
        case .some: content = .number(try number())
        case nil: throw error("the text ends where a value is expected")
        }
        return JSONNode(content: content, line: start, source: source)
    }

    private mutating func object(depth: Int) throws(LearningError) -> [String: JSONNode] {
        position += 1
        var members: [String: JSONNode] = [:]
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error("here a name in quotes is expected") }
            let name = try text()
            skipSpace()
            try expect(":")
            guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
                throw error("\"\(name)\" occurs twice")
            }
            if try isLast(closedBy: UInt8(ascii: "}")) { return members }
        }
    }

    private mutating func list(depth: Int) throws(LearningError) -> [JSONNode] {
        position += 1
        var elements: [JSONNode] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth + 1))
            if try isLast(closedBy: UInt8(ascii: "]")) { return elements }
        }
    }

    private mutating func isLast(closedBy close: UInt8) throws(LearningError) -> Bool {
        skipSpace()
        guard let byte = next, byte == UInt8(ascii: ",") || byte == close else {
            throw error("here a comma or \(Character(Unicode.Scalar(close))) is expected")
        }
        position += 1
        return byte == close
    }

    private mutating func number() throws(LearningError) -> Double {
        let start = position
        while let byte = next, Self.isOfNumber(byte) { position += 1 }
        let text = bytes[start..<position]
        guard Self.isNumber(text), let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else {
            throw error("here a value is expected")
        }
        return number
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        isDigit(byte) || "+-.eE".utf8.contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether a text has the form of a JSON number: no leading zeros or plus, digits around the point.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = rest.prefix(while: isDigit)
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty else { return false }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard let sign = rest.first else { return true }
        guard sign == UInt8(ascii: "e") || sign == UInt8(ascii: "E") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    private mutating func text() throws(LearningError) -> String {
        position += 1
        var units: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else { throw error("a text is not UTF-8") }
                return text
            case UInt8(ascii: "\\"): units += String(try escape()).utf8
            case 0..<0x20: throw error("a text has a control character or a line break in it")
            default: units.append(byte)
            }
        }
        throw error("a text is not closed")
    }

    private mutating func escape() throws(LearningError) -> Character {
        guard let byte = next else { throw error("a text is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try scalar())
        default: throw error("a text has an unknown escape")
        }
    }

    private mutating func scalar() throws(LearningError) -> Unicode.Scalar {
        let first = try hexadecimal()
        var code = first
        if (0xD800..<0xDC00).contains(first), bytes[position...].starts(with: "\\u".utf8) {
            position += 2
            let second = try hexadecimal()
            guard (0xDC00..<0xE000).contains(second) else { throw error("an escape is half of a pair") }
            code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw error("an escape is no character") }
        return scalar
    }

    private mutating func hexadecimal() throws(LearningError) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("an escape needs four hexadecimal digits") }
        position += 4
        return code
    }
}
