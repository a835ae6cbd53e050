/// Takes a text apart into sentences and tokens, whatever it is: prose, markup, code, data, logs.
///
/// One pass, no look back; looking ahead is bounded, so that the time is linear in the text for any input.
struct InjectionReader {
    /// The tokens of all sentences, in order.
    var tokens: [InjectionToken] = []
    /// The sentences, in order of their start.
    var sentences: [InjectionSentence] = []

    let text: UnsafeBufferPointer<UInt8>
    let lexicon: InjectionLexicon
    let carrier: InjectionCarrier
    /// Places of disguises, which are marked on the tokens that hold them.
    var disguises: ArraySlice<InjectionFolding.Disguise>

    /// The sentence and the line that are being read.
    var first = 0
    var start = -1
    var label: InjectionConcepts = []
    var lead: InjectionConcepts = []
    var place: InjectionSentence.Place = []
    var signs = 0
    var lineStart = 0
    var linePlace: InjectionSentence.Place = []
    var lineLead: InjectionConcepts = []
    /// The end of a quotation within the sentence, and whether it is in backticks.
    var quoteEnd = -1
    var quoteTrait: InjectionToken.Traits = []
    /// The end of a string that is a text of its own.
    var literalEnd = -1
    /// Whether the next token begins a clause.
    var opensClause = true
    var commentEnd = -1
    var hiddenElement: UInt64 = 0
    var hiddenDepth = 0
    /// How often tags were opened and not closed yet, by the hash of their name.
    var openTags: [UInt64: Int] = [:]
    /// Up to here there is no end of a tag, of a quotation: found out once.
    var noTagEnd = -1
    var noQuoteEnd: [UInt8: Int] = [:]
    var depth = 0
    /// Characters and tokens that were looked at, looking ahead included.
    var steps = 0

    /// Tokens after which a sentence is cut, whatever follows.
    static let longest = 72

    init(
        _ text: UnsafeBufferPointer<UInt8>, carrier: InjectionCarrier, lexicon: InjectionLexicon,
        disguises: [InjectionFolding.Disguise]
    ) {
        self.text = text
        self.lexicon = lexicon
        self.carrier = carrier
        self.disguises = disguises[...]
        tokens.reserveCapacity(text.count / 6)
    }

    /// Reads the whole text.
    ///
    /// - Complexity: O(n).
    mutating func read() {
        beginLine(at: 0)
        read(0..<text.count)
        endSentence(at: text.count)
    }

    /// Reads a part of the text.
    mutating func read(_ range: Range<Int>) {
        var at = range.lowerBound
        while at < range.upperBound {
            steps += 1
            if commentEnd >= 0, at >= commentEnd { leaveComment(at) }
            if literalEnd >= 0, at >= literalEnd { leaveLiteral(at) }
            if at >= quoteEnd { quoteTrait = [] }
            let byte = text[at]
            if InjectionBytes.isWord(byte) {
                at = readWord(at, before: range.upperBound)
            } else {
                at = readSign(byte, at, before: range.upperBound)
            }
            if tokens.count - first >= Self.longest { endSentence(at: at) }
        }
    }

    /// Reads one character that is no letter.
    mutating func readSign(_ byte: UInt8, _ at: Int, before end: Int) -> Int {
        switch byte {
        case 10:
            return endLine(at, before: end)
        case 32, 9: return at + 1
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            if let next = readDotted(at, before: end) { return next }
            var next = at + 1
            while next < end, [33, 46, 63, 41, 34, 39, 42, 95].contains(text[next]), next != literalEnd { next += 1 }
            if next >= end || text[next] <= 32 || next == literalEnd || text[next] == UInt8(ascii: "<") {
                if quoteEnd < next || quoteEnd - at > 300 { endSentence(at: next, with: byte) }
            }
            return next
        case UInt8(ascii: "<"): return readAngle(at, before: end)
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return readQuote(byte, at, before: end)
        case UInt8(ascii: ":"):
            readColon(at, before: end)
            opensClause = true
            return at + 1
        case UInt8(ascii: "]"), UInt8(ascii: ")"):
            closeBracket(at)
            return at + 1
        case UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "$"), UInt8(ascii: "-"), UInt8(ascii: "@"):
            return readPrefixed(byte, at, before: end)
        case UInt8(ascii: "|"): return readPipe(at, before: end)
        case UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"):
            signs += 1
            opensClause = true
            if byte != UInt8(ascii: ";") || carrier == .code { endSentence(at: at + 1) }
            return at + 1
        case UInt8(ascii: "="), UInt8(ascii: "["), UInt8(ascii: "("):
            signs += 1
            opensClause = true
            if byte == UInt8(ascii: "["), start < 0 { start = at }
            return at + 1
        case UInt8(ascii: ","):
            opensClause = true
            return at + 1
        case UInt8(ascii: "#"):
            if at + 1 < end, text[at + 1] == 32, at > lineStart, text[at - 1] == 32, carrier.hasHashComments {
                beginComment(at)
            }
            return at + 1
        case UInt8(ascii: "\\"):
            // Escapes of strings: a line end ends a sentence there too.
            guard at + 1 < end else { return end }
            if text[at + 1] == UInt8(ascii: "n") || text[at + 1] == UInt8(ascii: "r") { endSentence(at: at) }
            return InjectionBytes.isLetter(text[at + 1]) || text[at + 1] == byte || text[at + 1] == 34 ? at + 2 : at + 1
        default:
            signs += byte == UInt8(ascii: "+") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&") ? 1 : 0
            return at + 1
        }
    }

    /// A comment of code after something else on its line.
    mutating func beginComment(_ at: Int) {
        let before = conceptsOfSentence()
        endSentence(at: at)
        lineLead.insert(before)
        lead = lineLead
        linePlace.insert(.codeComment)
        place = linePlace
    }

    /// Ends the sentence that is being read, if there is one.
    mutating func endSentence(at end: Int, with ending: UInt8 = 0) {
        defer {
            first = tokens.count
            start = -1
            label = []
            signs = 0
            place = linePlace
            lead = lineLead
            opensClause = true
            if quoteEnd <= end { quoteTrait = [] }
        }
        guard tokens.count > first else { return }
        steps += tokens.count - first
        joinPhrases(first..<tokens.count)
        var sentence = InjectionSentence(
            tokens: first..<tokens.count, start: Int(tokens[first].start), end: end, place: place)
        if start >= 0, start < sentence.start { sentence.start = start }
        sentence.concepts = conceptsOfSentence()
        sentence.label = label
        sentence.lead = lead
        sentence.signs = signs
        sentence.ending = ending
        if commentEnd >= 0 { sentence.place.insert(.markupComment) }
        if hiddenDepth > 0 { sentence.place.insert(.hiddenElement) }
        if literalEnd >= 0 { sentence.place.insert(.literal) }
        sentences.append(sentence)
    }

    /// The concepts of the tokens so far.
    func conceptsOfSentence() -> InjectionConcepts {
        var concepts: InjectionConcepts = []
        for token in tokens[first...] where !token.traits.contains(.quoted) { concepts.insert(token.concepts) }
        return concepts
    }

    /// Adds a token.
    mutating func add(
        _ concepts: InjectionConcepts, hash: UInt64, _ range: Range<Int>, traits: InjectionToken.Traits = []
    ) {
        if tokens.count == first, start < 0 { start = range.lowerBound }
        var traits = traits.union(quoteTrait)
        if opensClause { traits.insert(.opensClause) }
        opensClause = false
        tokens.append(
            InjectionToken(
                hash: hash, concepts: concepts, start: Int32(truncatingIfNeeded: range.lowerBound),
                end: Int32(truncatingIfNeeded: range.upperBound), traits: traits))
    }
}
