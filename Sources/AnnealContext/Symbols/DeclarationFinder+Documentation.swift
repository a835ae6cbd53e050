/// Which lines hold comments alone.
struct LineComments {
    private var holdsComment: [Bool]
    private var holdsCode: [Bool]

    init(lexemes: [Lexeme], lineCount: Int) {
        holdsComment = [Bool](repeating: false, count: lineCount)
        holdsCode = holdsComment
        for lexeme in lexemes {
            if lexeme.place == .comment {
                holdsComment[Int(lexeme.line)] = true
            } else {
                holdsCode[Int(lexeme.line)] = true
            }
        }
    }

    func isComment(_ line: Int) -> Bool {
        holdsComment.indices.contains(line) && holdsComment[line] && !holdsCode[line]
    }
}

extension DeclarationFinder {
    /// Fills in the documentation of a declaration: the comment above it, or the text that begins its body.
    mutating func document(_ index: Int, with comments: LineComments) {
        guard symbols[index].kind != .member else { return }
        var line = symbols[index].firstLine - 2
        // Attributes and decorators stand between the comment and the declaration.
        while line >= 0, isAttribute(line) { line -= 1 }
        let last = line
        while line >= 0, last - line < 60, comments.isComment(line) || isCommentEdge(line, below: last) { line -= 1 }
        if line < last {
            symbols[index].firstLine = line + 2
            symbols[index].documentation = sentence(lines: (line + 1)...last)
        } else if syntax.declarations == .indentation, symbols[index].kind != .variable {
            var first = symbols[index].line
            let end = min(symbols[index].lastLine, first + 12)
            while first < end, !comments.isComment(first) { first += 1 }
            if first < end { symbols[index].documentation = sentence(lines: first...min(first + 3, end)) }
        }
    }

    private func isAttribute(_ line: Int) -> Bool {
        var byte = Int(lineStarts[line])
        while byte < bytes.count, bytes[byte] == 0x20 || bytes[byte] == 0x09 { byte += 1 }
        guard byte < bytes.count else { return false }
        return bytes[byte] == 0x40 || (bytes[byte] == 0x23 && byte + 1 < bytes.count && bytes[byte + 1] == 0x5B)
    }

    /// Whether a line holds nothing but the beginning, the end or an empty line of a comment.
    private func isCommentEdge(_ line: Int, below last: Int) -> Bool {
        let range = self.range(of: line)
        let trimmed = bytes[range].filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
        guard !trimmed.isEmpty, trimmed.count <= 4 else { return false }
        return trimmed.allSatisfy { $0 == 0x2F || $0 == 0x2A || $0 == 0x23 || $0 == 0x21 }
    }

    private func range(of line: Int) -> Range<Int> {
        let start = Int(lineStarts[line])
        return start..<(line + 1 < lineStarts.count ? Int(lineStarts[line + 1]) : bytes.count)
    }

    /// The first sentence of a comment, at most 200 bytes.
    private func sentence(lines: ClosedRange<Int>) -> String {
        var words: [Substring] = []
        var length = 0
        for line in lines {
            let text = text(range(of: line))
            let content = text.drop { " \t/*#!\"'-".contains($0) }
            for part in content.split(whereSeparator: { $0.isWhitespace }) where part != "*/" {
                let word = part.hasSuffix("\"\"\"") ? part.dropLast(3) : part
                length += word.utf8.count + 1
                if length > 200 { return words.joined(separator: " ") }
                if !word.isEmpty { words.append(word) }
                if word.hasSuffix("."), words.count > 1 { return words.joined(separator: " ") }
            }
            if content.isBlank, !words.isEmpty { break }
        }
        return words.joined(separator: " ")
    }
}
