internal import Foundation

/// Cuts a file into units and counts a task's terms in them.
///
/// A function, a macro, an enumeration, a small type is one unit. Of a larger type the head with its fields is one, each
/// of its members another. Lines between definitions are cut into units of at most 40.
struct UnitCutter {
    /// Types of at most so many lines stay whole.
    static let smallType = 24
    /// Lines of a unit that is no definition.
    static let fragmentLines = 40
    /// Weights of a term in the declared name, in the documentation, elsewhere.
    private static let weights = (name: Float(4), comment: Float(1.2), code: Float(1))

    /// The number of each term.
    let terms: [String: Int]
    /// Terms of words that were seen, by the words' hashes.
    private var known: [UInt64: [Int]] = [:]

    init(terms: [String: Int]) { self.terms = terms }

    /// Cuts a file. Complexity: O(n).
    ///
    /// - Parameters:
    ///   - file: has its path; gains lines and units.
    ///   - bytes: its content.
    ///   - place: its number among the candidates.
    mutating func cut(_ file: inout CandidateFile, bytes: [UInt8], place: Int) {
        // Lines as the scanner counts them: a form feed or U+2028 ends none.
        file.lines = String(decoding: bytes, as: UTF8.self).utf8
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0) }
        if file.lines.last?.isEmpty ?? false { file.lines.removeLast() }
        let syntax = SourceSyntax.of(path: file.path)
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = SourceScanner(buffer, syntax: syntax)
            scanner.scan()
            var finder = DeclarationFinder(
                syntax: syntax, bytes: buffer, lexemes: scanner.lexemes, lineStarts: scanner.lineStarts)
            file.units = units(of: finder.find(), lineCount: file.lines.count, place: place)
            count(scanner.lexemes, buffer, in: &file.units, lineCount: file.lines.count)
        }
        file.units.removeAll { unit in
            file.lines[unit.lines.lowerBound - 1..<unit.lines.upperBound].allSatisfy(\.isBlankLine)
        }
    }

    private func units(of symbols: [IndexedSymbol], lineCount: Int, place: Int) -> [CodeUnit] {
        var children: [Int: [Int]] = [:]
        for (number, symbol) in symbols.enumerated() where symbol.kind != .member {
            children[symbol.parent ?? -1, default: []].append(number)
        }
        var units: [CodeUnit] = []
        func visit(_ number: Int, depth: Int, owner: String) {
            let symbol = symbols[number]
            let first = max(1, min(symbol.firstLine, lineCount))
            let last = max(first, min(symbol.lastLine, lineCount))
            let inner = symbol.kind.holdsMembers ? children[number] ?? [] : []
            let isWhole = inner.isEmpty || last - first < Self.smallType
            let members = inner.filter { symbols[$0].kind == .function || symbols[$0].kind.holdsMembers }
            let end = isWhole ? last : max(symbol.line, (members.map { symbols[$0].firstLine }.min() ?? last + 1) - 1)
            guard first <= end else { return }
            units.append(
                CodeUnit(
                    file: place, kind: symbol.kind, name: symbol.name, owner: owner, lines: first...min(last, end),
                    line: symbol.line, signature: symbol.signature, documentation: symbol.documentation, depth: depth))
            guard !isWhole else { return }
            for member in inner where symbols[member].firstLine > end {
                visit(member, depth: depth + 1, owner: symbol.name)
            }
        }
        for number in children[-1] ?? [] { visit(number, depth: 0, owner: "") }
        units.sort { $0.lines.lowerBound < $1.lines.lowerBound }
        return withGaps(units, lineCount: lineCount, place: place)
    }

    /// Adds the lines between units, and takes lines away that two units share.
    private func withGaps(_ units: [CodeUnit], lineCount: Int, place: Int) -> [CodeUnit] {
        var all: [CodeUnit] = []
        var next = 1
        func fill(until end: Int) {
            while next < end {
                let last = min(end - 1, next + Self.fragmentLines - 1)
                all.append(
                    CodeUnit(
                        file: place, kind: nil, name: "", owner: "", lines: next...last, line: next, signature: "",
                        depth: 0))
                next = last + 1
            }
        }
        for var unit in units {
            fill(until: unit.lines.lowerBound)
            guard unit.lines.upperBound >= next else { continue }
            unit.lines = max(next, unit.lines.lowerBound)...unit.lines.upperBound
            next = unit.lines.upperBound + 1
            all.append(unit)
        }
        fill(until: lineCount + 1)
        return all
    }

    private mutating func count(
        _ lexemes: [Lexeme], _ bytes: UnsafeBufferPointer<UInt8>, in units: inout [CodeUnit], lineCount: Int
    ) {
        var unit = 0
        for lexeme in lexemes where lexeme.place != .sign {
            let line = Int(lexeme.line) + 1
            while unit < units.count, units[unit].lines.upperBound < line { unit += 1 }
            guard unit < units.count else { return }
            let word = UnsafeBufferPointer(rebasing: bytes[Int(lexeme.start)..<lexeme.end])
            let hash = WordTable.hash(word)
            units[unit].length += 1
            let weight = lexeme.place == .comment ? Self.weights.comment : Self.weights.code
            for term in self.terms(of: word, hash: hash) { units[unit].counts[term, default: 0] += weight }
            if lexeme.place == .code, word.count > 2 { units[unit].uses.insert(hash) }
        }
        for index in units.indices where !units[index].name.isEmpty {
            Array(units[index].name.utf8).withUnsafeBufferPointer { word in
                for term in self.terms(of: word, hash: WordTable.hash(word)) {
                    units[index].counts[term, default: 0] += Self.weights.name
                }
            }
            Array(units[index].owner.utf8).withUnsafeBufferPointer { word in
                for term in self.terms(of: word, hash: WordTable.hash(word)) {
                    units[index].counts[term, default: 0] += 1
                }
            }
        }
    }

    private mutating func terms(of word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> [Int] {
        if let found = known[hash] { return found }
        let split = WordParts.terms(of: word)
        let found = (split.parts + [split.whole].compactMap { $0 }).compactMap { terms[$0] }
        known[hash] = found
        return found
    }
}
