/// The escapes of `$'…'`.
///
/// Source: Bash Reference Manual, "ANSI-C Quoting".
enum ShellAnsiEscapes {
    /// What the text between the quotes stands for. A zero byte ends it, as it does in bash.
    static func decode(_ written: UnsafeBufferPointer<UInt8>) -> String {
        // Bytes that are no UTF-8 are replaced before an escape can stand beside them and make a different fault of them.
        guard written.contains(where: { $0 >= 0x80 }) else { return unescaped(written) }
        return Array(String(decoding: written, as: UTF8.self).utf8).withUnsafeBufferPointer(unescaped)
    }

    private static func unescaped(_ written: UnsafeBufferPointer<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(written.count)
        var index = 0
        while index < written.count {
            let byte = written[index]
            index += 1
            guard byte == ShellByte.backslash, index < written.count else {
                bytes.append(byte)
                continue
            }
            let letter = written[index]
            index += 1
            guard let decoded = decode(letter, written, &index) else {
                bytes.append(byte)
                bytes.append(letter)
                continue
            }
            if decoded.first == 0 { break }
            bytes += decoded
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decode(
        _ letter: UInt8, _ written: UnsafeBufferPointer<UInt8>, _ index: inout Int
    ) -> [UInt8]? {
        switch letter {
        case UInt8(ascii: "a"): return [7]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "e"), UInt8(ascii: "E"): return [27]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "v"): return [11]
        case ShellByte.backslash, ShellByte.singleQuote, ShellByte.doubleQuote, ShellByte.question: return [letter]
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            index -= 1
            return [UInt8(truncatingIfNeeded: number(written, &index, radix: 8, digits: 3) ?? 0)]
        case UInt8(ascii: "x"):
            return number(written, &index, radix: 16, digits: 2).map { [UInt8(truncatingIfNeeded: $0)] }
        case UInt8(ascii: "u"): return scalar(number(written, &index, radix: 16, digits: 4))
        case UInt8(ascii: "U"): return scalar(number(written, &index, radix: 16, digits: 8))
        case UInt8(ascii: "c"):
            guard index < written.count, written[index] < 0x80 else { return nil }
            index += 1
            return [written[index - 1] & 0x1F]
        default: return nil
        }
    }

    /// Reads a number of at most so many digits; `nil` where there is none.
    private static func number(
        _ written: UnsafeBufferPointer<UInt8>, _ index: inout Int, radix: UInt32, digits: Int
    ) -> UInt32? {
        var value: UInt32 = 0
        var count = 0
        while count < digits, index < written.count, let digit = digit(written[index]), digit < radix {
            value = value &* radix &+ digit
            index += 1
            count += 1
        }
        return count > 0 ? value : nil
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        if ShellByte.isDigit(byte) { return UInt32(byte - 48) }
        let letter = (byte | 0x20) &- 97
        return letter < 6 ? UInt32(letter) + 10 : nil
    }

    private static func scalar(_ value: UInt32?) -> [UInt8]? {
        value.map { Array(String(Character(Unicode.Scalar($0) ?? "\u{FFFD}")).utf8) }
    }
}
