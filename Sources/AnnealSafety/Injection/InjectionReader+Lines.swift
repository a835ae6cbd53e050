extension InjectionReader {
    /// Ends a line: the sentence goes on in the next one only where prose was wrapped.
    ///
    /// - Returns: the place after the line end and what leads the next line.
    mutating func endLine(_ at: Int, before limit: Int) -> Int {
        let next = at + 1
        var content = next
        while content < limit, text[content] == 32 || text[content] == 9 { content += 1 }
        let wasPlace = linePlace
        let leader = readLeader(content, before: limit)
        let isBlank = leader.end >= limit || text[leader.end] == 10
        let goesOn =
            !isBlank && !leader.isItem && wraps(at, to: leader.end) && leader.place == wasPlace.intersection(.leaders)
        if !goesOn {
            endSentence(at: at)
            lineLead = isBlank ? [] : lineLead
            linePlace = leader.place
            place = leader.place
            // A key or call on the line before still leads what follows; two lines on it does not.
            lineLead = isBlank ? [] : lastLine(at)
            lead = lineLead
        }
        lineStart = next
        return max(next, min(leader.end, limit))
    }

    /// The first line.
    mutating func beginLine(at start: Int) {
        var content = start
        while content < text.count, text[content] == 32 || text[content] == 9 { content += 1 }
        linePlace = readLeader(content, before: text.count).place
        place = linePlace
    }

    /// Signs that what the line before spoke of may frame this one: attacks, tests, examples.
    private func lastLine(_ at: Int) -> InjectionConcepts {
        let frame = InjectionConcepts([.attackTopic, .testing, .example])
        var concepts: InjectionConcepts = []
        for sentence in sentences.reversed().prefix(3) where sentence.end > lineStart - 1 {
            concepts.insert(sentence.concepts.intersection(frame))
        }
        return concepts
    }

    /// Whether a sentence that has not ended goes on in the next line.
    private func wraps(_ at: Int, to next: Int) -> Bool {
        guard tokens.count > first, at - lineStart >= 40, next < text.count, literalEnd < 0 || literalEnd > at else {
            return false
        }
        var last = at - 1
        while last > lineStart, text[last] <= 32 { last -= 1 }
        let end = text[last]
        guard InjectionBytes.isWord(end) || end == 44 || end == 45 || end == 96 || end == 39 || end == 34 || end == 41
        else { return false }
        let head = text[next]
        guard
            (97...122).contains(head) || head >= 0x80 || InjectionBytes.isDigit(head) || head == 96 || head == 34
                || InjectionBytes.isCapital(head)
        else { return false }
        return signs <= 2 && conceptsOfSentence().contains(.function)
    }

    /// What stands in front of a line's text.
    struct Leader {
        var place: InjectionSentence.Place = []
        var isItem = false
        var end: Int
    }

    /// Reads comment signs, bullets, numbers and quotation signs at the head of a line.
    private func readLeader(_ from: Int, before limit: Int) -> Leader {
        var leader = Leader(end: from)
        var at = from
        loop: while at < limit, at - from < 16 {
            switch text[at] {
            case 32, 9: at += 1
            case UInt8(ascii: "#"):
                let isComment = carrier.hasHashComments || (at + 1 < limit && text[at + 1] == 33)
                leader.place.insert(isComment ? .codeComment : .heading)
                if !isComment { leader.isItem = true }
                at += 1
            case UInt8(ascii: "/"):
                guard at + 1 < limit, text[at + 1] == 47 || text[at + 1] == 42 else { break loop }
                leader.place.insert(.codeComment)
                at += 2
                while at < limit, text[at] == 47 || text[at] == 42 || text[at] == 33 { at += 1 }
            case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "+"):
                guard at + 1 < limit, text[at + 1] <= 32 || text[at + 1] == text[at] else { break loop }
                if carrier == .code {
                    leader.place.insert(.codeComment)
                } else {
                    leader.place.insert(.listItem)
                    leader.isItem = true
                }
                at += 1
            case UInt8(ascii: ">"):
                leader.place.insert(.quotedLine)
                at += 1
            case UInt8(ascii: "%"), UInt8(ascii: ";"):
                leader.place.insert(.codeComment)
                at += 1
            case UInt8(ascii: "|"):
                leader.isItem = true
                leader.place.insert(.cell)
                at += 1
            default: break loop
            }
        }
        leader.end = at
        if at < limit, InjectionBytes.isDigit(text[at]) {
            var digits = at
            while digits < limit, digits - at < 3, InjectionBytes.isDigit(text[digits]) { digits += 1 }
            if digits + 1 < limit, text[digits] == 46 || text[digits] == 41, text[digits + 1] == 32 {
                leader.isItem = true
                leader.place.insert(.listItem)
                leader.end = digits + 1
            }
        }
        return leader
    }

    /// A colon after a few words makes them a label.
    mutating func readColon(_ at: Int, before limit: Int) {
        let count = tokens.count - first
        guard count > 0, count <= 5, label.isEmpty, at + 1 >= limit || text[at + 1] <= 32 || text[at + 1] == 42 else {
            return
        }
        joinLabel()
        // A label on a line of its own leads what follows.
        var next = at + 1
        while next < limit, text[next] == 32 || text[next] == 42 { next += 1 }
        if next < limit, text[next] == 10 { lineLead.insert(label) }
    }

    /// `[system]` at the head of a sentence is a label too.
    mutating func closeBracket(_ at: Int) {
        let count = tokens.count - first
        if count > 0, count <= 4, label.isEmpty, start >= 0, start < text.count, text[start] == UInt8(ascii: "[") {
            joinLabel()
        }
        signs += 1
    }

    private mutating func joinLabel() {
        var concepts: InjectionConcepts = []
        var isRole = false
        for index in first..<tokens.count {
            concepts.insert(tokens[index].concepts)
            isRole = isRole || Self.roles.contains(tokens[index].hash)
        }
        if isRole, tokens.count - first <= 3 { concepts.insert(InjectionConcepts(.turnMark)) }
        label = concepts
        if concepts.isEmpty { label = InjectionConcepts(.function) }
    }

    /// Who speaks in a conversation with a model.
    private static let roles: Set<UInt64> = Set(
        [
            "system", "user", "assistant", "human", "ai", "tool", "developer", "bot", "agent", "model", "function",
            "instruction", "instructions", "response", "operator", "benutzer", "assistent", "utilisateur", "usuario",
        ].map { InjectionHash.lowercased(Array($0.utf8)) })

    /// `| sh`: output of one program run by another.
    mutating func readPipe(_ at: Int, before limit: Int) -> Int {
        var next = at + 1
        while next < limit, text[next] == 32 { next += 1 }
        var end = next
        while end < limit, end - next < 12, InjectionBytes.isLetter(text[end]) || InjectionBytes.isDigit(text[end]) {
            end += 1
        }
        var name = String(decoding: text[next..<end], as: UTF8.self)
        if name == "sudo" {
            next = end + 1
            end = next
            while end < limit, end - next < 12, InjectionBytes.isLetter(text[end]) || InjectionBytes.isDigit(text[end])
            { end += 1 }
            name = String(decoding: text[min(next, end)..<end], as: UTF8.self)
        }
        signs += 1
        if ["sh", "bash", "zsh", "python", "python3", "node", "perl", "ruby", "iex", "source", "dash"].contains(name) {
            add(InjectionConcepts([.command, .run]), hash: Self.pipeHash, at..<end, traits: .name)
            return end
        }
        return at + 1
    }

    static let pipeHash = InjectionHash.lowercased(Array("\u{1}pipe-to-shell".utf8))
}

extension InjectionSentence.Place {
    /// Places that a line's first signs tell.
    static let leaders: Self = [.codeComment, .quotedLine, .heading, .listItem, .cell]
}
