extension ShellReader {
    /// Reads the whole text as a script.
    mutating func readScript() throws(ShellStop) -> ShellScript {
        let script = try readItems()
        guard position >= end else { throw unexpected() }
        // Documents without a line after the command are empty, as they are to bash.
        if !pending.isEmpty { try readDocuments() }
        return script
    }

    /// Reads commands up to something that none can start with, which the caller has to look at.
    mutating func readItems() throws(ShellStop) -> ShellScript {
        var items: [ShellItem] = []
        while true {
            try skipLines()
            let byte = current
            guard position < end, byte != ShellByte.closeParenthesis, byte != ShellByte.semicolon else { break }
            let word = reservedWord()
            if let word, word.isClosing { break }
            var item = try readItem(word)
            skipBlanks()
            let separator = current
            if separator == ShellByte.ampersand {
                item.isBackground = true
                position += 1
                items.append(item)
                continue
            }
            items.append(item)
            if separator == ShellByte.semicolon {
                let next = self.byte(at: skippingContinuations(position + 1))
                if next == ShellByte.semicolon || next == ShellByte.ampersand { break }
                position += 1
            } else if separator != ShellByte.newline, separator != ShellByte.hash {
                break
            }
        }
        return ShellScript(items: items)
    }

    /// Reads at least one command.
    mutating func readBody() throws(ShellStop) -> ShellScript {
        let script = try readItems()
        guard !script.items.isEmpty else { throw unexpected() }
        return script
    }

    /// Reads pipelines with `&&` and `||` between them.
    @inline(never) private mutating func readItem(_ word: ShellReserved?) throws(ShellStop) -> ShellItem {
        let first = try readPipeline(word)
        skipBlanks()
        guard var connector = takeConnector() else { return ShellItem(pipelines: [first]) }
        var pipelines = [first]
        var connectors: [ShellItem.Connector] = []
        while true {
            connectors.append(connector)
            try skipLines()
            pipelines.append(try readPipeline(reservedWord()))
            skipBlanks()
            guard let next = takeConnector() else { break }
            connector = next
        }
        return ShellItem(pipelines: pipelines, connectors: connectors)
    }

    @inline(__always) private mutating func takeConnector() -> ShellItem.Connector? {
        let byte = current
        guard byte == ShellByte.ampersand || byte == ShellByte.pipe else { return nil }
        let second = skippingContinuations(position + 1)
        guard self.byte(at: second) == byte else { return nil }
        position = second + 1
        return byte == ShellByte.ampersand ? .and : .or
    }

    /// Reads commands with `|` between them.
    @inline(never) private mutating func readPipeline(_ word: ShellReserved?) throws(ShellStop) -> ShellPipeline {
        var word = word
        var negations = 0
        var timing: ShellPipeline.Timing?
        while word == .not || word == .time {
            position = wordEnd
            if word == .not {
                negations += 1
            } else {
                let isPortable = takeTimeOptions()
                timing = ShellPipeline.Timing(isPortable: isPortable || timing?.isPortable == true)
            }
            skipBlanks()
            if endsEmptyPipeline() { return ShellPipeline(commands: [], negations: negations, timing: timing) }
            word = reservedWord()
        }
        let first = try readCommand(word)
        skipBlanks()
        guard current == ShellByte.pipe, byte(at: skippingContinuations(position + 1)) != ShellByte.pipe else {
            return ShellPipeline(commands: [first], negations: negations, timing: timing)
        }
        var pipeline = ShellPipeline(commands: [first], negations: negations, timing: timing)
        while current == ShellByte.pipe {
            let second = skippingContinuations(position + 1)
            let next = byte(at: second)
            if next == ShellByte.pipe { break }
            pipeline.passesErrors.append(next == ShellByte.ampersand)
            position = next == ShellByte.ampersand ? second + 1 : position + 1
            try skipLines()
            let word = reservedWord()
            if word == .not { throw unexpected() }
            // Here `time` is a program like any other.
            pipeline.commands.append(try readCommand(word == .time ? nil : word))
            skipBlanks()
        }
        return pipeline
    }

    /// Whether the command ends here, so that `!` or `time` stands alone.
    private func endsEmptyPipeline() -> Bool {
        switch current {
        case 0, ShellByte.newline, ShellByte.hash: true
        case ShellByte.semicolon: !isClauseEnd()
        default: false
        }
    }

    /// Whether `;;` or `;&` stands here.
    func isClauseEnd() -> Bool {
        guard current == ShellByte.semicolon else { return false }
        let next = byte(at: skippingContinuations(position + 1))
        return next == ShellByte.semicolon || next == ShellByte.ampersand
    }

    /// Goes over `-p` and `--` after `time`; tells whether there was a `-p`.
    private mutating func takeTimeOptions() -> Bool {
        skipBlanks()
        let isPortable = takeOption(UInt8(ascii: "p"))
        skipBlanks()
        _ = takeOption(ShellByte.dash)
        return isPortable
    }

    private mutating func takeOption(_ letter: UInt8) -> Bool {
        guard current == ShellByte.dash, byte(at: position + 1) == letter else { return false }
        let next = byte(at: position + 2)
        guard next == 0 || ShellByte.isBreak(next) else { return false }
        position += 2
        return true
    }

    /// The reserved word that stands here, if it is one; where it ends is in `wordEnd` then.
    @inline(__always) mutating func reservedWord() -> ShellReserved? {
        let first = current
        guard
            first &- 97 < 26 || first == ShellByte.openBrace || first == ShellByte.closeBrace
                || first == ShellByte.exclamation || first == ShellByte.openBracket || first == ShellByte.closeBracket
        else { return nil }
        return longerReservedWord()
    }

    private mutating func longerReservedWord() -> ShellReserved? {
        var key: UInt64 = 0
        var count: UInt64 = 0
        var index = position
        while index < end {
            let byte = text[index]
            if ShellByteSet.wordStops.contains(byte) {
                if ShellByte.isBreak(byte) { break }
                // A quoted word is never reserved; only a line may be continued within it.
                guard byte == ShellByte.backslash, self.byte(at: index + 1) == ShellByte.newline else { return nil }
                index += 2
                continue
            }
            guard count < 8 else { return nil }
            key |= UInt64(byte) << (8 * count)
            count += 1
            index += 1
        }
        guard let word = ShellReserved(rawValue: key), !startsProcess(at: index) else { return nil }
        wordEnd = index
        return word
    }

    /// Whether `<(` or `>(` stands at an index, which would be part of the word before it.
    @inline(__always) func startsProcess(at index: Int) -> Bool {
        let byte = byte(at: index)
        guard byte == ShellByte.less || byte == ShellByte.greater else { return false }
        return self.byte(at: skippingContinuations(index + 1)) == ShellByte.openParenthesis
    }

    /// Goes over a reserved word that has to stand here.
    mutating func expect(_ word: ShellReserved) throws(ShellStop) {
        guard reservedWord() == word else { throw missing(word) }
        position = wordEnd
    }

    @inline(never) private mutating func missing(_ word: ShellReserved) -> ShellStop {
        position < end ? unexpected() : error("unexpected end, `\(word.text)` is missing")
    }
}
