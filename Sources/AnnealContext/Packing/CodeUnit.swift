/// A definition of a file, or the lines between definitions: what is shown as a whole or not at all.
struct CodeUnit {
    /// The place of its file among the candidates.
    var file: Int
    /// What it declares; `nil` for lines between definitions.
    var kind: SymbolKind?
    /// Its name; empty for lines between definitions.
    var name: String
    /// The name of what stands around it; empty at the top.
    var owner: String
    /// Its lines, from 1, with the documentation.
    var lines: ClosedRange<Int>
    /// The line of the declaration itself.
    var line: Int
    /// The declaration in one line; empty for lines between definitions.
    var signature: String
    /// The first sentence of its documentation; empty where there is none.
    var documentation = ""
    /// How many declarations stand around it.
    var depth: Int
    /// Weighted occurrences of the task's terms, by their number.
    var counts: [Int: Float] = [:]
    /// Words in it.
    var length: Float = 0
    /// Hashes of the names that its code uses.
    var uses: Set<UInt64> = []

    /// The name with its owner's.
    var fullName: String { owner.isEmpty ? name : "\(owner).\(name)" }
}

/// A file that may be shown, cut into units.
struct CandidateFile {
    var path: String
    /// From 0 to 1, by the search and by what the task names.
    var score: Float
    var category: FileCategory
    /// Why it is a candidate.
    var reasons: [String]
    /// Its lines as text, without their ends.
    var lines: [Substring] = []
    var units: [CodeUnit] = []

    /// The text of some lines.
    func text(_ range: ClosedRange<Int>) -> String {
        let first = max(1, range.lowerBound)
        let last = min(lines.count, range.upperBound)
        guard first <= last else { return "" }
        return lines[(first - 1)..<last].joined(separator: "\n") + "\n"
    }
}
