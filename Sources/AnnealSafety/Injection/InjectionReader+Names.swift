/// Names of code, paths and addresses.
extension InjectionReader {
    /// A name with digits, dots, slashes or underscores in it.
    mutating func readName(_ from: Int, _ end: Int, before limit: Int, letters: Int, digits: Int) -> Int {
        let range = from..<end
        var found = lexicon.look(up: UnsafeBufferPointer(rebasing: text[range]))
        if letters == 0 {
            var end = end
            if end < limit, text[end] == UInt8(ascii: "%") { end += 1 }
            found = lexicon.look(up: UnsafeBufferPointer(rebasing: text[from..<end]))
            add(found.concepts, hash: found.concepts.isEmpty ? Self.numberHash : found.hash, from..<end, traits: .name)
            return end
        }
        if !found.concepts.isEmpty {
            add(found.concepts, hash: found.hash, range, traits: holdsDisguise(range) ? [.name, .disguised] : .name)
            return end
        }
        let isMail = text[range].contains(UInt8(ascii: "@"))
        if isMail || isDomain(range) {
            var after = end
            while after < limit, after - end < 512, text[after] > 32, !Self.endsAddress(text[after]) { after += 1 }
            add(InjectionConcepts(.address), hash: Self.addressHash, from..<after, traits: .name)
            return after
        }
        if let plain = plainLetters(range), !plain.isEmpty {
            found = lexicon.look(up: plain)
            if !found.concepts.isEmpty {
                add(found.concepts, hash: found.hash, range, traits: .disguised)
                return end
            }
        }
        if text[range].contains(UInt8(ascii: "/")), !text[range].contains(UInt8(ascii: ".")), digits == 0 {
            readAlternatives(range)
            return end
        }
        let concepts = conceptsOfName(range)
        add(concepts, hash: concepts.isEmpty ? Self.nameHash : found.hash, range, traits: .name)
        return end
    }

    /// `this/that`: each for itself.
    mutating func readAlternatives(_ range: Range<Int>) {
        var from = range.lowerBound
        for place in range where text[place] == UInt8(ascii: "/") || place == range.upperBound - 1 {
            let end = place == range.upperBound - 1 ? range.upperBound : place
            if end > from { readPlainWord(from..<end, isASCII: true, isCapital: false) }
            from = place + 1
        }
    }

    /// What a name in code or a path is about: files and variables that hold secrets, files that agents obey.
    func conceptsOfName(_ range: Range<Int>) -> InjectionConcepts {
        let keep = InjectionConcepts([.secret, .environment, .agentFile, .toolCall, .testing, .attackTopic])
        var concepts: InjectionConcepts = []
        var from = range.lowerBound
        for place in range.lowerBound...range.upperBound {
            let isEnd = place == range.upperBound
            guard isEnd || text[place] == 95 || text[place] == 47 || text[place] == 45 || text[place] == 46 else {
                continue
            }
            if place > from, place - from < 32 {
                concepts.insert(lexicon.look(up: UnsafeBufferPointer(rebasing: text[from..<place])).concepts)
                if text[place - 1] != 95, from > range.lowerBound, text[from - 1] == 46 || text[from - 1] == 47 {
                    let start = text[from - 1] == 46 ? from - 1 : from
                    concepts.insert(
                        lexicon.look(up: UnsafeBufferPointer(rebasing: text[start..<range.upperBound])).concepts)
                }
            }
            from = place + 1
        }
        return concepts.intersection(keep)
    }

    func isDomain(_ range: Range<Int>) -> Bool {
        let name = text[range]
        let slash = name.firstIndex(of: UInt8(ascii: "/")) ?? name.endIndex
        let host = name[..<slash]
        guard host.count < 100, let dot = host.lastIndex(of: UInt8(ascii: ".")), dot > host.startIndex else {
            return false
        }
        let top = String(decoding: host[(dot + 1)...].map(InjectionHash.lower), as: UTF8.self)
        guard Self.domains.contains(top) else { return false }
        // `foo.me` in code is a member; a path or another dot makes it a host.
        return slash < name.endIndex || host[..<dot].contains(46) || top.count > 2 || host.contains(45)
    }

    static func endsAddress(_ byte: UInt8) -> Bool {
        byte == 34 || byte == 39 || byte == 41 || byte == 60 || byte == 62 || byte == 93 || byte == 96 || byte == 125
            || byte == 44 || byte == 59 || byte == 124
    }

    /// The rest of an address after `://`.
    mutating func readAddress(_ from: Int, at start: Int, before limit: Int) -> Int {
        var end = start
        while end < limit, end - start < 2048, text[end] > 32, !Self.endsAddress(text[end]) { end += 1 }
        while end > start, text[end - 1] == 46 || text[end - 1] == 58 || text[end - 1] == 33 { end -= 1 }
        add(InjectionConcepts(.address), hash: Self.addressHash, from..<end, traits: .name)
        return end
    }

    /// `1gn0re`: digits that stand for letters, turned back; `nil` when it is no such word.
    func plainLetters(_ range: Range<Int>) -> [UInt8]? {
        guard range.count > 3, range.count < 24, InjectionBytes.isLetter(text[range.upperBound - 1]) else { return nil }
        var word: [UInt8] = []
        for byte in text[range] {
            switch byte {
            case 48: word.append(UInt8(ascii: "o"))
            case 49: word.append(UInt8(ascii: "i"))
            case 51: word.append(UInt8(ascii: "e"))
            case 52: word.append(UInt8(ascii: "a"))
            case 53: word.append(UInt8(ascii: "s"))
            case 55: word.append(UInt8(ascii: "t"))
            default:
                guard InjectionBytes.isLetter(byte) else { return nil }
                word.append(InjectionHash.lower(byte))
            }
        }
        return word
    }

    /// `~/…`, `/…`, `$NAME`, `--flag`, `@name`: with what stands before it.
    ///
    /// - Returns: the place after it.
    mutating func readPrefixed(_ byte: UInt8, _ from: Int, before limit: Int) -> Int {
        var end = from + 1
        let isOpen = from == 0 || !InjectionBytes.isWord(text[from - 1])
        if byte == UInt8(ascii: "/") {
            if end < limit, text[end] == UInt8(ascii: "/"), isOpen, from == 0 || text[from - 1] <= 32 {
                beginComment(from)
                return end + 1
            }
            if end < limit, text[end] == UInt8(ascii: "*") {
                beginComment(from)
                return end + 1
            }
        }
        if byte == UInt8(ascii: "$"), end < limit, text[end] == UInt8(ascii: "{") || text[end] == UInt8(ascii: "(") {
            end += 1
        }
        if byte == UInt8(ascii: "-") {
            while end < limit, text[end] == byte { end += 1 }
            if end - from >= 2 { opensClause = true }
        }
        guard isOpen, end < limit, InjectionBytes.isWord(text[end]) || (byte == 126 && text[end] == 47) else {
            if byte == UInt8(ascii: "-") { opensClause = true }
            return end
        }
        while end < limit, end - from < 512 {
            let next = text[end]
            let isPart = InjectionBytes.isWord(next) && next < 0x80
            guard isPart || next == 45 || next == 46 || next == 47 else { break }
            if !isPart, end + 1 >= limit || !(InjectionBytes.isWord(text[end + 1]) || text[end + 1] == 46) { break }
            end += 1
        }
        let range = from..<max(end, from + 1)
        var concepts = lexicon.look(up: UnsafeBufferPointer(rebasing: text[range])).concepts
        concepts.insert(conceptsOfName(from + 1..<max(end, from + 1)))
        var hash = Self.nameHash
        if byte == UInt8(ascii: "~") || byte == UInt8(ascii: "/") {
            concepts.insert(InjectionConcepts(.outsidePath))
            hash = Self.pathHash
        } else if byte == UInt8(ascii: "$") {
            concepts.insert(InjectionConcepts(.environment))
        } else if byte == UInt8(ascii: "@"), concepts.isEmpty {
            let found = lexicon.look(up: UnsafeBufferPointer(rebasing: text[from + 1..<end]))
            concepts = found.concepts
            hash = found.hash
        }
        add(concepts, hash: hash, range, traits: .name)
        return range.upperBound
    }

    /// `.env` and other names that begin with a dot; `../`.
    mutating func readDotted(_ from: Int, before limit: Int) -> Int? {
        guard text[from] == 46, from + 1 < limit, from == 0 || !InjectionBytes.isWord(text[from - 1]) else {
            return nil
        }
        var end = from + 1
        if text[end] == 46, end + 1 < limit, text[end + 1] == 47 { end += 1 }
        guard InjectionBytes.isLetter(text[end]) || text[end] == 47 else { return nil }
        while end < limit, end - from < 512 {
            let next = text[end]
            if !InjectionBytes.isWord(next) || next >= 0x80 {
                guard next == 45 || next == 46 || next == 47, end + 1 < limit,
                    InjectionBytes.isWord(text[end + 1]) || text[end + 1] == 46
                else { break }
            }
            end += 1
        }
        guard end > from + 1 else { return nil }
        let range = from..<end
        let found = lexicon.look(up: UnsafeBufferPointer(rebasing: text[range]))
        var concepts = found.concepts.union(conceptsOfName(range))
        if text[from + 1] == 46 { concepts.insert(InjectionConcepts(.outsidePath)) }
        add(concepts, hash: found.concepts.isEmpty ? Self.pathHash : found.hash, range, traits: .name)
        return end
    }
}
