extension InjectionFolding {
    /// Reads a scalar of UTF-8.
    ///
    /// - Returns: `nil` where the bytes are no valid sequence.
    @inline(__always)
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> (scalar: UInt32, length: Int)? {
        let first = bytes[place]
        if first < 0x80 { return (UInt32(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first < 0xF5, place + length <= bytes.count else { return nil }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for index in 1..<length {
            let next = bytes[place + index]
            guard next & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(next & 0x3F)
        }
        return (scalar, length)
    }

    /// The scalar at a place of an array.
    static func scalar(in bytes: [UInt8], at place: Int) -> (value: UInt32, length: Int)? {
        guard place < bytes.count else { return nil }
        return bytes.withUnsafeBufferPointer { decode($0, at: place) }.map { ($0.scalar, $0.length) }
    }

    /// Appends a scalar as UTF-8.
    static func encode(_ scalar: UInt32, into bytes: inout [UInt8]) {
        guard let valid = Unicode.Scalar(scalar) else { return bytes.append(32) }
        bytes.append(contentsOf: UTF8.encode(valid) ?? UTF8.encodedReplacementCharacter)
    }

    /// Whether it is written without spaces between words, or in Hangul, whose endings vary.
    @inline(__always)
    static func isEastern(_ scalar: UInt32) -> Bool {
        (0x3041...0x30FF).contains(scalar) || (0x3400...0x9FFF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar)
    }

    /// Characters that are not seen: they part words or hide text.
    static func isInvisible(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180E, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// The number of a variation selector, in which a byte can be hidden: 0 to 255.
    static func selector(_ scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0xFE00...0xFE0F: UInt8(scalar - 0xFE00)
        case 0xE0100...0xE01EF: UInt8(scalar - 0xE0100 + 16)
        default: nil
        }
    }
}

/// What letters look like.
enum InjectionLetters {
    /// What becomes of a scalar.
    enum Folded {
        case same
        case nothing
        case text(StaticText)
        case scalar(UInt32)
        /// An ASCII letter in a style that prose has no use for.
        case styled(UInt8)
        /// An ASCII character of full width, which is usual among Chinese characters.
        case fullWidth(UInt8)

        typealias StaticText = String
    }

    /// Latin letters from U+00C0 to U+017F without their accents; `.` where there is no single letter.
    private static let latin = Array(
        """
        AAAAAAACEEEEIIIIDNOOOOO.OUUUUY..aaaaaaaceeeeiiiidnooooo.ouuuuy.yAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi\
        ..JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs
        """.utf8)

    /// Folds a scalar that is not ASCII.
    static func fold(_ scalar: UInt32) -> Folded {
        switch scalar {
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return .text(" ")
        case 0x2028, 0x2029, 0x85: return .text("\n")
        case 0xAB, 0xBB, 0x201C...0x201F, 0x300C...0x300F: return .text("\"")
        case 0x2018...0x201B, 0x2B9, 0x2BC, 0x2032: return .text("'")
        case 0x2010...0x2015, 0x2212: return .text("-")
        case 0x2022, 0x2023, 0x25E6, 0x2043, 0x30FB: return .text(" ")
        case 0x2026: return .text("...")
        case 0x3002: return .text(". ")
        case 0x3001, 0xFF0C: return .text(", ")
        case 0xFF01: return .text("! ")
        case 0xFF1F: return .text("? ")
        case 0xFF1B: return .text("; ")
        case 0xFF1A: return .text(": ")
        case 0x300A, 0x300B, 0x3010, 0x3011: return .text(" ")
        case 0xDF, 0x1E9E: return .text("ss")
        case 0xC6, 0xE6: return .text("ae")
        case 0x152, 0x153: return .text("oe")
        case 0xC0...0x17F:
            let letter = latin[Int(scalar) - 0xC0]
            return letter == UInt8(ascii: ".") ? .same : .text(String(UnicodeScalar(letter)))
        case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: return .nothing
        case 0x410...0x42F: return .scalar(scalar + 0x20)
        case 0x400...0x40F: return .scalar(scalar + 0x50)
        case 0x391...0x3A9: return .scalar(scalar + 0x20)
        case 0xFF01...0xFF5E: return .fullWidth(UInt8(scalar - 0xFF01 + 0x21))
        case 0x1D400...0x1D6A3: return .styled(alphabet(Int(scalar - 0x1D400) % 52))
        case 0x1D7CE...0x1D7FF: return .styled(UInt8(48 + Int(scalar - 0x1D7CE) % 10))
        case 0x24B6...0x24CF: return .styled(UInt8(65 + scalar - 0x24B6))
        case 0x24D0...0x24E9: return .styled(UInt8(97 + scalar - 0x24D0))
        case 0x249C...0x24B5: return .styled(UInt8(97 + scalar - 0x249C))
        case 0x1F110...0x1F129: return .styled(UInt8(65 + scalar - 0x1F110))
        case 0x1F130...0x1F149: return .styled(UInt8(65 + scalar - 0x1F130))
        case 0x1F150...0x1F169: return .styled(UInt8(65 + scalar - 0x1F150))
        case 0x1F170...0x1F189: return .styled(UInt8(65 + scalar - 0x1F170))
        default: return small[scalar].map { .styled($0) } ?? .same
        }
    }

    private static func alphabet(_ index: Int) -> UInt8 { UInt8(index < 26 ? 65 + index : 97 + index - 26) }

    /// Small capitals and letters like them.
    private static let small: [UInt32: UInt8] = pairs(
        "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzℎhℓlℯeℊgℴoℬbℰeℱfℋhℐiℒlℳmℛrℂcℍhℕnℙpℚqℝrℤzⅰiⅼlⅽcⅾdⅿmɑaɡgıi")

    /// Cyrillic and Greek letters that look like Latin ones, all in lower case.
    static let lookalikes: [UInt32: UInt8] = pairs(
        "аaеeоoрpсcуyхxіiјjѕsԁdһhкkмmтtвbнhгrпnԛqԝwѵvɡgαaοoρpνvυuιiκkτtεeηnγyχxωwѐeёeӏlіiүyցgոnսuօoհhյj")

    private static func pairs(_ text: String) -> [UInt32: UInt8] {
        let scalars = Array(text.unicodeScalars)
        var table: [UInt32: UInt8] = [:]
        for index in stride(from: 0, to: scalars.count - 1, by: 2) {
            table[scalars[index].value] = UInt8(truncatingIfNeeded: scalars[index + 1].value)
        }
        return table
    }
}

/// HTML's character references.
enum InjectionEntities {
    private static let named: [String: UInt32] = [
        "amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39, "nbsp": 32, "colon": 58, "period": 46, "comma": 44,
        "excl": 33, "sol": 47, "lpar": 40, "rpar": 41, "num": 35, "tab": 9, "newline": 10, "hellip": 46, "mdash": 45,
        "ndash": 45, "lsquo": 39, "rsquo": 39, "ldquo": 34, "rdquo": 34,
    ]

    /// Reads a reference.
    ///
    /// - Returns: `nil` where there is none.
    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, at place: Int
    ) -> (scalar: UInt32, length: Int, isNumeric: Bool)? {
        var end = place + 1
        while end < bytes.count, end - place < 12, bytes[end] != UInt8(ascii: ";") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: ";"), end > place + 1 else { return nil }
        let name = String(decoding: bytes[place + 1..<end], as: UTF8.self)
        if name.first == "#" {
            let digits = name.dropFirst()
            let isHex = digits.first == "x" || digits.first == "X"
            guard let value = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10), value > 8,
                Unicode.Scalar(value) != nil
            else { return nil }
            return (value, end + 1 - place, true)
        }
        return named[name.lowercased()].map { ($0, end + 1 - place, false) }
    }
}
