extension ShellReader {
    /// Reads `'…'`.
    @inline(never) mutating func readSingleQuoted(_ collector: inout ShellCollector) throws(ShellStop) {
        flush(&collector)
        let start = position + 1
        var index = start
        while index < end, text[index] != ShellByte.singleQuote { index += 1 }
        guard index < end else { throw missing(ShellByte.singleQuote, at: position) }
        position = index + 1
        add(.singleQuoted(string(start, index)), to: &collector)
    }

    /// Reads `"…"`.
    @inline(never) mutating func readDoubleQuoted(_ collector: inout ShellCollector) throws(ShellStop) {
        flush(&collector)
        add(.doubleQuoted(try readBetweenQuotes()), to: &collector)
    }

    /// Reads what follows the dollar sign of `$"…"`.
    @inline(never) mutating func readLocalized(_ collector: inout ShellCollector) throws(ShellStop) {
        add(.localized(try readBetweenQuotes()), to: &collector)
    }

    @inline(never) private mutating func readBetweenQuotes() throws(ShellStop) -> [ShellPart] {
        try enter()
        position += 1
        let parts = try readText(.doubleQuoted)
        position += 1
        leave()
        return parts
    }

    /// Reads what follows the dollar sign of `$'…'`.
    @inline(never) mutating func readAnsiQuoted(_ collector: inout ShellCollector) throws(ShellStop) {
        let start = position + 1
        var index = start
        while index < end, text[index] != ShellByte.singleQuote {
            index += text[index] == ShellByte.backslash ? 2 : 1
        }
        guard index < end else { throw missing(ShellByte.singleQuote, at: position) }
        position = index + 1
        let written = UnsafeBufferPointer(start: text + start, count: index - start)
        add(.ansiQuoted(ShellAnsiEscapes.decode(written), source: string(start, index)), to: &collector)
    }

    /// Reads a script between backquotes.
    @inline(never) mutating func readBackquoted(
        _ style: ShellTextStyle, _ collector: inout ShellCollector
    ) throws(ShellStop) {
        flush(&collector)
        try enter()
        let opening = position
        let start = position + 1
        var index = start
        var isPlain = true
        while index < end, text[index] != ShellByte.backquote {
            if text[index] == ShellByte.backslash {
                isPlain = false
                index += 1
            }
            index += 1
        }
        guard index < end else { throw missing(ShellByte.backquote, at: opening) }
        position = index + 1
        let outer = (pending, endsAtParenthesis)
        (pending, endsAtParenthesis) = ([], false)
        let script: ShellScript
        if isPlain {
            script = try within(start..<index) { (reader) throws(ShellStop) in try reader.readScript() }
        } else {
            // Between double quotes `\"` is a quote, but not in a here-document.
            let inside = unescaped(start..<index, style.isQuoted && style.close != 0)
            script = try within(inside) { (reader) throws(ShellStop) in try reader.readScript() }
        }
        (pending, endsAtParenthesis) = outer
        leave()
        add(.command(script, isBackquoted: true), to: &collector)
    }

    /// The text between backquotes without the backslashes that quote in it.
    private func unescaped(_ range: Range<Int>, _ isBetweenQuotes: Bool) -> ShellMappedText {
        var inside = ShellMappedText()
        inside.bytes.reserveCapacity(range.count)
        inside.offsets.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            if text[index] == ShellByte.backslash, index + 1 < range.upperBound {
                switch text[index + 1] {
                case ShellByte.newline:
                    index += 2
                    continue
                case ShellByte.dollar, ShellByte.backquote, ShellByte.backslash: index += 1
                case ShellByte.doubleQuote where isBetweenQuotes: index += 1
                default:
                    inside.append(text[index], from: place(index))
                    index += 1
                }
            }
            inside.append(text[index], from: place(index))
            index += 1
        }
        inside.end = place(range.upperBound)
        return inside
    }
}
