/// How a text that has an end of its own is read: what ends it and what quotes in it.
struct ShellTextStyle: Sendable {
    /// What an apostrophe is.
    enum Apostrophe: Sendable {
        /// A byte like any other.
        case plain
        /// It quotes up to the next one.
        case quotes
        /// It is text, as the next one is, and what stands between them is expanded, but neither quotes nor ends the
        /// text: so bash reads `"${x:-'a}'}"` and arithmetic.
        case pairs
    }

    /// The bytes at which something happens.
    let stops: ShellByteSet
    /// The byte that ends the text; 0 for the end of all.
    let close: UInt8
    /// The byte that has to be closed before the text can end; 0 for none.
    var open: UInt8 = 0
    /// Another byte that ends the text; 0 for none.
    var otherClose: UInt8 = 0
    let apostrophe: Apostrophe
    /// Whether `"` quotes.
    var hasQuotes = true
    /// Whether a backslash quotes every byte, not only those that are special between quotes.
    var escapesAll = false
    /// Whether the text is expanded as between double quotes.
    var isQuoted = false
    /// Whether `<(…)` is a process substitution.
    var hasProcesses = false

    /// A word, of which only quotes and expansions are read this way.
    static let word = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$"), close: 0, apostrophe: .quotes, escapesAll: true)
    /// `"…"`.
    static let doubleQuoted = ShellTextStyle(
        stops: ShellByteSet("\\\"`$"), close: ShellByte.doubleQuote, apostrophe: .plain, hasQuotes: false,
        isQuoted: true)
    /// A here-document.
    static let document = ShellTextStyle(
        stops: ShellByteSet("\\`$"), close: 0, apostrophe: .plain, hasQuotes: false, isQuoted: true)
    /// The body of an extended pattern.
    static let pattern = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$()<>"), close: ShellByte.closeParenthesis, open: ShellByte.openParenthesis,
        apostrophe: .quotes, escapesAll: true, hasProcesses: true)
    /// Arithmetic between parentheses.
    static let arithmetic = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$()"), close: ShellByte.closeParenthesis, open: ShellByte.openParenthesis,
        apostrophe: .pairs, isQuoted: true)
    /// A part of `for ((…;…;…))`.
    static let loopPart = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$();"), close: ShellByte.closeParenthesis, open: ShellByte.openParenthesis,
        otherClose: ShellByte.semicolon, apostrophe: .pairs, isQuoted: true)
    /// An index, and arithmetic between brackets.
    static let index = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$[]"), close: ShellByte.closeBracket, open: ShellByte.openBracket,
        apostrophe: .pairs, isQuoted: true)
    /// An index within `${…}`, which the brace may end as well.
    static let parameterIndex = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$[]}"), close: ShellByte.closeBracket, open: ShellByte.openBracket,
        otherClose: ShellByte.closeBrace, apostrophe: .pairs, isQuoted: true)
    /// What follows the operation in `${…}`.
    static let argument = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$}<>"), close: ShellByte.closeBrace, apostrophe: .quotes, escapesAll: true,
        hasProcesses: true)
    /// The same between double quotes where it is a pattern.
    static let quotedPattern = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$}"), close: ShellByte.closeBrace, apostrophe: .quotes, isQuoted: true)
    /// The same between double quotes where it is a word, and an offset with its length anywhere.
    static let quotedArgument = ShellTextStyle(
        stops: ShellByteSet("\\'\"`$}"), close: ShellByte.closeBrace, apostrophe: .pairs, isQuoted: true)
}

extension ShellReader {
    /// Reads a text up to what ends it, which the reader is at then.
    mutating func readText(_ style: ShellTextStyle) throws(ShellStop) -> [ShellPart] {
        let opening = position
        var collector = ShellCollector(start: position)
        var nested = 0
        var isPaired = false
        while position < end {
            let byte = text[position]
            guard style.stops.contains(byte) else {
                position += 1
                continue
            }
            if byte == ShellByte.singleQuote, style.apostrophe == .pairs {
                isPaired.toggle()
                position += 1
            } else if byte == ShellByte.backslash || byte == ShellByte.dollar || byte == ShellByte.backquote {
                try readSpecial(byte, style, &collector)
            } else if isPaired {
                position += 1
            } else if nested == 0 && (byte == style.close || byte == style.otherClose)
                || byte == ShellByte.closeBrace
            {
                flush(&collector)
                return collector.parts
            } else if byte == style.open {
                nested += 1
                position += 1
            } else if byte == style.close {
                nested -= 1
                position += 1
            } else if byte == style.otherClose {
                position += 1
            } else if byte == ShellByte.less || byte == ShellByte.greater {
                if startsProcess(at: position) { try readProcess(&collector) } else { position += 1 }
            } else {
                try readSpecial(byte, style, &collector)
            }
        }
        guard style.close == 0 else { throw missing(style.close, at: opening) }
        flush(&collector)
        return collector.parts
    }

    /// Reads a quote, an expansion or an escaped character; text that turns out to be plain stays in the run.
    ///
    /// This and what it calls are functions of their own in the program as well, so that the recursion goes through
    /// small frames.
    @inline(never) mutating func readSpecial(
        _ byte: UInt8, _ style: ShellTextStyle, _ collector: inout ShellCollector
    ) throws(ShellStop) {
        switch byte {
        case ShellByte.backslash: readEscape(style, &collector)
        case ShellByte.dollar: try readDollar(style, &collector)
        case ShellByte.backquote: try readBackquoted(style, &collector)
        case ShellByte.singleQuote: try readSingleQuoted(&collector)
        default: try readDoubleQuoted(&collector)
        }
    }

    /// Reads a backslash and what it quotes.
    @inline(never) private mutating func readEscape(_ style: ShellTextStyle, _ collector: inout ShellCollector) {
        let next = byte(at: position + 1)
        if next == ShellByte.newline {
            collector.joined += UnsafeBufferPointer(
                start: text + collector.start, count: position - collector.start)
            position += 2
            collector.start = position
            return
        }
        guard position + 1 < end else {
            // The last byte of all quotes nothing, and is written as a backslash that is quoted.
            flush(&collector)
            position += 1
            add(.escaped("\\"), to: &collector)
            return
        }
        guard style.escapesAll || escapesBetweenQuotes(next, style) else {
            position += 2
            return
        }
        flush(&collector)
        let first = position + 1
        position = first + characterLength(first)
        add(.escaped(string(first, position)), to: &collector)
    }

    /// How many bytes the character at an index has; 1 where the bytes are no UTF-8.
    private func characterLength(_ index: Int) -> Int {
        let length = min(max(1, (~text[index]).leadingZeroBitCount), end - index)
        guard length > 1, length <= 4 else { return 1 }
        let bytes = UnsafeBufferPointer(start: text + index, count: length)
        return String(validating: bytes, as: UTF8.self) == nil ? 1 : length
    }

    /// Whether a backslash quotes a byte between double quotes or in a here-document.
    @inline(__always) private func escapesBetweenQuotes(_ byte: UInt8, _ style: ShellTextStyle) -> Bool {
        switch byte {
        case ShellByte.dollar, ShellByte.backquote, ShellByte.backslash: true
        case ShellByte.doubleQuote: style.close != 0
        case ShellByte.closeBrace: style.close == ShellByte.closeBrace
        default: false
        }
    }
}
