/// Patterns of names and paths, compared in both directions: those of tables with `*`, and words with marks.
enum NamePattern {
    /// Whether a pattern fits a text; `*` and the marks for patterns are its wildcards.
    static func fits(_ pattern: Substring, _ text: Substring) -> Bool {
        fits(Array(pattern.utf8), Array(text.utf8))
    }

    /// Whether a pattern fits a text, by going back to the last star; O(*n*·*m*) at worst.
    static func fits(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        // A leading wildcard leaves hidden files out, as in a shell.
        if let first = pattern.first, first == Mark.star || first == Mark.one, text.first == 0x2E { return false }
        var at = 0
        var here = 0
        var star: Int?
        var resume = 0
        while here < text.count {
            if at < pattern.count, isStar(pattern[at]) {
                star = at
                resume = here
                at += 1
            } else if at < pattern.count, pattern[at] == text[here] || pattern[at] == Mark.one {
                at += 1
                here += 1
            } else if let back = star {
                at = back + 1
                resume += 1
                here = resume
            } else {
                return false
            }
        }
        while at < pattern.count, isStar(pattern[at]) { at += 1 }
        return at == pattern.count
    }

    private static func isStar(_ byte: UInt8) -> Bool {
        byte == 0x2A || byte == Mark.star || byte == Mark.plain || byte == Mark.unknown
    }

    /// Whether an entry of a table and a name of a command can mean the same.
    ///
    /// - Parameters:
    ///   - entry: of a table, with `*` for any text.
    ///   - name: of a command, which may hold marks.
    ///   - meets: whether it is enough that two patterns have a text in common; else one has to fit the other.
    /// - Returns: whether they can.
    static func overlaps(_ entry: Substring, _ name: Substring, meets: Bool) -> Bool {
        if entry == name { return true }
        let hasMarks = name.utf8.contains(where: Mark.isMark)
        if !hasMarks, !entry.utf8.contains(0x2A) { return false }
        if fits(entry, name) || (hasMarks && fits(name, entry)) { return true }
        return meets && hasMarks && entry.utf8.contains(0x2A) && meet(Array(entry.utf8), Array(name.utf8))
    }

    /// Whether two patterns have a text in common; O(*n*·*m*).
    static func meet(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        // A leading wildcard leaves hidden files out, as in a shell.
        if let head = second.first, head == Mark.star || head == Mark.one, first.first == 0x2E { return false }
        // Of each place in the first pattern, whether the rests of both have a text in common; from the end of the second.
        var after = [Bool](repeating: false, count: first.count + 1)
        after[first.count] = true
        for at in first.indices.reversed() { after[at] = after[at + 1] && isStar(first[at]) }
        for byte in second.reversed() {
            var here = [Bool](repeating: false, count: first.count + 1)
            let isAny = isStar(byte)
            here[first.count] = isAny && after[first.count]
            for at in first.indices.reversed() {
                if isAny || isStar(first[at]) {
                    here[at] = here[at + 1] && isStar(first[at]) || after[at]
                    if isAny { here[at] = here[at] || here[at + 1] }
                } else {
                    let isSame = first[at] == byte || byte == Mark.one || first[at] == Mark.one
                    here[at] = isSame && after[at + 1]
                }
            }
            after = here
        }
        return after[0]
    }
}

/// A list of paths with `*` for any text within a name and `**` at the end for everything below.
struct PathList: Sendable {
    private let entries: [[Substring]]
    /// Whether a pattern of a command that may mean an entry does.
    private let isProtective: Bool

    /// Reads a list: one path a word.
    ///
    /// - Parameters:
    ///   - text: the list.
    ///   - isProtective: whether a pattern of a command that may mean an entry does, as it should where entries are
    ///     protected.
    init(_ text: String, isProtective: Bool = false) {
        self.isProtective = isProtective
        entries = text.split { $0 == " " || $0 == "\n" }.map { $0.split(separator: "/") }
    }

    /// Whether a path is one of the list, or below one that ends with `**`.
    func contains(_ path: ArraySlice<Substring>) -> Bool {
        entries.contains { matches($0, path) }
    }

    /// Whether something of the list lies below a path.
    func liesBelow(_ path: ArraySlice<Substring>) -> Bool {
        entries.contains { entry in
            let names = entry.last == "**" ? entry.dropLast() : entry[...]
            guard names.count > path.count else { return false }
            return zip(names, path).allSatisfy { NamePattern.overlaps($0, $1, meets: isProtective) }
        }
    }

    private func matches(_ entry: [Substring], _ path: ArraySlice<Substring>) -> Bool {
        let isOpen = entry.last == "**"
        let count = isOpen ? entry.count - 1 : entry.count
        guard isOpen ? path.count >= count : path.count == count else { return false }
        for (name, part) in zip(entry.prefix(count), path) where !NamePattern.overlaps(name, part, meets: isProtective)
        { return false }
        return true
    }
}
