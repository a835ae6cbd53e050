/// Text that was encoded within a text: base64, hexadecimal, percent and backslash escapes, lists of character codes,
/// binary digits, rot13 and reversed lines.
struct InjectionEncodings {
    /// A stretch that became readable.
    struct Stretch: Sendable {
        /// What it says.
        var text: [UInt8]
        /// Where it stands.
        var source: Range<Int>
    }

    /// The shortest text that is worth decoding, in bytes.
    static let shortest = 14
    /// At most so many stretches are decoded of one text.
    static let most = 400

    /// Decodes what can be decoded.
    ///
    /// - Parameter bytes: UTF-8.
    /// - Returns: readable stretches, in no order.
    /// - Complexity: O(n).
    static func decode(_ bytes: [UInt8]) -> [Stretch] {
        var found: [Stretch] = []
        bytes.withUnsafeBufferPointer { text in
            decodeRuns(text, into: &found)
            InjectionCiphers.decodeLines(text, into: &found)
        }
        return found.count > most ? Array(found.prefix(most)) : found
    }

    /// Runs of the alphabet of base64 and of hexadecimal digits, and escapes.
    static func decodeRuns(_ text: UnsafeBufferPointer<UInt8>, into found: inout [Stretch]) {
        var at = 0
        while at < text.count, found.count < most {
            let byte = text[at]
            if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") {
                let end = endOfEscapes(text, from: at, mark: byte)
                if end > at + 3 {
                    keep(unescape(text, at..<end), at..<end, in: &found)
                    at = end
                    continue
                }
                at += 1
                continue
            }
            guard isBase64(byte) else {
                at += 1
                continue
            }
            let end = endOfRun(text, from: at)
            if end - at >= 20 {
                let range = at..<end
                if let hex = decodeHex(text, range) {
                    keep(hex, range, in: &found)
                } else if let plain = decodeBase64(text, range) {
                    keep(plain, range, in: &found)
                }
            } else if InjectionBytes.isDigit(byte) || end - at == 2, at == 0 || !isBase64(text[at - 1]) {
                if let (list, after) = InjectionCiphers.decodeList(text, from: at) {
                    keep(list, at..<after, in: &found)
                    at = after
                    continue
                }
            }
            at = max(end, at + 1)
        }
    }

    /// Keeps a decoded stretch that reads like text.
    static func keep(_ decoded: [UInt8], _ range: Range<Int>, in found: inout [Stretch]) {
        // What is encoded twice is one more run of the alphabet.
        let isRun = decoded.count >= 40 && decoded.allSatisfy { isBase64($0) || $0 == 61 || $0 == 10 }
        guard decoded.count >= shortest, isRun || isReadable(decoded) else { return }
        found.append(Stretch(text: decoded, source: range))
    }

    /// Nearly all of it printable, with words in it.
    static func isReadable(_ bytes: [UInt8]) -> Bool {
        var odd = 0
        var letters = 0
        var spaces = 0
        for byte in bytes {
            if byte == 32 || byte == 10 { spaces += 1 }
            if byte < 32 && byte != 10 && byte != 9 && byte != 13 || byte == 127 { odd += 1 }
            if InjectionBytes.isLetter(byte) || byte >= 0xC3 { letters += 1 }
        }
        guard odd * 50 <= bytes.count, letters * 2 > bytes.count else { return false }
        let isEastern = bytes.contains { $0 >= 0xE3 && $0 <= 0xED }
        guard spaces * 14 >= bytes.count || isEastern else { return false }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    @inline(__always)
    static func isBase64(_ byte: UInt8) -> Bool {
        byte < 128 && InjectionBytes.isWord(byte) || byte == 43 || byte == 45 || byte == 47
    }

    /// The value of a digit of base64, either alphabet; -1 for other bytes.
    static let values: [Int8] = (0..<256).map { (byte: Int) -> Int8 in
        switch byte {
        case 65...90: Int8(byte - 65)
        case 97...122: Int8(byte - 71)
        case 48...57: Int8(byte + 4)
        case 43, 45: 62
        case 47, 95: 63
        default: -1
        }
    }

    /// The end of a run of base64 digits; one that fills lines goes on in the next line.
    static func endOfRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        var line = start
        while end < text.count, end - start < 1 << 16 {
            if isBase64(text[end]) {
                end += 1
            } else if text[end] == 10, end - line >= 56, end + 1 < text.count, isBase64(text[end + 1]) {
                end += 1
                line = end
            } else {
                break
            }
        }
        return end
    }

    static func decodeBase64(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits = 0
        for place in range where text[place] != 10 {
            buffer = buffer << 6 | UInt32(UInt8(bitPattern: values[Int(text[place])]))
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            let byte = UInt8(truncatingIfNeeded: buffer >> UInt32(bits))
            // Names and paths are made of the same letters; they decode to noise at once.
            if byte < 9 || byte > 13 && byte < 32 || byte == 127, decoded.count < 24 { return nil }
            decoded.append(byte)
        }
        return decoded
    }

    static func decodeHex(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        guard range.count >= 28 else { return nil }
        var decoded: [UInt8] = []
        var high: UInt8?
        for place in range where text[place] != 10 {
            guard let value = hexValue(text[place]) else { return nil }
            if let first = high {
                decoded.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return decoded
    }

    /// The value of a hexadecimal digit.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
