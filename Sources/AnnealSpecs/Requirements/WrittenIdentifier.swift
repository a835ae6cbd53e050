/// An identifier at the beginning of a text: `R1`, `REQ-12`, `FR-001`, `NFR-2.1`.
struct WrittenIdentifier {
    /// The identifier's bytes.
    var id: Range<Int>
    /// Where the text after it and its separator begins.
    var rest: Int
    /// Whether its letters are ones that requirements usually have; otherwise a second with the same letters has to
    /// be there, since `SHA-256` and `MP3` look alike.
    var isUsual: Bool
    /// The letters in front of the number.
    var prefix: WordKey

    private static let openers = ByteSet("*_[(`")
    private static let usual = WordSet(
        "r req fr nfr f us uc rq sr br ac spec feat feature story s sys swr cr c rule q d e i m p a b g h")

    /// Reads the identifier that a text begins with.
    ///
    /// - Parameters:
    ///   - bytes: the document's flat text.
    ///   - range: the heading's, item's or paragraph's text.
    ///   - isHeading: a heading's identifier may be followed by a blank alone.
    /// - Returns: the identifier, or `nil`.
    static func read(_ bytes: Bytes, _ range: Range<Int>, isHeading: Bool) -> WrittenIdentifier? {
        var offset = range.lowerBound
        let end = range.upperBound
        if bytes.has("[ ] ", at: offset, before: end) || bytes.has("[x] ", at: offset, before: end) { offset += 4 }
        while offset < end, openers.contains(bytes[offset]) { offset += 1 }
        let wasMarked = offset > range.lowerBound
        let start = offset
        while offset < end, ASCII.isLetter(bytes[offset]), offset - start < 9 { offset += 1 }
        guard offset > start, offset < end, ASCII.isUpper(bytes[start]) else { return nil }
        let letters = start..<offset
        if bytes[offset] == ASCII.dash || bytes[offset] == ASCII.underscore {
            offset += 1
            // Two-part prefixes: `REQ-API-3`.
            let second = offset
            while offset < end, ASCII.isUpper(bytes[offset]), offset - second < 9 { offset += 1 }
            if offset > second {
                guard offset < end, bytes[offset] == ASCII.dash else { return nil }
                offset += 1
            }
        } else if letters.count > 4 {
            return nil
        }
        let digits = offset
        while offset < end, ASCII.isDigit(bytes[offset]) { offset += 1 }
        guard offset > digits, offset - digits < 7 else { return nil }
        while offset + 1 < end, bytes[offset] == ASCII.dot, ASCII.isDigit(bytes[offset + 1]) {
            offset += 1
            while offset < end, ASCII.isDigit(bytes[offset]) { offset += 1 }
        }
        if offset < end, ASCII.isLower(bytes[offset]), offset + 1 == end || !ASCII.isName(bytes[offset + 1]) {
            offset += 1
        }
        let id = start..<offset
        guard let rest = separator(bytes, offset, end, isLoose: isHeading || wasMarked) else { return nil }
        return WrittenIdentifier(
            id: id, rest: rest, isUsual: usual.contains(WordKey(bytes, letters)), prefix: WordKey(bytes, letters))
    }

    /// Skips what stands between an identifier and its text.
    private static func separator(_ bytes: Bytes, _ from: Int, _ end: Int, isLoose: Bool) -> Int? {
        var offset = from
        var isSeparated = offset == end
        while offset < end {
            let byte = bytes[offset]
            if byte == ASCII.colon || byte == ASCII.dot || byte == ASCII.closeParenthesis || byte == UInt8(ascii: "]") {
                isSeparated = true
            } else if byte == ASCII.asterisk || byte == ASCII.underscore || byte == ASCII.backtick {
                if isLoose { isSeparated = true }
                // A code span or emphasis that begins after a blank belongs to the text.
                if offset > from, bytes[offset - 1] == ASCII.space { break }
            } else if byte == ASCII.dash || byte == 0xE2 {
                // A hyphen or a dash (E2 80 93, E2 80 94) between blanks.
                guard bytes[offset - 1] == ASCII.space else { return nil }
                isSeparated = true
                if byte == 0xE2 { offset += 2 }
            } else if byte == ASCII.space {
                if isLoose { isSeparated = true }
            } else {
                break
            }
            offset += 1
        }
        return isSeparated ? min(offset, end) : nil
    }
}
