extension ShellReader {
    /// Reads what follows `if`.
    mutating func readConditional() throws(ShellStop) -> ShellCommand.Kind {
        var branches: [ShellBranch] = []
        while true {
            let condition = try readBody()
            try expect(.then)
            branches.append(ShellBranch(condition: condition, body: try readBody()))
            guard reservedWord() == .elif else { break }
            position = wordEnd
        }
        var otherwise: ShellScript?
        if reservedWord() == .elseWord {
            position = wordEnd
            otherwise = try readBody()
        }
        try expect(.fi)
        return .conditional(branches: branches, otherwise: otherwise)
    }

    /// Reads what follows `while` or `until`.
    mutating func readLoop(isUntil: Bool) throws(ShellStop) -> ShellCommand.Kind {
        let condition = try readBody()
        try expect(.doWord)
        let body = try readBody()
        try expect(.done)
        return .loop(isUntil: isUntil, condition: condition, body: body)
    }

    /// Reads what follows `for`.
    mutating func readFor() throws(ShellStop) -> ShellCommand.Kind {
        skipBlanks()
        guard current == ShellByte.openParenthesis else { return try readIteration(isSelect: false) }
        let second = skippingContinuations(position + 1)
        guard byte(at: second) == ShellByte.openParenthesis else { throw unexpected() }
        position = second + 1
        let initial = try readLoopPart(ShellByte.semicolon)
        let condition = try readLoopPart(ShellByte.semicolon)
        let step = try readLoopPart(ShellByte.closeParenthesis)
        guard current == ShellByte.closeParenthesis else { throw unexpected() }
        position += 1
        skipBlanks()
        if current == ShellByte.semicolon, !isClauseEnd() { position += 1 }
        try skipLines()
        return .arithmeticLoop(initial: initial, condition: condition, step: step, body: try readLoopBody())
    }

    /// Reads a part of `for ((…))` with the byte after it; `nil` where nothing but blanks stands.
    private mutating func readLoopPart(_ close: UInt8) throws(ShellStop) -> ShellWord? {
        let start = position
        let parts = try readText(.loopPart)
        guard current == close else { throw unexpected() }
        let word = ShellWord(parts: parts, range: range(from: start))
        position += 1
        if case .literal(let text)? = parts.first, parts.count == 1,
            text.utf8.allSatisfy({ $0 == ShellByte.space || $0 == ShellByte.tab || $0 == ShellByte.newline })
        {
            return nil
        }
        return parts.isEmpty ? nil : word
    }

    /// Reads what follows `select`, and `for` where no parenthesis does.
    mutating func readIteration(isSelect: Bool) throws(ShellStop) -> ShellCommand.Kind {
        skipBlanks()
        let variable = try readName()
        skipBlanks()
        var words: [ShellWord]?
        if current == ShellByte.semicolon, !isClauseEnd() {
            position += 1
            try skipLines()
        } else {
            let isOnLine = current != ShellByte.newline && current != ShellByte.hash
            try skipLines()
            let word = reservedWord()
            if word == .inWord {
                position = wordEnd
                words = try readIterationWords()
            } else if isOnLine, word == .openBrace {
                throw unexpected()
            }
        }
        return .iteration(variable: variable, words: words, body: try readLoopBody(), isSelect: isSelect)
    }

    private mutating func readIterationWords() throws(ShellStop) -> [ShellWord] {
        var words: [ShellWord] = []
        while true {
            skipBlanks()
            let byte = current
            if byte == 0 || byte == ShellByte.hash { break }
            if ShellByte.isBreak(byte), !startsProcess(at: position) { break }
            words.append(try readWord(.argument))
        }
        switch current {
        case ShellByte.newline, ShellByte.hash: break
        case ShellByte.semicolon where !isClauseEnd(): position += 1
        default: throw unexpected()
        }
        try skipLines()
        return words
    }

    /// Reads `do … done` or `{ … }`.
    private mutating func readLoopBody() throws(ShellStop) -> ShellScript {
        let word = reservedWord()
        guard word == .doWord || word == .openBrace else { throw unexpected() }
        position = wordEnd
        let body = try readBody()
        try expect(word == .doWord ? .done : .closeBrace)
        return body
    }

    /// Reads what follows `case`.
    mutating func readSelection() throws(ShellStop) -> ShellCommand.Kind {
        skipBlanks()
        let subject = try readWord(.argument)
        guard !subject.parts.isEmpty else { throw unexpected() }
        try skipLines()
        try expect(.inWord)
        var clauses: [ShellClause] = []
        var isLast = false
        while true {
            try skipLines()
            if reservedWord() == .esac { break }
            guard !isLast else { throw unexpected() }
            let clause = try readClause(&isLast)
            clauses.append(clause)
        }
        position = wordEnd
        return .selection(subject: subject, clauses: clauses)
    }

    /// Reads patterns and commands; `isLast` becomes true where no `;;` follows.
    private mutating func readClause(_ isLast: inout Bool) throws(ShellStop) -> ShellClause {
        if current == ShellByte.openParenthesis {
            position += 1
            skipBlanks()
        }
        var patterns: [ShellWord] = []
        while true {
            let pattern = try readWord(.argument)
            guard !pattern.parts.isEmpty, position > 0 else { throw unexpected() }
            patterns.append(pattern)
            skipBlanks()
            guard current == ShellByte.pipe else { break }
            position += 1
            skipBlanks()
        }
        guard current == ShellByte.closeParenthesis else { throw unexpected() }
        position += 1
        let body = try readItems()
        var end = ShellClause.End.stops
        if isClauseEnd() {
            position = skippingContinuations(position + 1)
            let isDouble = current == ShellByte.semicolon
            position += 1
            if !isDouble {
                end = .fallsThrough
            } else if current == ShellByte.ampersand {
                position += 1
                end = .goesOn
            }
        } else {
            isLast = true
        }
        return ShellClause(patterns: patterns, body: body, end: end)
    }
}
