/// What a table's cell covers: "90 to 100", "75–89", "from 90", "up to 49", "below 50".
enum RangeCell {
    /// The whole numbers at its ends, the lower one first; none where it is no range.
    static func ends(of text: String) -> [Int] {
        let text = text.filter { $0 != "`" }.lowercased()
        if let match = text.wholeMatch(of: /(-?\d{1,9}) ?(?:to|–|—|-|\.\.|through) ?(-?\d{1,9})/) {
            guard let low = Int(match.1), let high = Int(match.2), low < high else { return [] }
            return [low, high]
        }
        if let match = text.wholeMatch(
            of: /(?:from|at least|≥|>=|up to|at most|≤|<=) ?(-?\d{1,9})|(-?\d{1,9}) (?:and|or) [a-z]+/)
        {
            let isKnown = match.2 == nil || Self.beside.contains { text.hasSuffix(" \($0)") }
            return isKnown ? (match.1 ?? match.2).flatMap { Int($0) }.map { [$0] } ?? [] : []
        }
        if let match = text.wholeMatch(of: /(?:below|under|less than|fewer than|<) ?(-?\d{1,9})/) {
            return Int(match.1).map { [$0 - 1] } ?? []
        }
        if let match = text.wholeMatch(of: /(?:above|over|more than|greater than|>) ?(-?\d{1,9})/) {
            return Int(match.1).map { [$0 + 1] } ?? []
        }
        return []
    }

    /// Words behind a number that is in the range itself: "90 and more".
    private static let beside = ["more", "above", "over", "less", "below", "fewer", "under"]
}
