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
        case "perl" where byte == 0x40 && next == 0x7B: break
        case "php" where byte == 0x7B && next == 0x24: start = index + 1
        default:
            guard byte == 0x24, isLetter(next) || next == 0x7B else { return nil }
            if next != 0x7B {
                return 1 + bytes[(index + 1)..<limit].prefix { isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) }.count
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

    /// Where the next closing brace stands. What was looked through once is not looked through again, so that a text of
    /// opening braces takes no longer than any other.
    mutating func closingBrace(from start: Int) -> Int? {
        if brace < start {
            brace = start
            while brace < limit, bytes[brace] != 0x7D { brace += 1 }
        }
        return brace < limit ? brace : nil
    }
}
