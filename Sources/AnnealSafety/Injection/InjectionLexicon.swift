/// Which concepts words and phrases stand for, in ten languages.
///
/// Words are known by their FNV-1a hash after folding (accents off, lower case), so that looking one up costs no more
/// than hashing its bytes. Stems are found on the way, since the hash of every beginning of a word is at hand.
struct InjectionLexicon: Sendable {
    /// Whole words.
    private var words: [UInt64: InjectionConcepts] = [:]
    /// Beginnings of words.
    private var stems: [UInt64: InjectionConcepts] = [:]
    /// Phrases by the hash of their first word (or stem), the longest first.
    private var phrases: [UInt64: [Phrase]] = [:]
    /// Entries in letters without spaces between words, by their first scalar, the longest first.
    private var eastern: [UInt32: [Eastern]] = [:]
    /// A bit for each hash of a stem, so that most beginnings are dismissed without a look at the table.
    private var stemFilter = [UInt64](repeating: 0, count: Self.filterWords)
    /// The same for words that begin a phrase.
    private var phraseFilter = [UInt64](repeating: 0, count: Self.filterWords)

    /// A phrase of two or more words.
    struct Phrase: Sendable {
        /// Hashes of the words after the first.
        var rest: [UInt64]
        /// Whether the last one is only the beginning of a word.
        var endsInStem: Bool
        var concepts: InjectionConcepts
    }

    /// An entry of Chinese, Japanese or Korean.
    struct Eastern: Sendable {
        /// UTF-8.
        var bytes: [UInt8]
        var concepts: InjectionConcepts
    }

    private static let filterWords = 1024

    /// All languages. Made once.
    static let shared = Self(
        english: englishPeople + englishActs + englishObjects + englishManner + englishFrame + englishDeeds
            + englishReaders,
        others: [
            german, french, spanish, italian, portuguese, russian, chinese, japanese, korean, hindi, arabic,
            dutch, polish, swedish, turkish,
        ])

    private init(english: [(InjectionConcept, String)], others: [[(InjectionConcept, String)]]) {
        for (concept, entries) in english { add(entries, concept, isEnglish: true) }
        for language in others { for (concept, entries) in language { add(entries, concept, isEnglish: false) } }
        for key in phrases.keys { phrases[key]?.sort { $0.rest.count > $1.rest.count } }
        for key in eastern.keys { eastern[key]?.sort { $0.bytes.count > $1.bytes.count } }
    }

    private mutating func add(_ entries: String, _ concept: InjectionConcept, isEnglish: Bool) {
        for entry in entries.split(separator: ",") {
            let text = String(entry).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let folded = isEnglish ? Array(text.utf8) : InjectionFolding.folded(text)
            guard !folded.isEmpty else { continue }
            add(folded, InjectionConcepts(concept))
        }
    }

    private mutating func add(_ entry: [UInt8], _ concepts: InjectionConcepts) {
        if let first = InjectionFolding.scalar(in: entry, at: 0)?.value, InjectionFolding.isEastern(first) {
            eastern[first, default: []].append(Eastern(bytes: entry, concepts: concepts))
            return
        }
        let parts = entry.split(separator: UInt8(ascii: " ")).map(Array.init)
        guard let first = parts.first else { return }
        if parts.count > 1 {
            let isStem = first.last == UInt8(ascii: "*")
            let hash = InjectionHash.lowercased(isStem ? Array(first.dropLast()) : first)
            let rest = parts.dropFirst().map { part in
                InjectionHash.lowercased(part.last == UInt8(ascii: "*") ? Array(part.dropLast()) : part)
            }
            let phrase = Phrase(
                rest: rest, endsInStem: parts.last?.last == UInt8(ascii: "*"), concepts: concepts)
            phrases[hash, default: []].append(phrase)
            Self.set(hash, in: &phraseFilter)
        } else if first.last == UInt8(ascii: "*"), first.count > 1 {
            let hash = InjectionHash.lowercased(Array(first.dropLast()))
            stems[hash, default: []].insert(concepts)
            Self.set(hash, in: &stemFilter)
        } else {
            words[InjectionHash.lowercased(first), default: []].insert(concepts)
        }
    }

    private static func set(_ hash: UInt64, in filter: inout [UInt64]) {
        let bit = Int(truncatingIfNeeded: hash >> 40) & (filterWords * 64 - 1)
        filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    private static func isSet(_ hash: UInt64, in filter: [UInt64]) -> Bool {
        let bit = Int(truncatingIfNeeded: hash >> 40) & (filterWords * 64 - 1)
        return filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    /// The concepts of a word.
    ///
    /// - Parameter bytes: folded; upper case is taken for lower case.
    /// - Returns: the concepts and the hash of the word in lower case.
    /// - Complexity: O(length).
    func look(up bytes: some Collection<UInt8>) -> (concepts: InjectionConcepts, hash: UInt64) {
        var hash = InjectionHash.start
        var concepts: InjectionConcepts = []
        var length = 0
        for byte in bytes {
            hash = InjectionHash.adding(InjectionHash.lower(byte), to: hash)
            length += 1
            guard length > 1, Self.isSet(hash, in: stemFilter), let found = stems[hash] else { continue }
            concepts.insert(found)
        }
        if let found = words[hash] { concepts.insert(found) }
        return (concepts, hash)
    }

    /// The phrases that may begin with a word.
    func phrases(from hash: UInt64) -> [Phrase]? {
        Self.isSet(hash, in: phraseFilter) ? phrases[hash] : nil
    }

    /// The longest entry of Chinese, Japanese or Korean that stands at a place.
    ///
    /// - Returns: its length in bytes and its concepts; `nil` when there is none.
    func eastern(in bytes: UnsafeBufferPointer<UInt8>, at place: Int, _ scalar: UInt32) -> (Int, InjectionConcepts)? {
        guard let entries = eastern[scalar] else { return nil }
        for entry in entries where place + entry.bytes.count <= bytes.count {
            var isEqual = true
            for index in 1..<entry.bytes.count where bytes[place + index] != entry.bytes[index] {
                isEqual = false
                break
            }
            guard isEqual else { continue }
            var concepts = entry.concepts
            for other in entries where other.bytes == entry.bytes { concepts.insert(other.concepts) }
            return (entry.bytes.count, concepts)
        }
        return nil
    }
}

/// FNV-1a in 64 bits: cheap, and the same on every machine, which the weights of the classifier rely on.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm" (IETF draft).
enum InjectionHash {
    static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// A number mixed in whole.
    @inline(__always)
    static func mixing(_ number: UInt64, into hash: UInt64) -> UInt64 {
        var mixed = (hash ^ number) &* 0x9e37_79b9_7f4a_7c15
        mixed ^= mixed >> 29
        return mixed
    }

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }

    /// The hash of bytes with ASCII letters in lower case.
    static func lowercased(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(start) { adding(lower($1), to: $0) }
    }
}
