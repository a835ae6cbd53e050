/// `a{b,c}d` becomes `abd acd`, `{1..3}` becomes `1 2 3`. Quotes protect.
enum BraceExpansion {
    /// A byte without quotes, or a part that stays as it is.
    private enum Atom {
        case byte(UInt8)
        case part(ShellPart)
    }

    /// How long all words of a brace may be together, in bytes.
    private static let longest = 1 << 15

    /// The words that a word stands for; the word itself where nothing is to be done.
    /// Beyond `limit` words it stays as it is, too.
    static func words(_ word: ShellWord, limit: Int = 256) -> (words: [ShellWord], isCut: Bool) {
        guard hasBraces(word) else { return ([word], false) }
        var atoms: [Atom] = []
        for part in word.parts {
            if case .literal(let text) = part {
                atoms += text.utf8.map { .byte($0) }
            } else {
                atoms.append(.part(part))
            }
        }
        guard atoms.count < 4096, let results = expand(atoms[...], limit: limit, depth: 0) else {
            return ([word], true)
        }
        return (results.map { ShellWord(parts: parts(of: $0), range: word.range) }, false)
    }

    /// Whether a word has braces outside of quotes.
    static func hasBraces(_ word: ShellWord) -> Bool {
        word.parts.contains {
            if case .literal(let text) = $0 { text.utf8.contains(0x7B) } else { false }
        }
    }

    private static func expand(_ atoms: ArraySlice<Atom>, limit: Int, depth: Int) -> [[Atom]]? {
        guard depth < 8 else { return nil }
        guard let (open, commas, close) = group(in: atoms) else { return [Array(atoms)] }
        let prefix = atoms[..<open]
        let alternatives: [[Atom]]
        if commas.isEmpty {
            guard let sequence = sequence(atoms[(open + 1)..<close]) else {
                guard let rest = expand(atoms[(close + 1)...], limit: limit, depth: depth + 1) else { return nil }
                return rest.map { Array(atoms[...close]) + $0 }
            }
            alternatives = sequence
        } else {
            var start = open + 1
            var found: [[Atom]] = []
            for end in commas + [close] {
                guard let inner = expand(atoms[start..<end], limit: limit, depth: depth + 1) else { return nil }
                found += inner
                start = end + 1
            }
            alternatives = found
        }
        guard let rest = expand(atoms[(close + 1)...], limit: limit, depth: depth + 1),
            alternatives.count * rest.count <= limit
        else { return nil }
        let (length, count) = (alternatives.reduce(0) { $0 + $1.count }, rest.reduce(0) { $0 + $1.count })
        let total = (prefix.count * alternatives.count + length) * rest.count + count * alternatives.count
        guard total < longest else { return nil }
        return alternatives.flatMap { alternative in rest.map { prefix + alternative + $0 } }
    }

    /// The first pair of braces with its commas on the same level; a `${` is a part and not seen here.
    private static func group(in atoms: ArraySlice<Atom>) -> (open: Int, commas: [Int], close: Int)? {
        var opened: [(open: Int, commas: [Int])] = []
        var found: (open: Int, commas: [Int], close: Int)?
        for index in atoms.indices {
            guard case .byte(let byte) = atoms[index] else { continue }
            switch byte {
            case 0x7B: opened.append((index, []))
            case 0x2C:
                if let last = opened.indices.last { opened[last].commas.append(index) }
            case 0x7D:
                guard let (open, commas) = opened.popLast() else { continue }
                guard !commas.isEmpty || isSequence(atoms[(open + 1)..<index]) else { continue }
                if found.map({ open < $0.open }) ?? true { found = (open, commas, index) }
                if opened.isEmpty, found != nil { return found }
            default: continue
            }
        }
        return found
    }

    private static func isSequence(_ atoms: ArraySlice<Atom>) -> Bool { sequence(atoms) != nil }

    /// `1..9`, `a..e`, each with a step or without.
    private static func sequence(_ atoms: ArraySlice<Atom>) -> [[Atom]]? {
        guard atoms.count < 80 else { return nil }
        var bytes: [UInt8] = []
        for atom in atoms {
            guard case .byte(let byte) = atom else { return nil }
            bytes.append(byte)
        }
        let ends = String(decoding: bytes, as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false)
        guard ends.count == 3 || ends.count == 5, ends[1].isEmpty else { return nil }
        let step = ends.count == 5 ? Int(ends[4]) : nil
        if let first = Int(ends[0]), let last = Int(ends[2]) {
            return numbers(first, last, step).map { $0.map { String($0).utf8.map { Atom.byte($0) } } }
        }
        guard let first = ends[0].utf8.first, let last = ends[2].utf8.first, ends[0].utf8.count == 1,
            ends[2].utf8.count == 1
        else { return nil }
        return numbers(Int(first), Int(last), step).map { $0.map { [Atom.byte(UInt8(truncatingIfNeeded: $0))] } }
    }

    private static func numbers(_ first: Int, _ last: Int, _ step: Int?) -> [Int]? {
        let (distance, overflows) = last.subtractingReportingOverflow(first)
        guard !overflows, distance != .min else { return nil }
        let width = max(1, (step ?? 1).magnitude)
        guard distance.magnitude / width < 256 else { return nil }
        return Array(stride(from: first, through: last, by: distance < 0 ? -Int(width) : Int(width)))
    }

    private static func parts(of atoms: [Atom]) -> [ShellPart] {
        var parts: [ShellPart] = []
        var bytes: [UInt8] = []
        for atom in atoms {
            switch atom {
            case .byte(let byte): bytes.append(byte)
            case .part(let part):
                if !bytes.isEmpty { parts.append(.literal(String(decoding: bytes, as: UTF8.self))) }
                bytes = []
                parts.append(part)
            }
        }
        if !bytes.isEmpty { parts.append(.literal(String(decoding: bytes, as: UTF8.self))) }
        return parts
    }
}
