extension InjectionReader {
    /// A quotation mark: a string that is a text of its own, a quotation within a sentence, or an apostrophe.
    ///
    /// - Returns: the place after it.
    mutating func readQuote(_ mark: UInt8, _ at: Int, before limit: Int) -> Int {
        var next = at + 1
        while next < limit, text[next] == mark { next += 1 }
        if next - at >= 2 {
            // ``` and """ fence; '' and "" are empty.
            if next - at >= 3 { endSentence(at: at) }
            return next
        }
        guard quoteEnd <= at, literalEnd <= at || literalEnd < 0 else { return next }
        if mark == UInt8(ascii: "'"), at > 0, InjectionBytes.isWord(text[at - 1]) { return next }
        guard next < limit, text[next] > 32, let end = endOfQuote(mark, next, before: limit) else { return next }
        let words = countWords(next..<end)
        if isLiteral(at, words: words) {
            guard words >= 3 else {
                // A key or a short value: it leads what follows.
                return next
            }
            let leading = conceptsOfSentence().union(lead)
            let isArgument = at > 0 && !endsInColon(before: at)
            endSentence(at: at)
            lead = leading
            lineLead.insert(leading)
            place = linePlace
            if isArgument { place.insert(.argument) }
            literalEnd = end
            return next
        }
        quoteEnd = end
        if mark == UInt8(ascii: "`"), isCode(next..<end, words: words) {
            quoteTrait = .code
        } else {
            quoteTrait = words >= 2 ? .quoted : []
        }
        return next
    }

    /// Leaves a string that was a text of its own.
    mutating func leaveLiteral(_ at: Int) {
        endSentence(at: at)
        literalEnd = -1
        place = linePlace
        lead = lineLead
    }

    /// Where a quotation ends: on its line, within 600 bytes; a backslash protects the mark.
    private mutating func endOfQuote(_ mark: UInt8, _ from: Int, before limit: Int) -> Int? {
        if let none = noQuoteEnd[mark], from < none { return nil }
        var at = from
        let bound = min(limit, from + 600)
        defer { steps += at - from }
        while at < bound {
            let byte = text[at]
            if byte == 10, mark != 34 || at + 1 < bound && text[at + 1] <= 32 { break }
            if byte == 92 {
                at += 2
                continue
            }
            if byte == mark {
                // An apostrophe within a word does not close.
                let isInner = mark == 39 && at + 1 < limit && InjectionBytes.isWord(text[at + 1])
                if !isInner { return at }
            }
            at += 1
        }
        noQuoteEnd[mark] = min(at, bound)
        return nil
    }

    private func countWords(_ range: Range<Int>) -> Int {
        var count = 0
        var wasWord = false
        var eastern = 0
        for place in range.prefix(600) {
            let isWord = text[place] != 32 && text[place] != 9
            if isWord, !wasWord { count += 1 }
            if text[place] >= 0xE3 { eastern += 1 }
            wasWord = isWord
        }
        return count + eastern / 2
    }

    /// A string of code or data follows an opening sign; a quotation of prose follows a word.
    private func isLiteral(_ at: Int, words: Int) -> Bool {
        if text[at] == UInt8(ascii: "`"), carrier != .code { return false }
        var before = at - 1
        while before >= lineStart, before >= 0, text[before] == 32 || text[before] == 9 { before -= 1 }
        guard before >= lineStart, before >= 0 else { return true }
        switch text[before] {
        case UInt8(ascii: "="), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ":"),
            UInt8(ascii: ","), UInt8(ascii: ">"), UInt8(ascii: "+"), UInt8(ascii: "|"), UInt8(ascii: "\""),
            UInt8(ascii: "!"), UInt8(ascii: "&"), UInt8(ascii: "-"):
            return before == at - 1 || text[before] != UInt8(ascii: ",") || signs > 0
        default:
            // `return "…"`, `raise "…"`, `f"…"` in code.
            return carrier == .code && (tokens.count - first <= 2) && words >= 3 && !place.contains(.codeComment)
        }
    }

    private func endsInColon(before at: Int) -> Bool {
        var before = at - 1
        while before > lineStart, text[before] == 32 { before -= 1 }
        return text[before] == UInt8(ascii: ":") || text[before] == UInt8(ascii: "=") || before <= lineStart
    }

    /// Whether what stands in backticks is a command or a name, not a sentence.
    private func isCode(_ range: Range<Int>, words: Int) -> Bool {
        guard words >= 3 else { return true }
        for place in range {
            switch text[place] {
            case UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "|"), UInt8(ascii: "$"), UInt8(ascii: "("),
                UInt8(ascii: "{"), UInt8(ascii: "<"):
                return true
            case UInt8(ascii: "-") where place > range.lowerBound && text[place - 1] == 32: return true
            default: continue
            }
        }
        var end = range.lowerBound
        while end < range.upperBound, text[end] != 32 { end += 1 }
        let head = lexicon.look(up: UnsafeBufferPointer(rebasing: text[range.lowerBound..<end])).concepts
        return head.contains(.command)
    }
}
