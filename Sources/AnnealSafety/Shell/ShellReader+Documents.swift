/// The text of a here-document, which the parser knows only after it has made the redirection.
///
/// `Sendable` although it changes: the parser fills it once, before it hands out the tree; after that nothing writes.
final class ShellDocumentText: @unchecked Sendable {
    fileprivate(set) var word: ShellWord?

    init(_ word: ShellWord?) { self.word = word }
}

/// A here-document whose text has not been reached.
struct ShellPendingDocument {
    let text: ShellDocumentText
    let delimiter: ShellDelimiter
    let stripsTabs: Bool
}

/// What ends a here-document.
struct ShellDelimiter {
    /// The line that ends it.
    let line: [UInt8]
    /// Whether it is quoted, so that the text is not expanded.
    let isQuoted: Bool

    /// Takes the quotes from a delimiter; `nil` for one that holds an expansion, a line end or bytes that are no UTF-8.
    init?(_ word: ShellWord) {
        var text = ""
        var isQuoted = false
        for part in word.parts {
            switch part {
            case .literal(let part): text += part
            case .escaped(let part), .singleQuoted(let part), .ansiQuoted(let part, _):
                text += part
                isQuoted = true
            case .doubleQuoted(let parts), .localized(let parts):
                for part in parts {
                    switch part {
                    case .literal(let part), .escaped(let part): text += part
                    case .variable(let name): text += "$" + name
                    default: return nil
                    }
                }
                isQuoted = true
            case .variable(let name): text += "$" + name
            default: return nil
            }
        }
        line = Array(text.utf8)
        self.isQuoted = isQuoted
        // Bytes that are no UTF-8 have been replaced, so that the line could not be found.
        guard !line.contains(ShellByte.newline), !text.unicodeScalars.contains("\u{FFFD}") else { return nil }
    }
}

extension ShellReader {
    /// Remembers that the text of a here-document begins after the line.
    mutating func announceDocument(_ redirection: ShellRedirection) throws(ShellStop) {
        guard let delimiter = ShellDelimiter(redirection.target) else {
            throw error("the end mark of a here-document holds more than plain text")
        }
        pending.append(
            ShellPendingDocument(
                text: redirection.text, delimiter: delimiter,
                stripsTabs: redirection.operation == .hereDocumentWithoutTabs))
    }

    /// Reads the texts that begin here, one after the other.
    mutating func readDocuments() throws(ShellStop) {
        let documents = pending
        pending = []
        for document in documents { try readDocument(document) }
    }

    /// Reads a text with the line that ends it.
    private mutating func readDocument(_ document: ShellPendingDocument) throws(ShellStop) {
        let isOutermost = isOutermost
        try enter()
        let start = position
        var last = end
        var isEnded = false
        var isPlain = true
        while position < end {
            let line = readLine(document)
            if line.endsDocument {
                last = line.start
                isEnded = true
                break
            }
            if !line.isPlain { isPlain = false }
            // What bash makes of this depends on whether more input follows.
            guard !line.isUnfinished else { throw error("a here-document ends with a backslash") }
        }
        // Only the end of the script may stand for the mark, as it does to bash.
        guard isEnded || isOutermost else { throw error("the end mark of a here-document is missing", at: start) }
        // A text that nothing ends is whole lines as well, to bash.
        if last > start, text[last - 1] != ShellByte.newline { isPlain = false }
        let after = position
        if isPlain {
            document.text.word = try within(start..<last) { (reader) throws(ShellStop) in
                try reader.readDocumentText(document)
            }
        } else {
            let stripped = stripped(start..<last, document)
            document.text.word = try within(stripped) { (reader) throws(ShellStop) in
                try reader.readDocumentText(document)
            }
        }
        position = after
        leave()
    }

    private mutating func readDocumentText(
        _ document: ShellPendingDocument
    ) throws(ShellStop) -> ShellWord {
        let start = position
        if document.delimiter.isQuoted {
            position = end
            let parts: [ShellPart] = start < end ? [.literal(string(start, end))] : []
            return ShellWord(parts: parts, range: range(from: start))
        }
        let outer = (pending, endsAtParenthesis, isInDocument)
        (pending, endsAtParenthesis, isInDocument) = ([], false, true)
        let word = ShellWord(parts: try readText(.document), range: range(from: start))
        (pending, endsAtParenthesis, isInDocument) = outer
        return word
    }

    /// A line of a here-document.
    private struct Line {
        let start: Int
        /// Whether the text is over; the reader is after the mark then.
        var endsDocument = false
        /// Whether it belongs to the text as it is written.
        var isPlain = true
        /// Whether it is the last of all and a backslash ends it.
        var isUnfinished = false
    }

    /// Reads a line, with the lines that a backslash joins to it where the delimiter is not quoted.
    private mutating func readLine(_ document: ShellPendingDocument) -> Line {
        var line = Line(start: position)
        var index = position
        let joins = !document.delimiter.isQuoted
        var backslashes = 0
        while index < end {
            let byte = text[index]
            if byte == ShellByte.backslash {
                backslashes += 1
            } else {
                if byte == ShellByte.newline {
                    guard joins, backslashes & 1 == 1 else { break }
                    line.isPlain = false
                }
                backslashes = 0
            }
            index += 1
        }
        let lineEnd = index
        line.isUnfinished = joins && lineEnd == end && backslashes & 1 == 1
        var content = joins ? skippingContinuations(position) : position
        if document.stripsTabs, !matches(document.delimiter, at: content, lineEnd, joins) {
            while byte(at: content) == ShellByte.tab {
                line.isPlain = false
                content += 1
                if joins { content = skippingContinuations(content) }
            }
        }
        if let after = delimiterEnd(document.delimiter, at: content, joins) {
            if after == lineEnd {
                line.endsDocument = true
                position = min(lineEnd + 1, end)
                return line
            }
            // Within `$(…)` a line that starts with the mark and closes the parenthesis ends the text, and what follows
            // the mark is read as commands; but not in a document within a document, which nobody writes and which
            // could not be printed.
            if endsAtParenthesis, !isInDocument, closesParenthesis(after, lineEnd) {
                line.endsDocument = true
                position = after
                return line
            }
        }
        position = min(lineEnd + 1, end)
        return line
    }

    private func matches(_ delimiter: ShellDelimiter, at index: Int, _ lineEnd: Int, _ joins: Bool) -> Bool {
        delimiterEnd(delimiter, at: index, joins) == lineEnd
    }

    /// Where the mark ends that stands at an index; `nil` where it does not.
    private func delimiterEnd(_ delimiter: ShellDelimiter, at index: Int, _ joins: Bool) -> Int? {
        var index = index
        for expected in delimiter.line {
            if joins { index = skippingContinuations(index) }
            guard index < end, text[index] == expected else { return nil }
            index += 1
        }
        return joins ? skippingContinuations(index) : index
    }

    private func closesParenthesis(_ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end {
            if text[index] == ShellByte.closeParenthesis { return true }
            index += 1
        }
        return false
    }

    /// The text without the tabs and line continuations that do not belong to it, and with a line end at its end.
    private func stripped(_ range: Range<Int>, _ document: ShellPendingDocument) -> ShellMappedText {
        let joins = !document.delimiter.isQuoted
        var kept = ShellMappedText()
        kept.end = place(range.upperBound)
        var isAtStart = true
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            if joins, byte == ShellByte.backslash, index + 1 < range.upperBound {
                if text[index + 1] == ShellByte.newline {
                    index += 2
                    continue
                }
                kept.append(byte, from: place(index))
                kept.append(text[index + 1], from: place(index + 1))
                index += 2
                isAtStart = false
                continue
            }
            if !(isAtStart && document.stripsTabs && byte == ShellByte.tab) {
                kept.append(byte, from: place(index))
                isAtStart = byte == ShellByte.newline
            }
            index += 1
        }
        if let last = kept.bytes.last, last != ShellByte.newline { kept.append(ShellByte.newline, from: kept.end) }
        return kept
    }
}
