extension ShellReader {
    /// Reads a command of any kind.
    ///
    /// - Parameter word: the reserved word that stands here, or `nil` where there is none or where it does not count.
    /// - Returns: the command.
    /// - Throws: `ShellStop` where the script is none.
    mutating func readCommand(_ word: ShellReserved?) throws(ShellStop) -> ShellCommand {
        let start = position
        guard let word else {
            guard current == ShellByte.openParenthesis else { return try readSimple(start: start) }
            return try readCompound(nil, start: start)
        }
        switch word {
        case .function: return try readFunction(start: start)
        case .coproc: return try readCoprocess(start: start)
        default:
            guard word.opensCompound else { throw unexpected() }
            return try readCompound(word, start: start)
        }
    }

    /// Reads a compound command with its redirections.
    ///
    /// - Parameters:
    ///   - word: the reserved word that stands here; `nil` for a parenthesis.
    ///   - start: where the command starts.
    /// - Returns: the command.
    /// - Throws: `ShellStop` where the script is none.
    mutating func readCompound(_ word: ShellReserved?, start: Int) throws(ShellStop) -> ShellCommand {
        try enter()
        let kind = try readKind(word)
        leave()
        let redirections = try readRedirections()
        if !redirections.isEmpty {
            // After a file's name no reserved word counts, so that nothing can follow but an operator.
            let byte = current
            guard byte == 0 || ShellByte.isBreak(byte) || byte == ShellByte.hash else { throw unexpected() }
        }
        return ShellCommand(kind: kind, redirections: redirections, range: range(from: start))
    }

    @inline(never) private mutating func readKind(_ word: ShellReserved?) throws(ShellStop) -> ShellCommand.Kind {
        guard let word else { return try readParentheses() }
        position = wordEnd
        switch word {
        case .ifWord: return try readConditional()
        case .whileWord: return try readLoop(isUntil: false)
        case .until: return try readLoop(isUntil: true)
        case .forWord: return try readFor()
        case .select: return try readIteration(isSelect: true)
        case .caseWord: return try readSelection()
        case .openTest: return .test(try readTest())
        default:
            let body = try readBody()
            try expect(.closeBrace)
            return .group(body)
        }
    }

    // MARK: Functions and coprocesses

    /// Reads `function NAME …`.
    @inline(never) private mutating func readFunction(start: Int) throws(ShellStop) -> ShellCommand {
        position = wordEnd
        skipBlanks()
        let name = try readName()
        skipBlanks()
        // `()` may follow, but so may a body between parentheses.
        if current == ShellByte.openParenthesis {
            let before = position
            position += 1
            skipBlanks()
            if current == ShellByte.closeParenthesis { position += 1 } else { position = before }
        }
        return try readFunctionBody(name: name, hasKeyword: true, start: start)
    }

    /// Reads the line ends after a function's name and its body.
    mutating func readFunctionBody(
        name: String, hasKeyword: Bool, start: Int
    ) throws(ShellStop) -> ShellCommand {
        try skipLines()
        let word = reservedWord()
        guard word.map(\.opensCompound) ?? (current == ShellByte.openParenthesis) else { throw unexpected() }
        let body = try readCompound(word, start: position)
        return ShellCommand(
            kind: .function(name: name, body: body, hasKeyword: hasKeyword), range: range(from: start))
    }

    /// Reads a word of which only the text counts, as it is written.
    mutating func readName() throws(ShellStop) -> String {
        let first = position
        let word = try readWord(.name)
        guard !word.parts.isEmpty else { throw unexpected() }
        return string(first, position)
    }

    /// Reads `coproc …`: a compound command, a name with a compound command, or a simple command.
    @inline(never) private mutating func readCoprocess(start: Int) throws(ShellStop) -> ShellCommand {
        position = wordEnd
        try enter()
        skipBlanks()
        let bodyStart = position
        var name: String?
        let body: ShellCommand
        if let word = reservedWord(), word != .time {
            guard word.opensCompound else { throw unexpected() }
            body = try readCompound(word, start: bodyStart)
        } else if current == ShellByte.openParenthesis {
            body = try readCompound(nil, start: bodyStart)
        } else if startsNamedCoprocess() {
            let word = try readWord(.name)
            let written = string(bodyStart, position)
            skipBlanks()
            let second = position
            if let reserved = reservedWord() {
                guard reserved.opensCompound else { throw unexpected() }
                name = written
                body = try readCompound(reserved, start: second)
            } else if current == ShellByte.openParenthesis {
                name = written
                body = try readCompound(nil, start: second)
            } else {
                body = try readSimple(start: bodyStart, first: word)
            }
        } else {
            body = try readSimple(start: bodyStart)
        }
        leave()
        return ShellCommand(kind: .coprocess(name: name, body: body), range: range(from: start))
    }

    /// Whether a word stands here that may be a coprocess's name: no assignment and no redirection.
    private func startsNamedCoprocess() -> Bool {
        let byte = current
        guard byte != 0, !ShellByte.isBreak(byte), byte != ShellByte.hash else { return false }
        return assignmentName() == nil && descriptorEnd() == nil
    }
}
