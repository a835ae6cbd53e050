/// Parts of a word or a text that are being collected, and the run of plain bytes that has not become a part yet.
struct ShellCollector {
    var parts: [ShellPart] = []
    /// Where the run starts.
    var start: Int
    /// Earlier bytes of the run, from before a line continuation.
    var joined: [UInt8] = []

    init(start: Int) { self.start = start }

    /// Adds a part; text goes to the text before it.
    mutating func add(_ part: ShellPart) {
        if case .literal(let text) = part, case .literal(let before)? = parts.last {
            parts[parts.count - 1] = .literal(before + text)
        } else {
            parts.append(part)
        }
    }
}

extension ShellReader {
    /// Where a word stands, as far as it matters to what belongs to it.
    enum WordPlace {
        case argument
        /// The first word of a command: `()` after it makes it a function's name.
        case command
        /// The name of a function, a variable or a coprocess; extended patterns do not count.
        case name
        /// The regular expression after `=~`: `(`, `)` and `|` belong to it, and blanks between parentheses.
        case regularExpression
    }

    /// Reads a word; it has no parts where none stands.
    @inline(never) mutating func readWord(_ place: WordPlace) throws(ShellStop) -> ShellWord {
        // Most words are plain and end at white space.
        let start = position
        var index = start
        while index < end, !ShellByteSet.wordStops.contains(text[index]) { index += 1 }
        let stop = byte(at: index)
        guard index > start,
            stop <= ShellByte.space || stop == ShellByte.semicolon || stop == ShellByte.closeParenthesis
        else { return try readLongWord(place) }
        position = index
        return ShellWord(parts: [.literal(string(start, index))], range: range(from: start))
    }

    /// Reads a word and adds it to others.
    @inline(never) mutating func readWord(_ place: WordPlace, _ words: inout [ShellWord]) throws(ShellStop) {
        words.append(try readWord(place))
    }

    @inline(never) private mutating func readLongWord(_ place: WordPlace) throws(ShellStop) -> ShellWord {
        let start = position
        var collector = ShellCollector(start: start)
        var groups = 0
        while position < end {
            let byte = text[position]
            guard ShellByteSet.wordStops.contains(byte) else {
                position += 1
                continue
            }
            guard ShellByte.isBreak(byte) else {
                try readSpecial(byte, .word, &collector)
                continue
            }
            if groups > 0 || place == .regularExpression {
                if byte == ShellByte.openParenthesis { groups += 1 }
                if byte == ShellByte.closeParenthesis { groups -= 1 }
                if groups > 0 || groups == 0 && byte == ShellByte.closeParenthesis || byte == ShellByte.pipe {
                    position += 1
                    continue
                }
                groups = 0
            }
            if startsProcess(at: position) {
                try readProcess(&collector)
            } else if byte == ShellByte.openParenthesis, startsPattern(place, collector) {
                try readPattern(&collector)
            } else {
                break
            }
        }
        guard groups == 0 else { throw error("unexpected end, `)` is missing") }
        flush(&collector)
        return ShellWord(parts: collector.parts, range: range(from: start))
    }

    // MARK: Runs

    /// Makes a part of the run that ends here.
    @inline(__always) func flush(_ collector: inout ShellCollector) { flush(&collector, before: position) }

    /// Makes a part of the run that ends before an index.
    @inline(never) func flush(_ collector: inout ShellCollector, before index: Int) {
        if collector.joined.isEmpty {
            guard index > collector.start else { return }
            collector.parts.append(.literal(string(collector.start, index)))
        } else {
            collector.joined += UnsafeBufferPointer(start: text + collector.start, count: index - collector.start)
            collector.parts.append(.literal(String(decoding: collector.joined, as: UTF8.self)))
            collector.joined.removeAll()
        }
    }

    /// Adds a part; the next run starts here.
    ///
    /// It is `mutating` so that the reader is looked at only after the part has been read: in `add(try read(), to: …)`
    /// another method would get a copy from before.
    @inline(never) mutating func add(_ part: ShellPart, to collector: inout ShellCollector) {
        collector.parts.append(part)
        collector.start = position
    }

    // MARK: Extended patterns and process substitution

    /// Whether the mark before a parenthesis makes it an extended pattern.
    private func startsPattern(_ place: WordPlace, _ collector: ShellCollector) -> Bool {
        guard place != .name, position > collector.start, ShellByte.isPatternMark(text[position - 1]) else {
            return false
        }
        guard place == .command else { return true }
        // `name+()` defines a function.
        var index = position + 1
        while byte(at: index) == ShellByte.space || byte(at: index) == ShellByte.tab { index += 1 }
        return byte(at: index) != ShellByte.closeParenthesis
    }

    /// Reads `(…)` after a mark.
    @inline(never) private mutating func readPattern(_ collector: inout ShellCollector) throws(ShellStop) {
        let mark = Character(Unicode.Scalar(text[position - 1]))
        flush(&collector, before: position - 1)
        try enter()
        position += 1
        let start = position
        let body = ShellWord(parts: try readText(.pattern), range: range(from: start))
        position += 1
        leave()
        add(.pattern(mark: mark, body: body), to: &collector)
    }

    /// Reads `<(…)` or `>(…)`.
    @inline(never) mutating func readProcess(_ collector: inout ShellCollector) throws(ShellStop) {
        flush(&collector)
        let isOutput = current == ShellByte.greater
        position = skippingContinuations(position + 1)
        let script = try readParenthesised()
        add(.process(script, isOutput: isOutput), to: &collector)
    }
}
