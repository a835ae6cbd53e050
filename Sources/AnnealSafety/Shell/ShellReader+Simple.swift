extension ShellReader {
    /// What has been read of a simple command.
    private struct Simple {
        var command = ShellSimpleCommand()
        var redirections: [ShellRedirection] = []
        /// Whether the arguments may assign arrays.
        var takesArrays = false
        /// The command's name if it is a function's definition.
        var function: String?
    }

    /// Reads a simple command, or a function whose name comes first.
    ///
    /// - Parameters:
    ///   - start: where the command starts.
    ///   - first: its first word, if it has been read.
    /// - Returns: the command.
    /// - Throws: `ShellStop` where the script is none.
    mutating func readSimple(start: Int, first: ShellWord? = nil) throws(ShellStop) -> ShellCommand {
        var simple = Simple()
        if let first { simple.command.words.append(first) }
        var last = position
        while true {
            skipBlanks()
            let byte = current
            if byte == 0 || byte == ShellByte.hash { break }
            if ShellByte.isBreak(byte) || ShellByte.isDigit(byte) || byte == ShellByte.openBrace {
                if try readRedirection(&simple.redirections) {
                    last = position
                    continue
                }
                if ShellByte.isBreak(byte), !startsProcess(at: position) { break }
            }
            if simple.command.words.isEmpty {
                try readFirst(&simple)
                if let name = simple.function {
                    return try readFunctionBody(name: name, hasKeyword: false, start: start)
                }
            } else {
                try readArgument(&simple)
            }
            last = position
        }
        return try finish(simple, start, last)
    }

    @inline(never) private mutating func finish(
        _ simple: Simple, _ start: Int, _ last: Int
    ) throws(ShellStop) -> ShellCommand {
        guard current != ShellByte.openParenthesis,
            !simple.command.words.isEmpty || !simple.command.assignments.isEmpty || !simple.redirections.isEmpty
        else { throw unexpected() }
        return ShellCommand(
            kind: .simple(simple.command), redirections: simple.redirections,
            range: ShellRange(place(start), place(last)))
    }

    /// Reads an assignment or the program.
    @inline(never) private mutating func readFirst(_ simple: inout Simple) throws(ShellStop) {
        let start = position
        let assignments = simple.command.assignments.count
        if let nameEnd = assignmentName(), try readLeading(nameEnd, &simple.command) {
            if simple.command.assignments.count > assignments { return }
        } else {
            try readWord(.command, &simple.command.words)
            simple.takesArrays = isDeclaration(start, position)
        }
        simple.function = functionName(simple, start)
    }

    @inline(never) private mutating func readArgument(_ simple: inout Simple) throws(ShellStop) {
        if simple.takesArrays, try readDeclared(&simple.command.words) { return }
        try readWord(.argument, &simple.command.words)
    }

    /// The name of the function whose `()` follows the first word; the reader is after it then.
    @inline(never) private mutating func functionName(_ simple: Simple, _ first: Int) -> String? {
        let last = position
        skipBlanks()
        guard current == ShellByte.openParenthesis, simple.command.assignments.isEmpty,
            simple.redirections.isEmpty
        else { return nil }
        position += 1
        skipBlanks()
        guard current == ShellByte.closeParenthesis else {
            position = last
            return nil
        }
        position += 1
        return string(first, last)
    }

    /// Whether a word is a program of the shell whose arguments may assign arrays.
    @inline(never) private func isDeclaration(_ start: Int, _ end: Int) -> Bool {
        guard end - start <= 8 else { return false }
        return isLongerDeclaration(start, end)
    }

    @inline(never) private func isLongerDeclaration(_ start: Int, _ end: Int) -> Bool {
        switch string(start, end) {
        case "declare", "typeset", "local", "export", "readonly", "alias", "eval", "let": true
        default: false
        }
    }
}
