/// Encodings of whole lines and of lists of numbers.
enum InjectionCiphers {
    /// Common English words, by which a line in rot13 or in reverse is known.
    private static let common: [String] = [
        "the", "and", "you", "your", "all", "this", "that", "not", "with", "from", "ignore", "previous", "instructions",
        "file", "run", "user", "send", "are", "must", "should", "now", "system", "assistant", "agent", "secret", "key",
        "have", "for", "will", "into", "any", "tell",
    ]

    private static let rotated = InjectionWordSet(
        common.map { String(decoding: $0.utf8.map(rotate), as: UTF8.self) }.joined(separator: " "))
    private static let reversed = InjectionWordSet(
        common.filter { $0.count > 2 }.map { String($0.reversed()) }.joined(separator: " "))

    /// A letter thirteen places on.
    static func rotate(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 65...90: (byte - 65 + 13) % 26 + 65
        case 97...122: (byte - 97 + 13) % 26 + 97
        default: byte
        }
    }

    /// Lines in which three or more common words appear in rot13 or backwards.
    static func decodeLines(_ text: UnsafeBufferPointer<UInt8>, into found: inout [InjectionEncodings.Stretch]) {
        var lineStart = 0
        var hash = InjectionHash.start
        var length = 0
        var rotatedWords = 0
        var reversedWords = 0
        for place in 0...text.count {
            let byte = place < text.count ? text[place] : 10
            if InjectionBytes.isLetter(byte) {
                hash = InjectionHash.adding(InjectionHash.lower(byte), to: hash)
                length += 1
                continue
            }
            if length > 2, length < 13 {
                if rotated.contains(hash) { rotatedWords += 1 }
                if reversed.contains(hash) { reversedWords += 1 }
            }
            hash = InjectionHash.start
            length = 0
            guard byte == 10 else { continue }
            let line = lineStart..<place
            if rotatedWords >= 3 { InjectionEncodings.keep(text[line].map(rotate), line, in: &found) }
            if reversedWords >= 3 { InjectionEncodings.keep(text[line].reversed(), line, in: &found) }
            lineStart = place + 1
            rotatedWords = 0
            reversedWords = 0
        }
    }

    /// A list of character codes: decimal, hexadecimal or binary, parted by commas or spaces; twelve or more.
    ///
    /// - Returns: the text and the place after the list, also when the text turns out to be none.
    static func decodeList(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> (text: [UInt8], end: Int)? {
        let decimal = list(text, from: start, isHex: false)
        if let decimal, InjectionEncodings.isReadable(decimal.text) { return decimal }
        let hex = list(text, from: start, isHex: true)
        guard let hex, hex.end > decimal?.end ?? 0 else { return decimal }
        return hex
    }

    private static func list(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, isHex: Bool
    ) -> (text: [UInt8], end: Int)? {
        var decoded: [UInt8] = []
        var at = start
        var end = start
        while at < text.count, decoded.count < 1 << 14, let (value, length) = number(text, at, isHex: isHex),
            value >= 32 && value < 127 || value == 10
        {
            decoded.append(UInt8(value))
            at += length
            end = at
            while at < text.count, text[at] == 32 || text[at] == 44 || text[at] == 10 { at += 1 }
            guard at > end else { break }
        }
        return decoded.count >= 12 ? (decoded, end) : nil
    }

    private static func number(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, isHex: Bool
    ) -> (value: Int, length: Int)? {
        var at = start
        let hasPrefix = at + 1 < text.count && text[at] == 48 && text[at + 1] | 0x20 == UInt8(ascii: "x")
        if hasPrefix { at += 2 }
        let digits = at
        while at < text.count, at - digits < 9, InjectionEncodings.hexValue(text[at]) != nil { at += 1 }
        let count = at - digits
        guard count > 0, at >= text.count || !InjectionBytes.isWord(text[at]) else { return nil }
        let name = String(decoding: text[digits..<at], as: UTF8.self)
        let radix = hasPrefix || isHex ? 16 : count == 8 ? 2 : 10
        guard radix == 2 || count <= (radix == 16 ? 2 : 3) else { return nil }
        return Int(name, radix: radix).map { ($0, at - start) }
    }
}
