/// The bytes of a document, known to be UTF-8 without NUL, and where its lines begin.
struct SpecText {
    let bytes: [UInt8]
    /// The offset of each line's first byte.
    let lineStarts: [Int]
    /// The first byte after the front matter.
    let bodyStart: Int
    /// Lines before `bodyStart`.
    let bodyLine: Int

    /// The number of lines.
    var lineCount: Int { lineStarts.count }

    init(bytes: [UInt8]) {
        var starts: [Int] = []
        starts.reserveCapacity(bytes.count / 32 + 1)
        starts.append(0)
        bytes.withUnsafeBufferPointer { buffer in
            // CommonMark ends lines at \n, \r\n and a lone \r.
            for offset in 0..<max(buffer.count - 1, 0) {
                let byte = buffer[offset]
                if byte == ASCII.newline || (byte == ASCII.carriageReturn && buffer[offset + 1] != ASCII.newline) {
                    starts.append(offset + 1)
                }
            }
        }
        let lines = FrontMatter.lineCount(bytes, starts)
        self.bytes = bytes
        self.lineStarts = starts
        self.bodyLine = lines
        self.bodyStart = lines < starts.count ? starts[lines] : bytes.count
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
        out.append(contentsOf: bytes[start..<line(first).upperBound])
        for number in (first + 1)..<(last + 1) {
            out.append(ASCII.newline)
            let range = line(number)
            var offset = range.lowerBound
            while offset < range.upperBound, offset - range.lowerBound < indent, ASCII.isBlank(bytes[offset]) {
                offset += 1
            }
            out.append(contentsOf: bytes[offset..<range.upperBound])
        }
        return String(decoding: out, as: UTF8.self)
    }
}
