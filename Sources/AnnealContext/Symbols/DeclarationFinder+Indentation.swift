extension DeclarationFinder {
    /// Finds declarations whose bodies are told by their indentation.
    mutating func findByIndentation() {
        var open: [(symbol: Int, column: Int)] = []
        var depth = 0
        var lastLine = 0
        var place = 0
        while place < code.count {
            let lexeme = lexeme(place)
            if lexeme.isFirst, depth == 0 {
                let column = Int(lexeme.start - lineStarts[Int(lexeme.line)])
                while let last = open.last, last.column >= column, !endsBlock(place, last.column == column) {
                    close(open.removeLast().symbol, before: lastLine)
                }
                if let symbol = declaration(at: place, column: column, around: open.last) {
                    if symbols[symbol].kind != .variable { open.append((symbol, column)) }
                }
            }
            switch sign(place) {
            case 0x28, 0x5B, 0x7B: depth += 1
            case 0x29, 0x5D, 0x7D: depth = max(0, depth - 1)
            default: break
            }
            lastLine = Int(lexeme.line)
            place += 1
        }
        while let last = open.popLast() { close(last.symbol, before: lineStarts.count - 1) }
    }

    /// Ruby's `end` belongs to the body that it ends.
    private func endsBlock(_ place: Int, _ isAligned: Bool) -> Bool {
        isAligned && syntax.name == "ruby" && isName(place) && word(place) == "end"
    }

    private mutating func close(_ symbol: Int, before line: Int) {
        symbols[symbol].lastLine = max(symbols[symbol].line, line + 1)
    }

    private mutating func declaration(at place: Int, column: Int, around: (symbol: Int, column: Int)?) -> Int? {
        guard isName(place) else { return nil }
        var keyword = place
        if word(place) == "async", place + 1 < code.count { keyword += 1 }
        if let kind = kind(keyword), isName(keyword + 1) {
            var name = keyword + 1
            // `def self.name` and `class A::B` of Ruby.
            while sign(name + 1) == 0x2E || (sign(name + 1) == 0x3A && sign(name + 2) == 0x3A) {
                let next = name + (sign(name + 1) == 0x2E ? 2 : 3)
                guard isName(next), syntax.name == "ruby" else { break }
                name = next
            }
            return add(name: name, start: place, end: headEnd(from: name), kind: kind, parent: around?.symbol)
        }
        let isMember = around.map { symbols[$0.symbol].kind == .type } ?? (column == 0)
        guard isMember else { return nil }
        let isAssigned = sign(place + 1) == 0x3D && sign(place + 2) != 0x3D
        let isTyped = sign(place + 1) == 0x3A && isName(place + 2) && syntax.name == "python"
        guard isAssigned || isTyped else { return nil }
        let line = lexeme(place).line
        var end = place + 1
        while end < code.count, lexeme(end).line == line { end += 1 }
        return add(name: place, start: place, end: end, kind: .variable, parent: around?.symbol)
    }

    /// The place behind the head of a function or type: its line, or as many as its parentheses take.
    private func headEnd(from name: Int) -> Int {
        var depth = 0
        var place = name + 1
        var line = lexeme(name).line
        while place < code.count, place - name < 400 {
            let lexeme = lexeme(place)
            if depth == 0, lexeme.line != line { break }
            line = lexeme.line
            switch sign(place) {
            case 0x28, 0x5B: depth += 1
            case 0x29, 0x5D: depth -= 1
            case 0x3A where depth == 0 && syntax.name == "python": return place
            default: break
            }
            place += 1
        }
        return place
    }
}
