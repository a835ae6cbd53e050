/// How far two words are from each other.
///
/// Source: V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", 1966.
public enum EditDistance {
    /// Insertions, deletions and substitutions that turn one word into the other. Complexity: O(n · m).
    ///
    /// - Parameters:
    ///   - first: a word.
    ///   - second: another word.
    /// - Returns: the number of changes.
    public static func between(_ first: String, _ second: String) -> Int {
        let first = Array(first.utf8)
        let second = Array(second.utf8)
        var row = Array(0...second.count)
        for (i, byte) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in second.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (byte == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[second.count]
    }
}
