/// Percent and backslash escapes.
extension InjectionEncodings {
    /// The end of a stretch without spaces in which escapes follow each other closely: three or more.
    static func endOfEscapes(_ text: UnsafeBufferPointer<UInt8>, from start: Int, mark: UInt8) -> Int {
        var at = start
        var count = 0
        var last = start
        while at < text.count, at - start < 1 << 16, text[at] != 10, at - last < 24 {
            if text[at] == mark, let length = escapeLength(text, at) {
                count += 1
                at += length
                last = at
            } else {
                if mark == UInt8(ascii: "%"), text[at] <= 32 { break }
                at += 1
            }
        }
        return count >= 3 ? last + wordAfter(text, last) : start
    }

    static func wordAfter(_ text: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        var at = from
        while at < text.count, at - from < 24, InjectionBytes.isWord(text[at]) || text[at] == 46 { at += 1 }
        return at - from
    }

    /// The length of `%41`, `\x41`, `\u0041`, `\u{41}`, `\101`; `nil` where there is none.
    static func escapeLength(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        escape(text, at)?.length
    }

    static func escape(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (scalar: UInt32, length: Int)? {
        func hex(_ from: Int, _ count: Int) -> UInt32? {
            guard from + count <= text.count else { return nil }
            var value: UInt32 = 0
            for place in from..<from + count {
                guard let digit = hexValue(text[place]) else { return nil }
                value = value << 4 | UInt32(digit)
            }
            return value
        }
        if text[at] == UInt8(ascii: "%") { return hex(at + 1, 2).map { ($0, 3) } }
        guard text[at] == 92, at + 2 < text.count else { return nil }
        switch text[at + 1] {
        case UInt8(ascii: "x"): return hex(at + 2, 2).map { ($0, 4) }
        case UInt8(ascii: "u"):
            if text[at + 2] == UInt8(ascii: "{") {
                var end = at + 3
                while end < text.count, end - at < 10, hexValue(text[end]) != nil { end += 1 }
                guard end < text.count, text[end] == UInt8(ascii: "}") else { return nil }
                return hex(at + 3, end - at - 3).map { ($0, end + 1 - at) }
            }
            return hex(at + 2, 4).map { ($0, 6) }
        case 48...51:
            guard at + 3 < text.count, (48...55).contains(text[at + 2]), (48...55).contains(text[at + 3]) else {
                return nil
            }
            let value = UInt32(text[at + 1] - 48) << 6 | UInt32(text[at + 2] - 48) << 3 | UInt32(text[at + 3] - 48)
            return (value, 4)
        default: return nil
        }
    }

    static func unescape(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var decoded: [UInt8] = []
        var at = range.lowerBound
        while at < range.upperBound {
            if let found = escape(text, at) {
                // Percent escapes are bytes of UTF-8; the others are scalars.
                if found.length == 3 || found.length == 4 {
                    decoded.append(UInt8(truncatingIfNeeded: found.scalar))
                } else {
                    InjectionFolding.encode(found.scalar, into: &decoded)
                }
                at += found.length
            } else {
                decoded.append(text[at] == UInt8(ascii: "+") ? 32 : text[at])
                at += 1
            }
        }
        return decoded
    }
}
