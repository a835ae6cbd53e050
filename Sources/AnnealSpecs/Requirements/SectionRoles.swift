/// Tells what each section of a document is for.
struct SectionRoles {
    let source: SpecSource
    private var prefixes: [WordKey: Int] = [:]

    private static let backgroundWords = WordSet(
        "introduction overview background context terms glossary definitions terminology motivation purpose summary "
            + "license references changelog history installation assumptions dependencies constraints rationale why "
            + "what impact status about appendix goals goal clarifications")

    init(_ source: SpecSource) { self.source = source }

    /// Fills in the roles.
    mutating func assign(to sections: inout [Section]) {
        let bytes = source.flat
        let source = source
        let headings = sections.map(\.heading)
        let read = Parallel.map(headings.count, least: 64) { index -> Reading? in
            guard let heading = headings[index] else { return nil }
            let text = source.blocks[heading].text
            return Reading(
                role: Self(source).byKeyword(text), id: WrittenIdentifier.read(bytes, text, isHeading: true))
        }
        for id in read.lazy.compactMap({ $0?.id }) { prefixes[id.prefix, default: 0] += 1 }
        for index in sections.indices {
            guard let heading = sections[index].heading, let read = read[index] else { continue }
            sections[index].role = role(of: source.blocks[heading].text, read, at: index, in: sections)
        }
        demoteGroups(&sections)
    }

    /// A heading with an identifier is a group, not a requirement, when headings below it have identifiers that are no
    /// extensions of its own.
    private func demoteGroups(_ sections: inout [Section]) {
        for index in sections.indices {
            guard case .requirement(let id, _) = sections[index].role else { continue }
            let prefix = id + "."
            for inner in (index + 1)..<max(index + 1, sections[index].end) {
                guard case .requirement(let innerID, _) = sections[inner].role else { continue }
                if innerID.hasPrefix(prefix) {
                    sections[inner].role = .other
                } else {
                    sections[index].role = .other
                }
            }
        }
    }

    /// What a heading says without the others.
    private struct Reading {
        var role: Section.Role?
        var id: WrittenIdentifier?
    }

    private func role(of text: Range<Int>, _ read: Reading, at index: Int, in sections: [Section]) -> Section.Role {
        let bytes = source.flat
        if let role = read.role { return role }
        if let id = read.id, id.isUsual || (prefixes[id.prefix] ?? 0) > 1 {
            let title = plain(id.rest..<text.upperBound)
            let written = bytes.text(id.id)
            return .requirement(id: written, title: title.isEmpty ? written : title)
        }
        if let numbered = numbered(text, at: index, in: sections) { return numbered }
        return Self.backgroundWords.contains(firstWord(text)) ? .background : .other
    }

    private func byKeyword(_ text: Range<Int>) -> Section.Role? {
        let bytes = source.flat
        let start = text.lowerBound
        let end = text.upperBound
        if bytes.has("requirement", at: start, before: end) {
            if let role = requirement(text, after: start + 11) { return role }
        }
        if bytes.has("user story ", at: start, before: end) { return story(text) }
        if bytes.has("scenario:", at: start, before: end) || bytes.has("scenario outline:", at: start, before: end) {
            let colon = bytes.find(ASCII.colon, in: text) ?? end - 1
            return .scenario(name: plain((colon + 1)..<end))
        }
        if bytes.find("acceptance criteria", in: text) != nil { return .acceptance }
        if bytes.find("success criteria", in: text) != nil || bytes.find("measurable outcomes", in: text) != nil {
            return .successCriteria
        }
        for words: StaticString in [
            "non-goal", "non goal", "nongoal", "out of scope", "not in scope", "out-of-scope", "won't", "exclusions",
        ] where bytes.find(words, in: text) != nil {
            return .nonGoals
        }
        for words: StaticString in ["open question", "open issue", "unresolved", "to be decided", "tbd"]
        where bytes.find(words, in: text) != nil {
            return .openQuestions
        }
        if bytes.find("requirements", in: text) != nil, bytes.find("document", in: text) == nil {
            let isRemoved = bytes.has("removed", at: start, before: end) || bytes.has("renamed", at: start, before: end)
            return isRemoved ? .removed : .requirements
        }
        return nil
    }

    /// `Requirement 3: Title` (Kiro) and `Requirement: Title` (OpenSpec).
    private func requirement(_ text: Range<Int>, after start: Int) -> Section.Role? {
        let bytes = source.flat
        let end = text.upperBound
        guard start < end else { return nil }
        if bytes[start] == ASCII.colon {
            let title = plain((start + 1)..<end)
            return title.isEmpty ? nil : .requirement(id: Slug.make(title), title: title)
        }
        guard bytes[start] == ASCII.space else { return nil }
        var offset = start + 1
        while offset < end, ASCII.isName(bytes[offset]) || bytes[offset] == ASCII.dot || bytes[offset] == ASCII.dash {
            offset += 1
        }
        var id = (start + 1)..<offset
        while !id.isEmpty, bytes[id.upperBound - 1] == ASCII.dot || bytes[id.upperBound - 1] == ASCII.dash {
            id = id.lowerBound..<(id.upperBound - 1)
        }
        guard id.contains(where: { ASCII.isDigit(bytes[$0]) }) else { return nil }
        while offset < end, !ASCII.isName(bytes[offset]), bytes[offset] != ASCII.backtick { offset += 1 }
        // A dash outside ASCII counts as a name's byte.
        if offset + 2 < end, bytes[offset] == 0xE2, bytes[offset + 1] == 0x80 { offset += 3 }
        let title = plain(offset..<end)
        let written = bytes.text(id)
        return .requirement(id: written, title: title.isEmpty ? "Requirement \(written)" : title)
    }

    /// `User Story 2 - Title (Priority: P1)`.
    private func story(_ text: Range<Int>) -> Section.Role? {
        let bytes = source.flat
        var offset = text.lowerBound + 11
        let digits = offset
        while offset < text.upperBound, ASCII.isDigit(bytes[offset]) { offset += 1 }
        guard offset > digits else { return nil }
        let number = bytes.text(digits..<offset)
        var end = text.upperBound
        var priority: Int?
        if let mark = bytes.find("(priority: p", in: text) {
            end = mark
            if mark + 12 < text.upperBound, ASCII.isDigit(bytes[mark + 12]) { priority = Int(bytes[mark + 12]) - 48 }
        }
        while offset < end, !ASCII.isLetter(bytes[offset]), bytes[offset] != ASCII.backtick { offset += 1 }
        let title = plain(offset..<end)
        return .story(id: "US\(number)", title: title.isEmpty ? "User Story \(number)" : title, priority: priority)
    }

    /// `1. Title` directly under a heading over all requirements.
    private func numbered(_ text: Range<Int>, at index: Int, in sections: [Section]) -> Section.Role? {
        let bytes = source.flat
        var offset = text.lowerBound
        while offset < text.upperBound, ASCII.isDigit(bytes[offset]) || bytes[offset] == ASCII.dot { offset += 1 }
        guard offset > text.lowerBound, ASCII.isDigit(bytes[text.lowerBound]), offset < text.upperBound,
            bytes[offset] == ASCII.space || bytes[offset] == ASCII.closeParenthesis
        else { return nil }
        guard let parent = sections[index].parent, sections[parent].role == .requirements else { return nil }
        var id = text.lowerBound..<offset
        if bytes[id.upperBound - 1] == ASCII.dot { id = id.lowerBound..<(id.upperBound - 1) }
        let title = plain((offset + 1)..<text.upperBound)
        return title.isEmpty ? nil : .requirement(id: bytes.text(id), title: title)
    }

    private func firstWord(_ text: Range<Int>) -> WordKey {
        let bytes = source.flat
        var end = text.lowerBound
        while end < text.upperBound, ASCII.isLetter(bytes[end]) { end += 1 }
        return WordKey(bytes, text.lowerBound..<end)
    }

    /// A heading's text without emphasis and backticks.
    private func plain(_ range: Range<Int>) -> String {
        let range = source.flat.trimmed(range)
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        for offset in range where source.flat[offset] != ASCII.asterisk && source.flat[offset] != ASCII.backtick {
            out.append(source.flat[offset])
        }
        return String(decoding: out, as: UTF8.self)
    }
}
