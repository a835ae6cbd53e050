/// The lines of a code block, and statements that go over several of them.
struct CodeLines {
    let bytes: Bytes
    /// Each line without its end and without blanks behind.
    let lines: [Range<Int>]

    init(_ bytes: Bytes, _ range: Range<Int>) {
        var lines: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes.find(ASCII.newline, in: start..<range.upperBound) ?? range.upperBound
            var stop = end
            while stop > start, ASCII.isSpace(bytes[stop - 1]) { stop -= 1 }
            lines.append(start..<stop)
            start = end + 1
        }
        self.bytes = bytes
        self.lines = lines
    }

    /// A line's text without the blanks in front.
    func text(_ line: Int) -> Range<Int> { bytes.trimmed(lines[line]) }

    /// How many blanks a line begins with.
    func indent(_ line: Int) -> Int { text(line).lowerBound - lines[line].lowerBound }

    /// The last line of the statement that begins in a line: brackets are closed there.
    ///
    /// - Parameters:
    ///   - line: the first line.
    ///   - start: where the statement begins in it.
    /// - Returns: the line, at most 40 further on.
    func statementEnd(_ line: Int, from start: Int? = nil) -> Int {
        var depth = 0
        for current in line..<min(lines.count, line + 40) {
            let range = current == line ? (start ?? lines[line].lowerBound)..<lines[line].upperBound : lines[current]
            depth += balance(range)
            if depth <= 0 { return current }
        }
        return line
    }

    /// Opening minus closing brackets outside of quotes and comments.
    private func balance(_ range: Range<Int>) -> Int {
        var balance = 0
        walk(range, backticks: true) { offset, byte, depth in
            if byte == ASCII.hash { return false }
            if byte == ASCII.slash, offset + 1 < range.upperBound, bytes[offset + 1] == ASCII.slash { return false }
            balance = depth
            return true
        }
        return balance
    }

    /// Goes through the bytes outside of quotes.
    ///
    /// - Parameters:
    ///   - range: where.
    ///   - backticks: whether they are quotes as well.
    ///   - visit: gets the offset, the byte, and how deep in brackets one is behind it; tells whether to go on.
    @inline(__always)
    private func walk(_ range: Range<Int>, backticks: Bool, _ visit: (_ offset: Int, UInt8, _ depth: Int) -> Bool) {
        var depth = 0
        var quote: UInt8 = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            if quote != 0 {
                if byte == ASCII.backslash { offset += 1 } else if byte == quote { quote = 0 }
            } else {
                switch byte {
                case ASCII.quote, ASCII.apostrophe: quote = byte
                case ASCII.backtick where backticks: quote = byte
                case ASCII.openParenthesis, UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case ASCII.closeParenthesis, UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
                default: break
                }
                guard visit(offset, byte, depth) else { return }
            }
            offset += 1
        }
    }

    /// Where a comment begins in a range, outside of quotes: `#` or `//`; `nil` if there is none.
    func comment(in range: Range<Int>, _ dialect: Dialect) -> Int? {
        var quote: UInt8 = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            if quote != 0 {
                if byte == ASCII.backslash { offset += 1 } else if byte == quote { quote = 0 }
            } else if byte == ASCII.quote || byte == ASCII.apostrophe {
                quote = byte
            } else if byte == ASCII.hash, dialect.hasHashComments {
                return offset
            } else if byte == ASCII.slash,
                dialect == .javascript || dialect == .swift
                    || (dialect == .unknown && offset > range.lowerBound && ASCII.isBlank(bytes[offset - 1])),
                offset + 1 < range.upperBound, bytes[offset + 1] == ASCII.slash
            {
                return offset
            }
            offset += 1
        }
        return nil
    }

    /// The end of the bracket that opens at an offset, behind its closing one; `nil` if it stays open.
    func closing(_ open: Int, before end: Int) -> Int? {
        var close: Int?
        walk(open..<max(open, end), backticks: false) { offset, byte, depth in
            let closes = byte == ASCII.closeParenthesis || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
            if closes, depth == 0 { close = offset + 1 }
            return close == nil
        }
        return close
    }

    /// A range split at the commas outside of brackets and quotes.
    func parts(of range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        walk(range, backticks: true) { offset, byte, depth in
            if byte == UInt8(ascii: ","), depth == 0 {
                parts.append(bytes.trimmed(start..<offset))
                start = offset + 1
            }
            return true
        }
        let last = bytes.trimmed(start..<max(start, range.upperBound))
        return last.isEmpty ? parts : parts + [last]
    }
}
