extension SecretScanPass {
    /// The most rows of a table that are read.
    private static let rows = 200

    /// The cells under a header that means a password, in a table of Markdown or in values with commas or tabs.
    ///
    /// - Returns: whether the name is such a header.
    mutating func readColumn(_ name: Range<Int>) -> Bool {
        let start = text.lineStart(name.lowerBound)
        let end = text.lineEnd(name.upperBound)
        let isMarkdown = text[text.skip(.blank, from: start)] == Byte.bar
        if isMarkdown, !isRule(end + 1) { return false }
        guard let separator = isMarkdown ? Byte.bar : separator(start..<end) else { return false }
        guard let column = cells(start..<end, separator).firstIndex(of: name), column > 0 || isMarkdown else {
            return false
        }
        var line = end + 1
        for _ in 0..<Self.rows {
            while line < text.count, ByteSet("\r\n").contains(text[line]), !isMarkdown { line += 1 }
            let stop = text.lineEnd(line)
            guard stop > line, line < text.count else { break }
            let row = cells(line..<stop, separator)
            if isMarkdown, row.count <= column { break }
            if row.indices.contains(column), !row[column].isEmpty {
                report(
                    judge.verdict(row[column], meaning: KeyMeaning(sort: .password), evidence: .assigned), row[column])
            }
            line = stop + (text[stop] == Byte.carriageReturn ? 2 : 1)
        }
        return true
    }

    /// Whether a line is the one between a table's header and its rows: `|---|---|`.
    private func isRule(_ line: Int) -> Bool {
        let first = text.skip(ByteSet("| :\t"), from: line, limit: 8)
        return first > line && text.has("--", at: first)
    }

    /// What separates the cells of the first line of a file of values; `nil` when it is another line or none.
    private func separator(_ line: Range<Int>) -> UInt8? {
        guard line.lowerBound == 0 else { return nil }
        return [Byte.comma, Byte.semicolon, Byte.tab].first {
            text.first($0, in: line) != nil && (text.place.isTable || $0 == Byte.tab)
        }
    }

    /// The cells of a line without blanks and quotes around them.
    private func cells(_ line: Range<Int>, _ separator: UInt8) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var begin = line.lowerBound
        var index = begin
        while index <= line.upperBound, cells.count < 64 {
            if index < line.upperBound, text[index] == Byte.quote,
                let quoted = QuotedText.range(in: text, at: index), quoted.upperBound < line.upperBound
            {
                index = quoted.upperBound + 1
                continue
            }
            if index == line.upperBound || text[index] == separator {
                let signs = ByteSet(" \t\"`*")
                let first = min(index, text.skip(signs, from: begin))
                cells.append(first..<max(first, text.skipBack(signs, before: index)))
                begin = index + 1
            }
            index += 1
        }
        return cells
    }

    /// `INSERT INTO users (name, password) VALUES ('…', '…'), …`.
    mutating func readInsert(at position: Int) {
        let arguments = CallArguments(text: text)
        guard let open = text.first(Byte.parenthesis, in: position..<min(text.count, position + 80)) else { return }
        let columns = arguments.list(from: open + 1, hasBrackets: true)
        guard let last = columns.last else { return }
        let secrets = columns.indices.filter { column in
            KeyMeaning.of(text, columns[column]).map { $0.sort == .password } ?? false
        }
        let values = text.skip(ByteSet(") \t\r\n"), from: last.upperBound, limit: 40)
        guard !secrets.isEmpty, text.hasFolded("values", at: values) else { return }
        var index = text.skip(.space, from: values + 6, limit: 40)
        for _ in 0..<Self.rows where text[index] == Byte.parenthesis {
            let row = arguments.list(from: index + 1, hasBrackets: true)
            guard let end = row.last?.upperBound else { return }
            for column in secrets where row.indices.contains(column) {
                guard let value = arguments.literal(row[column]) else { continue }
                report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .assigned), value)
            }
            index = text.skip(ByteSet("), \t\r\n"), from: end, limit: 40)
        }
    }
}
