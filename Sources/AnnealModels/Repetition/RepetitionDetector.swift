/// Notices that a text goes round in circles.
///
/// Two signs count. Exact: the end of the text is a block, repeated, numbers of long lines apart; how often it has to be depends on what is in it,
/// because rows of a table, a grid of zeros or a rule of dashes repeat with good reason, sentences and statements do
/// not. Loose: the last two dozen lines with words in them are the same three lines or fewer, in any order.
///
/// Source for the periods of a suffix: D. Gusfield, "Algorithms on Strings, Trees, and Sequences", 1997, section 1.3
/// (the Z algorithm), on the reversed text.
struct RepetitionDetector: Sendable {
    /// Bytes of the text's end that are looked at.
    private static let window = 3000
    /// Bytes between two looks.
    private static let stride = 24
    /// Lines that are compared for the loose sign.
    private static let lines = 24

    private var tail: [UInt8] = []
    private var sinceLook = 0

    /// Bytes at the end of the text that only repeat what stands before them; 0 as long as nothing was noticed.
    private(set) var superfluous = 0

    /// Takes the next piece. Complexity: O(window) once for every few dozen bytes.
    ///
    /// - Returns: whether the text goes round in circles.
    mutating func take(_ piece: String) -> Bool {
        tail.append(contentsOf: piece.utf8)
        sinceLook += piece.utf8.count
        guard sinceLook >= Self.stride else { return false }
        sinceLook = 0
        if tail.count > 2 * Self.window { tail.removeFirst(tail.count - Self.window) }
        superfluous = repeatedSuffix() ?? 0
        return superfluous > 0 || linesGoRound()
    }

    /// The length of the repetitions at the end without the first copy, when there are too many.
    private func repeatedSuffix() -> Int? {
        let reversed = Array(tail.suffix(Self.window).reversed())
        return Self.repetition(reversed) ?? Self.countedRepetition(reversed)
    }

    /// A line of words again and again, with nothing but its number new: `# 7. Given a log`, `# 8. Given a log`.
    private static func countedRepetition(_ reversed: [UInt8]) -> Int? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let uncounted = reversed.map { digits.contains($0) ? UInt8(ascii: "0") : $0 }
        let matches = zArray(uncounted)
        for period in 24..<max(25, reversed.count / 4) where period < matches.count {
            let run = matches[period] + period
            // Short lines that differ by a number may be a table.
            guard run >= (period < 60 ? 8 : 4) * period else { continue }
            let letters = uncounted[..<period].count {
                ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
            }
            let isLine = uncounted[..<period].count { $0 == UInt8(ascii: "\n") } == 1
            if isLine, letters * 5 >= period * 2 { return run - period }
        }
        return nil
    }

    private static func repetition(_ reversed: [UInt8]) -> Int? {
        let matches = zArray(reversed)
        for period in 1..<max(2, reversed.count / 2) where period < matches.count {
            let run = matches[period] + period
            guard run >= 3 * period, run >= 120 else { continue }
            if run >= tolerated(block: reversed[..<period]) { return run - period }
        }
        return nil
    }

    /// Bytes of repetition that are too many for a block.
    private static func tolerated(block: ArraySlice<UInt8>) -> Int {
        let period = block.count
        let letters = block.count { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") || $0 >= 0x80 }
        let isMarkup = block.contains(UInt8(ascii: "<")) && block.contains(UInt8(ascii: ">"))
        // Numbers and punctuation alone: a matrix or a bitmap may be large.
        if letters * 8 < period { return max(1000, 12 * period) }
        // A word or a cell at a time: `null, null, null`, `<td></td>`.
        if letters < 8 || isMarkup { return max(400, 6 * period) }
        return max(160, period < 50 ? 4 * period : 3 * period)
    }

    /// Whether the last lines are few lines in turn, though not exactly periodic.
    private func linesGoRound() -> Bool {
        let lines = tail.suffix(Self.window).split(separator: UInt8(ascii: "\n")).dropLast()
        let wordy = lines.filter { line in
            line.count { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") } >= 12
        }
        guard wordy.count >= Self.lines, lines.count - wordy.count <= wordy.count else { return false }
        return Set(wordy.suffix(Self.lines)).count <= 3
    }

    /// For each position, how many elements from there on equal the beginning. Complexity: O(n).
    static func zArray(_ text: [UInt8]) -> [Int] {
        var matches = [Int](repeating: 0, count: text.count)
        var (left, right) = (0, 0)
        for index in text.indices.dropFirst() {
            if index < right { matches[index] = min(right - index, matches[index - left]) }
            while index + matches[index] < text.count, text[matches[index]] == text[index + matches[index]] {
                matches[index] += 1
            }
            if index + matches[index] > right { (left, right) = (index, index + matches[index]) }
        }
        return matches
    }
}
