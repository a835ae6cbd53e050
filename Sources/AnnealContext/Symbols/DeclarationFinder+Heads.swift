extension DeclarationFinder {
    /// The place of the name that a keyword declares; `nil` when it declares none.
    func nameAfterKeyword(_ place: Int, _ kind: SymbolKind) -> Int? {
        let keyword = word(place)
        if syntax.name == "swift", ["init", "deinit", "subscript"].contains(keyword) {
            let next = sign(place + 1)
            return next == 0x28 || next == 0x7B || next == 0x3C || next == 0x3F || next == 0x21 ? place : nil
        }
        var name = place + 1
        if syntax.name == "go", keyword == "func", sign(name) == 0x28 {
            while name < code.count, sign(name) != 0x29 { name += 1 }
            name += 1
        }
        if keyword == "macro_rules", sign(name) == 0x21 { name += 1 }
        if keyword == "impl" {
            // The type that gains: the last name before the brace that is no parameter.
            var depth = 0
            var found: Int?
            while name < code.count, sign(name) != 0x7B, name - place < 80 {
                if sign(name) == 0x3C { depth += 1 } else if sign(name) == 0x3E { depth -= 1 }
                if depth == 0, isName(name), word(name) != "for", word(name) != "where" { found = name }
                name += 1
            }
            return found
        }
        if keyword == "function", sign(name) == 0x2A { name += 1 }
        if kind == .extending || kind == .type {
            while sign(name + 1) == 0x2E, isName(name + 2) { name += 2 }
        }
        guard isName(name) else { return nil }
        return name
    }

    /// The place behind the head of a declaration.
    func headEnd(from name: Int, _ kind: SymbolKind) -> Int {
        var place = name + 1
        var depth = 0
        var line = lexeme(name).line
        while place < code.count, place - name < 300 {
            let lexeme = lexeme(place)
            if depth == 0, lexeme.line != line, kind == .variable || kind == .member || kind == .alias { return place }
            switch sign(place) {
            case 0x28, 0x5B: depth += 1
            case 0x29, 0x5D: depth -= 1
            case 0x7B, 0x3B: if depth <= 0 { return place }
            case 0x7D: return place
            case 0x3D where depth == 0 && kind == .variable && sign(place + 1) != 0x3D: return place
            default:
                // A new declaration begins: this one has no body.
                if depth == 0, lexeme.isFirst, self.kind(place) != nil { return place }
            }
            line = lexeme.line
            place += 1
        }
        return place
    }

    /// Adds the name that a `typedef` ends with; what it holds is looked at as everywhere.
    mutating func typedef(at place: Int, parent: Int?) -> (symbol: Int, next: Int)? {
        var end = place + 1
        var depth = 0
        var name: Int?
        while end < code.count, end - place < 4000 {
            switch sign(end) {
            case 0x7B, 0x28: depth += 1
            case 0x7D, 0x29: depth -= 1
            case 0x3B where depth == 0:
                guard let name else { return nil }
                add(name: name, start: place, end: name + 1, kind: .alias, parent: parent)
                return nil
            case 0 where isName(end) && (depth == 0 || (sign(end - 1) == 0x2A && sign(end - 2) == 0x28 && depth == 1)):
                name = end
            default: break
            }
            end += 1
        }
        return nil
    }

    /// `#define NAME`; everything else of the preprocessor is passed over.
    mutating func directive(at place: Int) -> Int {
        var end = place + 1
        var line = lexeme(place).line
        while end < code.count {
            let next = lexeme(end).line
            if next != line {
                guard next == line + 1, isLineJoined(Int(line)) else { break }
                line = next
            }
            end += 1
        }
        if end > place + 2, isName(place + 1), word(place + 1) == "define", isName(place + 2) {
            let symbol = add(name: place + 2, start: place, end: min(end, place + 12), kind: .macro, parent: nil)
            symbols[symbol].lastLine = Int(line) + 1
        }
        return end
    }

    private func isLineJoined(_ line: Int) -> Bool {
        guard line + 1 < lineStarts.count else { return false }
        var byte = Int(lineStarts[line + 1]) - 2
        if byte >= 0, bytes[byte] == 0x0D { byte -= 1 }
        return byte >= 0 && bytes[byte] == 0x5C
    }
}
