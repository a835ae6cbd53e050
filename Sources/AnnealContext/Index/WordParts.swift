/// Splits words of code into the terms of the index.
enum WordParts {
    /// The terms of a word: the stems of its parts, and, where it has several, the whole word without its signs.
    ///
    /// `maxRetryCount` and `MAX_RETRY_COUNT` both give `max`, `retry`, `count` and `maxretrycount`.
    struct Terms: Sendable, Hashable {
        /// The stems of the parts, in order.
        var parts: [String]
        /// The stem of the whole word; `nil` where it has one part.
        var whole: String?
    }

    /// Splits a word where letters change from small to large, before the last capital of a row that small letters
    /// follow, at digits and at signs.
    ///
    /// - Parameter word: UTF-8 bytes of letters, digits, `_` and `$`.
    /// - Returns: its terms. Complexity: O(n).
    static func terms(of word: some Collection<UInt8>) -> Terms {
        var bytes = Array(word)
        if bytes.contains(where: { $0 >= 0x80 }) {
            // Beyond ASCII the capital letters are left to the standard library.
            bytes = Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
        }
        var parts: [String] = []
        var whole: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = partEnd(bytes, from: start)
            guard end > start else { start += 1; continue }
            let lower = bytes[start..<end].map { kind($0) == .capital ? $0 | 0x20 : $0 }
            parts.append(String(decoding: Stemmer.stem(lower[...]), as: UTF8.self))
            whole += lower
            start = end
        }
        guard parts.count > 1 else { return Terms(parts: parts) }
        return Terms(parts: parts, whole: String(decoding: Stemmer.stem(whole[...]), as: UTF8.self))
    }

    private enum Kind { case small, capital, digit, sign }

    private static func kind(_ byte: UInt8) -> Kind {
        switch byte {
        case 0x61...0x7A, 0x80...0xFF: .small
        case 0x41...0x5A: .capital
        case 0x30...0x39: .digit
        default: .sign
        }
    }

    private static func partEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start
        let first = kind(bytes[start])
        guard first != .sign else { return start }
        while end < bytes.count, kind(bytes[end]) == first { end += 1 }
        guard first == .capital, end < bytes.count, kind(bytes[end]) == .small else { return end }
        // `HTTPServer` splits before its last capital; `Server` is one part.
        if end - start > 1 { return end - 1 }
        while end < bytes.count, kind(bytes[end]) == .small { end += 1 }
        return end
    }
}
