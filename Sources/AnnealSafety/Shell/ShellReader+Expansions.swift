extension ShellReader {
    /// Reads what a dollar sign starts; one that starts nothing stays in the run.
    @inline(never) mutating func readDollar(
        _ style: ShellTextStyle, _ collector: inout ShellCollector
    ) throws(ShellStop) {
        let after = skippingContinuations(position + 1)
        let byte = byte(at: after)
        let isText = !style.hasQuotes
        if ShellByte.isNameStart(byte) || ShellByte.isDigit(byte) || ShellByte.isSpecialParameter(byte) {
            readVariable(after, &collector)
            return
        }
        switch byte {
        case ShellByte.openParenthesis, ShellByte.openBrace, ShellByte.openBracket: break
        case ShellByte.singleQuote where !isText, ShellByte.doubleQuote where !isText: break
        default:
            position += 1
            return
        }
        flush(&collector)
        position = after
        switch byte {
        case ShellByte.openParenthesis: try readSubstitution(&collector)
        case ShellByte.openBrace: try readParameter(isQuoted: style.isQuoted, &collector)
        case ShellByte.openBracket: try readBracketArithmetic(&collector)
        case ShellByte.singleQuote: try readAnsiQuoted(&collector)
        default: try readLocalized(&collector)
        }
    }

    /// Reads a parameter without braces.
    @inline(never) private mutating func readVariable(_ start: Int, _ collector: inout ShellCollector) {
        flush(&collector)
        position = parameterEnd(start)
        let isName = ShellByte.isNameStart(text[start])
        add(.variable(isName ? name(start, position) : string(start, position)), to: &collector)
    }

    /// Where a parameter without braces ends.
    private func parameterEnd(_ start: Int) -> Int {
        guard ShellByte.isNameStart(byte(at: start)) else { return start + 1 }
        var index = start + 1
        while ShellByte.isName(byte(at: index)) { index += 1 }
        return byte(at: index) == ShellByte.backslash ? nameEnd(index, start) : index
    }

    /// Where a name ends that a backslash follows, without a line continuation after its last byte.
    private func nameEnd(_ index: Int, _ start: Int) -> Int {
        var end = index
        var next = skippingContinuations(index)
        while ShellByte.isName(byte(at: next)) {
            end = next + 1
            next = skippingContinuations(end)
        }
        return end
    }

    @inline(never) private mutating func readBracketArithmetic(_ collector: inout ShellCollector) throws(ShellStop) {
        try enter()
        add(.arithmetic(try readIndex(), isBracketed: true), to: &collector)
        leave()
    }

    // MARK: Parentheses

    /// Reads `(…)` after a dollar sign: arithmetic, or a script.
    @inline(never) private mutating func readSubstitution(_ collector: inout ShellCollector) throws(ShellStop) {
        if let arithmetic = try readDoubleParentheses() {
            add(.arithmetic(arithmetic, isBracketed: false), to: &collector)
        } else {
            add(.command(try readParenthesised(), isBackquoted: false), to: &collector)
        }
    }

    /// Reads `((…))`; `nil`, with nothing read, where the parentheses do not belong together.
    @inline(never) mutating func readDoubleParentheses() throws(ShellStop) -> ShellWord? {
        let second = skippingContinuations(position + 1)
        guard byte(at: second) == ShellByte.openParenthesis else { return nil }
        let mark = mark()
        do throws(ShellStop) {
            try enter()
            position = second + 1
            let start = position
            let word = ShellWord(parts: try readText(.arithmetic), range: range(from: start))
            leave()
            if byte(at: position + 1) == ShellByte.closeParenthesis {
                position += 2
                return word
            }
        } catch {
            // What is no arithmetic may still be two parentheses.
        }
        try goBack(to: mark)
        return nil
    }

    /// Reads a script between parentheses that are part of a word.
    @inline(never) mutating func readParenthesised() throws(ShellStop) -> ShellScript {
        try enter()
        let opening = position
        position += 1
        let outer = (pending, endsAtParenthesis)
        (pending, endsAtParenthesis) = ([], true)
        let script = try readItems()
        guard current == ShellByte.closeParenthesis else {
            throw position < end ? unexpected() : missing(ShellByte.closeParenthesis, at: opening)
        }
        // bash takes the document from the lines after this one, which may be in the midst of a quoted text.
        guard pending.isEmpty else { throw error("a here-document has no text before this parenthesis") }
        (pending, endsAtParenthesis) = outer
        position += 1
        leave()
        return script
    }

    /// Reads `((…))` or `(…)` as a command.
    @inline(never) mutating func readParentheses() throws(ShellStop) -> ShellCommand.Kind {
        if let arithmetic = try readDoubleParentheses() { return .arithmetic(arithmetic) }
        position += 1
        let body = try readBody()
        guard current == ShellByte.closeParenthesis else { throw unexpected() }
        position += 1
        return .subshell(body)
    }
}
