extension InjectionReader {
    static let addressHash = InjectionHash.lowercased(Array("\u{1}address".utf8))
    static let pathHash = InjectionHash.lowercased(Array("\u{1}path".utf8))
    static let numberHash = InjectionHash.lowercased(Array("\u{1}number".utf8))
    static let nameHash = InjectionHash.lowercased(Array("\u{1}name".utf8))
    static let blobHash = InjectionHash.lowercased(Array("\u{1}blob".utf8))

    /// Top-level domains that make a dotted name an address without `://`.
    static let domains: Set<String> = [
        "com", "org", "net", "io", "dev", "example", "test", "sh", "ru", "cn", "app", "xyz", "co", "ai", "me", "info",
        "invalid", "site", "online", "top", "cc", "eu", "uk", "onion", "cloud", "link", "to", "ly", "gg", "biz", "us",
        "tk", "pw", "page", "run", "store", "tech", "local", "internal",
    ]

    /// Reads a word, a dotted name, an address or a path.
    ///
    /// - Returns: the place after it.
    mutating func readWord(_ from: Int, before limit: Int) -> Int {
        var end = from
        var isASCII = true
        var letters = 0
        var digits = 0
        var capitals = 0
        var joins = 0
        while end < limit, end - from < 2048 {
            let byte = text[end]
            if InjectionBytes.isWord(byte) {
                if byte >= 0x80 {
                    if let (scalar, _) = InjectionFolding.decode(text, at: end), InjectionFolding.isEastern(scalar) {
                        break
                    }
                    isASCII = false
                } else if InjectionBytes.isDigit(byte) {
                    digits += 1
                } else {
                    letters += 1
                    if InjectionBytes.isCapital(byte) { capitals += 1 }
                    if byte == 95 { joins += 1 }
                }
                end += 1
            } else if end + 1 < limit, InjectionBytes.isWord(text[end + 1]), end > from, end != quoteEnd,
                end != literalEnd
            {
                if byte == UInt8(ascii: "'") {
                    end += 1
                } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@") {
                    joins += 1
                    end += 1
                } else if byte == UInt8(ascii: "-"), joins > 0 || digits > 0 {
                    joins += 1
                    end += 1
                } else {
                    break
                }
            } else if byte == UInt8(ascii: ":"), end + 3 < limit, text[end + 1] == 47, text[end + 2] == 47, letters < 12
            {
                return readAddress(from, at: end + 3, before: limit)
            } else {
                break
            }
        }
        if end == from { return readEastern(from, before: limit) }
        if end - from >= 64, joins == 0 || digits > 8 {
            add([], hash: Self.blobHash, from..<end, traits: .name)
            return end
        }
        if joins == 0, digits == 0 {
            readPlainWord(from..<end, isASCII: isASCII, isCapital: capitals == letters && letters > 1)
            return end
        }
        return readName(from, end, before: limit, letters: letters, digits: digits)
    }

    /// A word of letters only; compounds with hyphens are tried as a whole first.
    mutating func readPlainWord(_ range: Range<Int>, isASCII: Bool, isCapital: Bool) {
        var traits: InjectionToken.Traits = isCapital ? .capitals : []
        var found = lexicon.look(up: UnsafeBufferPointer(rebasing: text[range]))
        if !isASCII, found.concepts.isEmpty, let latin = latinised(range) {
            found = lexicon.look(up: latin)
            traits.insert(.disguised)
        }
        if holdsDisguise(range) { traits.insert(.disguised) }
        traits.insert(form(of: range))
        add(found.concepts, hash: found.hash, range, traits: traits)
    }

    /// The ending of an English word.
    func form(of range: Range<Int>) -> InjectionToken.Traits {
        guard range.count > 3 else { return [] }
        let end = range.upperBound
        let (last, before) = (text[end - 1] | 0x20, text[end - 2] | 0x20)
        if last == UInt8(ascii: "s"), before != UInt8(ascii: "s"), before != UInt8(ascii: "'"),
            before != UInt8(ascii: "u")
        {
            return .endsInS
        }
        if last == UInt8(ascii: "d"), before == UInt8(ascii: "e") { return .endsInEd }
        if last == UInt8(ascii: "g"), before == UInt8(ascii: "n"), text[end - 3] | 0x20 == UInt8(ascii: "i") {
            return .endsInIng
        }
        return []
    }

    /// A word of two alphabets, or one whose letters all look like Latin ones, in Latin letters.
    func latinised(_ range: Range<Int>) -> [UInt8]? {
        var letters: [UInt8] = []
        var replaced = 0
        var place = range.lowerBound
        while place < range.upperBound {
            guard let (scalar, length) = InjectionFolding.decode(text, at: place) else { return nil }
            if scalar < 0x80 {
                letters.append(UInt8(scalar))
            } else if let letter = InjectionLetters.lookalikes[scalar] {
                letters.append(letter)
                replaced += 1
            } else {
                return nil
            }
            place += length
        }
        return replaced > 0 && letters.count > 1 ? letters : nil
    }

    mutating func holdsDisguise(_ range: Range<Int>) -> Bool {
        while let next = disguises.first, next.place < range.lowerBound { disguises.removeFirst() }
        guard let next = disguises.first else { return false }
        switch next.kind {
        // Between two letters only: beside a word they are harmless marks of direction or joining.
        case .invisible, .direction: return next.place > range.lowerBound && next.place < range.upperBound
        case .styledLetter, .entity, .fullWidth: return next.place < range.upperBound
        }
    }

    /// A run of Chinese, Japanese or Korean: the longest entries of the lexicon, one after another.
    mutating func readEastern(_ from: Int, before limit: Int) -> Int {
        var place = from
        while place < limit, place != literalEnd, place != quoteEnd {
            guard let (scalar, length) = InjectionFolding.decode(text, at: place), InjectionFolding.isEastern(scalar)
            else { break }
            if let (size, concepts) = lexicon.eastern(in: text, at: place, scalar), place + size <= limit {
                add(concepts, hash: InjectionHash.lowercased(Array(text[place..<place + size])), place..<place + size)
                place += size
            } else {
                place += length
            }
            if tokens.count - first >= Self.longest { endSentence(at: place) }
        }
        return max(place, from + 1)
    }
}
