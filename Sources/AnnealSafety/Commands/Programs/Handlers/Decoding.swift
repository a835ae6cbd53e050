/// Texts that a script decodes: what `printf`, `echo -e`, `base64 -d`, `xxd -r`, `rev`, `tr` make of what is known.
enum Decoding {
    /// Backslash escapes of `echo -e` and `printf`.
    static func escapes(_ text: String) -> String {
        guard text.utf8.contains(0x5C) else { return text }
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == 0x5C, index + 1 < bytes.count else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let next = bytes[index + 1]
            index += 2
            switch next {
            case 0x6E: result.append(0x0A)
            case 0x74: result.append(0x09)
            case 0x72: result.append(0x0D)
            case 0x61, 0x62, 0x66, 0x76, 0x63: break
            case 0x65: result.append(0x1B)
            case 0x78:
                let digits = bytes[index...].prefix(2).prefix { hex($0) != nil }
                result.append(safe(digits.reduce(0) { $0 << 4 | (hex($1) ?? 0) }))
                index += digits.count
            case 0x75, 0x55:
                let digits = bytes[index...].prefix(next == 0x75 ? 4 : 8).prefix { hex($0) != nil }
                let value = digits.reduce(UInt32(0)) { $0 << 4 | UInt32(hex($1) ?? 0) }
                if value > 6, let scalar = UnicodeScalar(value) { result += Array(String(scalar).utf8) }
                index += digits.count
            case 0x30...0x37:
                var digits = [next]
                let more = next == 0x30 ? 3 : 2
                while digits.count <= more, index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x37 {
                    digits.append(bytes[index])
                    index += 1
                }
                result.append(safe(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 0x30) })))
            default: result += next == 0x5C || next == 0x22 || next == 0x27 ? [next] : [0x5C, next]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether letters are written as numbers: `\x69\x64`, `\151\144`.
    static func hidesText(_ text: String) -> Bool {
        guard text.utf8.contains(0x5C) else { return false }
        var rest = text.utf8[...]
        while let slash = rest.firstIndex(of: 0x5C) {
            rest = rest[rest.index(after: slash)...]
            guard let kind = rest.first else { return false }
            let digits: Int
            switch kind {
            case 0x78:
                digits = rest.dropFirst().prefix(2).reduce(0) { $0 << 4 | Int(hex($1) ?? 0) }
            case 0x30...0x37:
                digits = rest.prefix(4).prefix { $0 >= 0x30 && $0 <= 0x37 }.reduce(0) { $0 * 8 + Int($1 - 0x30) }
            default: continue
            }
            if (digits >= 0x61 && digits <= 0x7A) || (digits >= 0x41 && digits <= 0x5A) { return true }
        }
        return false
    }

    /// A format of `printf` with its arguments, which is used again while there are any.
    static func formatted(_ format: String, _ arguments: [String]) -> String {
        let format = Array(escapes(format).utf8)
        var arguments = arguments[...]
        var result: [UInt8] = []
        repeat {
            let before = arguments.count
            var index = 0
            while index < format.count {
                guard format[index] == 0x25, index + 1 < format.count else {
                    result.append(format[index])
                    index += 1
                    continue
                }
                index += 1
                while index < format.count,
                    (format[index] >= 0x30 && format[index] <= 0x39) || format[index] == 0x2D || format[index] == 0x2E
                        || format[index] == 0x2A
                { index += 1 }
                guard index < format.count else { break }
                switch format[index] {
                case 0x25: result.append(0x25)
                case 0x62: result += Array(escapes(arguments.popFirst() ?? "").utf8)
                case 0x63: result += Array((arguments.popFirst() ?? "").prefix(1).utf8)
                default: result += Array((arguments.popFirst() ?? "").utf8)
                }
                index += 1
            }
            if arguments.count == before { break }
        } while !arguments.isEmpty && result.count < 65536
        return String(decoding: result, as: UTF8.self)
    }

    /// Base64, with white space and without padding, as far as it goes; `nil` where it is none.
    static func base64(_ text: String) -> String? {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            let value: UInt32
            switch byte {
            case 0x41...0x5A: value = UInt32(byte - 0x41)
            case 0x61...0x7A: value = UInt32(byte - 0x61) + 26
            case 0x30...0x39: value = UInt32(byte - 0x30) + 52
            case 0x2B, 0x2D: value = 62
            case 0x2F, 0x5F: value = 63
            case 0x3D, 0x0A, 0x0D, 0x20: continue
            default: return nil
            }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return text_(result)
    }

    /// Pairs of hexadecimal digits, with white space between them.
    static func hexadecimal(_ text: String) -> String? {
        let digits = text.utf8.compactMap(hex)
        guard digits.count >= 2, digits.count % 2 == 0 else { return nil }
        return text_(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    /// `tr A-Z a-z`, sets with ranges; `nil` where a set is of another kind.
    static func translated(_ text: String, _ from: String, _ to: String) -> String? {
        guard let from = set(from), let to = set(to), !to.isEmpty, let last = to.last else { return nil }
        var map: [UInt8: UInt8] = [:]
        for (index, byte) in from.enumerated() { map[byte] = index < to.count ? to[index] : last }
        return text_(text.utf8.map { map[$0] ?? $0 })
    }

    private static func set(_ text: String) -> [UInt8]? {
        switch text {
        case "[:upper:]": return Array(0x41...0x5A)
        case "[:lower:]": return Array(0x61...0x7A)
        default: break
        }
        let bytes = Array(escapes(text).utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count, result.count < 512 {
            if index + 2 < bytes.count, bytes[index + 1] == 0x2D, bytes[index] <= bytes[index + 2] {
                result += Array(bytes[index]...bytes[index + 2])
                index += 3
            } else {
                if bytes[index] == 0x5B, index + 1 < bytes.count, bytes[index + 1] == 0x3A { return nil }
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func text_(_ bytes: [UInt8]) -> String? {
        String(decoding: bytes.map { Mark.isMark($0) ? 0x3F : $0 }, as: UTF8.self)
    }

    private static func safe(_ byte: UInt8) -> UInt8 { Mark.isMark(byte) || byte == 0 ? 0x3F : byte }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
