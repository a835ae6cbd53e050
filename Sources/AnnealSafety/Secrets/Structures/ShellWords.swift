/// The words of a command.
struct ShellWords {
    let text: ScannedText
    /// What follows the program, up to the command's end.
    let range: Range<Int>

    /// The end of a command: its line and those that a backslash continues, up to a separator or a redirection.
    static func end(of start: Int, in text: ScannedText) -> Int {
        var index = start
        let ceiling = min(text.count, start + 600)
        while index < ceiling {
            let byte = text[index]
            if byte == Byte.lineFeed, text[index - 1] != Byte.backslash { break }
            if ByteSet("|;><&").contains(byte), text[index - 1] == Byte.space { break }
            index += 1
        }
        return index
    }

    /// The words without their quotes; a word that is put together of several parts is left out.
    func words() -> [Range<Int>] {
        var words: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound, words.count < 40 {
            index = text.skip(ByteSet(" \t\r\n\\,"), from: index)
            guard index < range.upperBound else { break }
            if let quoted = QuotedText.range(in: text, at: index, limit: 300), quoted.upperBound < range.upperBound {
                index = quoted.upperBound + 1
                if text[index] <= Byte.space || ByteSet(",])\"'`").contains(text[index]), !quoted.isEmpty {
                    words.append(quoted)
                }
                continue
            }
            let start = text[index] == Byte.lineFeed ? index + 1 : index
            var end = start
            while end < range.upperBound, text[end] > Byte.space, !ByteSet.quotes.contains(text[end]) { end += 1 }
            if end > start, text[end] <= Byte.space || ByteSet("\"'`").contains(text[end]) { words.append(start..<end) }
            index = max(end, index + 1)
        }
        return words
    }
}
