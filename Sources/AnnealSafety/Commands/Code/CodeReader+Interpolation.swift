/// Code within strings and patterns, which is read behind the rest of the text.
extension CodeReader {
    /// How long what is put in at this place is, whose code is read later; `nil` where nothing is put in.
    mutating func interpolation() -> Int? {
        let byte = bytes[index]
        let next = index + 1 < limit ? bytes[index + 1] : 0
        var start = index + 2
        switch language.name {
        case "python":
            if byte != 0x7B || next == 0x7B { return nil }
            start = index + 1
        case "javascript": if byte != 0x24 || next != 0x7B { return nil }
        case "ruby": if byte != 0x23 || next != 0x7B { return nil }
        case "php" where byte == 0x7B && next == 0x24: start = index + 1
        default:
            guard byte == 0x24 || byte == 0x40 && language.name == "perl", isLetter(next) || next == 0x7B else {
                return nil
            }
            if next != 0x7B {
                let name = bytes[(index + 1)..<limit].prefix { isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) }
                return subscriptsEnd(from: name.endIndex) - index
            }
        }
        guard let end = closingBrace(from: start) else { return nil }
        // A name alone does nothing.
        if bytes[start..<end].contains(where: { !isLetter($0) && !($0 >= 0x30 && $0 <= 0x39) }) {
            inner.append(start..<end)
        }
        return end - index + 1
    }

    /// Whether `#{` stands here, within a text of Ruby that is not read as one: it begins no comment.
    func startsInterpolation() -> Bool {
        language.name == "ruby" && index + 1 < limit && bytes[index + 1] == 0x7B
    }

    /// Whether code begins within a pattern: `#{…}` of Ruby, `@{…}`, `${…}` and `(?{…})` of Perl.
    func runsCode(at place: Int) -> Bool {
        guard place + 1 < limit, bytes[place + 1] == 0x7B else { return false }
        switch language.name {
        case "ruby": return bytes[place] == 0x23
        case "perl": return bytes[place] == 0x40 || bytes[place] == 0x24 || bytes[place] == 0x3F
        default: return false
        }
    }

    /// Where the subscripts end that stand behind a variable's name in a text of Perl: `[…]`, `{…}`, `->[…]`. What stands in
    /// them is code.
    private mutating func subscriptsEnd(from start: Int) -> Int {
        var place = start
        guard language.name == "perl" else { return place }
        while place < limit {
            let isArrow = place + 2 < limit && bytes[place] == 0x2D && bytes[place + 1] == 0x3E
            let open = isArrow ? place + 2 : place
            let close: UInt8
            switch bytes[open] {
            case 0x5B: close = 0x5D
            case 0x7B: close = 0x7D
            default: return place
            }
            guard let end = closing(close, of: bytes[open], from: open + 1) else { return place }
            if bytes[(open + 1)..<end].contains(where: { $0 == 0x28 || $0 == 0x60 }) { inner.append((open + 1)..<end) }
            place = end + 1
        }
        return place
    }

    /// Where a brace is closed that was opened in front of a place; `nil` where nothing closes it.
    mutating func closingBrace(from start: Int) -> Int? {
        start <= lastBrace ? closing(0x7D, of: 0x7B, from: start) : nil
    }

    /// Where a bracket is closed: with those in quotes left out, which is noted as uncertain where it makes a difference,
    /// since a quote may be something else in a pattern or a comment.
    ///
    /// - Parameters:
    ///   - close: the sign that closes it.
    ///   - open: the sign that opens another one.
    ///   - start: behind the opening one.
    /// - Returns: the place; `nil` where nothing closes it.
    private mutating func closing(_ close: UInt8, of open: UInt8, from start: Int) -> Int? {
        var (depth, depthInCode) = (1, 1)
        var end: Int?
        var endInCode: Int?
        var first: Int?
        var quote: UInt8?
        var place = start
        while place < limit, end == nil || endInCode == nil {
            guard steps > 0 else {
                isWhole = false
                return endInCode ?? end ?? first
            }
            steps -= 1
            let byte = bytes[place]
            place += 1
            if byte == 0x5C {
                place += 1
                continue
            }
            let change = byte == open ? 1 : byte == close ? -1 : 0
            if change < 0, first == nil { first = place - 1 }
            depth += change
            if depth == 0, end == nil { end = place - 1 }
            if endInCode != nil { continue }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 || byte == 0x60 {
                quote = byte
            } else {
                depthInCode += change
                if depthInCode == 0 { endInCode = place - 1 }
            }
        }
        if end != endInCode || end == nil && first != nil { isWhole = false }
        return endInCode ?? end ?? first
    }
}
