/// The bytes of a document, known to be UTF-8 without NUL, and where its lines begin.
struct SpecText {
    let bytes: Bytes
    /// The offset of each line's first byte.
    let lineStarts: View<Int>
    /// How many lines the front matter takes.
    let bodyLine: Int

    /// The number of lines.
    var lineCount: Int { lineStarts.count }

    /// Calls a closure with a text, which must not leave it.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - body: what is to be done.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws.
    static func with<Result, Failure: Error>(
        _ bytes: Bytes, _ body: (SpecText) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try starts(of: bytes).withView { (starts) throws(Failure) -> Result in
            try body(
                SpecText(bytes: bytes, lineStarts: starts, bodyLine: FrontMatter.lineCount(bytes, starts)))
        }
    }

    /// Where lines begin: CommonMark ends them at \n, \r\n and a lone \r.
    private static func starts(of bytes: Bytes) -> [Int] {
        var starts: [Int] = []
        starts.reserveCapacity(bytes.count / 32 + 1)
        starts.append(0)
        let end = max(bytes.count - 1, 0)
        var offset = 0
        guard bytes.find(ASCII.carriageReturn, in: 0..<end) != nil else {
            while let found = bytes.find(ASCII.newline, in: offset..<end) {
                offset = found + 1
                starts.append(offset)
            }
            return starts
        }
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            if byte == ASCII.newline || (byte == ASCII.carriageReturn && bytes[offset] != ASCII.newline) {
                starts.append(offset)
            }
        }
        return starts
    }

    /// The bytes of whole lines, counted from 0.
    func bytes(ofLines lines: Range<Int>) -> Range<Int> {
        let start = lines.lowerBound < lineCount ? lineStarts[lines.lowerBound] : bytes.count
        let end = lines.upperBound < lineCount ? lineStarts[lines.upperBound] : bytes.count
        return start..<max(start, end)
    }

    /// A line's bytes without its end, by its number from 1; empty outside of the text.
    func line(_ number: Int) -> Range<Int> {
        guard number >= 1, number <= lineStarts.count else { return bytes.count..<bytes.count }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        while end > start, bytes[end - 1] == ASCII.newline || bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
        return start..<end
    }

    /// The Markdown of some lines, with up to `indent` blanks taken from the front of each and without blank lines at
    /// both ends.
    ///
    /// - Parameters:
    ///   - first: the first line, from 1.
    ///   - last: the last line.
    ///   - indent: blanks to take away.
    ///   - column: where the first line begins, from 1.
    /// - Returns: the text.
    func markdown(from first: Int, through last: Int, indent: Int = 0, column: Int = 1) -> String {
        var first = first
        var last = min(last, lineCount)
        while first <= last, bytes.trimmed(line(first)).isEmpty { first += 1 }
        while last >= first, bytes.trimmed(line(last)).isEmpty { last -= 1 }
        guard first <= last else { return "" }
        let start = min(line(first).lowerBound + column - 1, line(first).upperBound)
        if indent == 0 { return bytes.text(start..<line(last).upperBound) }
        var out: [UInt8] = []
        out.reserveCapacity(line(last).upperBound - start)
        out.append(contentsOf: bytes.buffer(start..<line(first).upperBound))
        for number in (first + 1)..<(last + 1) {
            out.append(ASCII.newline)
            let range = line(number)
            var offset = range.lowerBound
            while offset < range.upperBound, offset - range.lowerBound < indent, ASCII.isBlank(bytes[offset]) {
                offset += 1
            }
            out.append(contentsOf: bytes.buffer(offset..<range.upperBound))
        }
        return String(decoding: out, as: UTF8.self)
    }
}
