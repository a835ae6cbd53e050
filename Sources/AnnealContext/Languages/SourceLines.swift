internal import AnnealFoundation

/// The lines of a source file as a reader sees them: blank lines, and runs of lines without one.
///
/// What reads statements from a file uses it for the lines between them, which hold comments only.
struct SourceLines: Sendable {
    /// Without line ends.
    var lines: [String]

    /// The first line of the run of lines that ends directly above a line, but none above `start`.
    func leadStart(above line: Int, from start: Int) -> Int {
        var first = line
        while first > start, !lines[first - 1].isBlank { first -= 1 }
        return first
    }

    /// The runs of lines without a blank one.
    func runs(in range: Range<Int>) -> [Range<Int>] {
        range.split { lines[$0].isBlank }.map { $0.startIndex..<$0.endIndex }
    }

    /// How many blank lines there are directly above a line, not counting those above `start`.
    func blankLines(above line: Int, from start: Int) -> Int {
        var count = 0
        while line - count - 1 >= start, lines[line - count - 1].isBlank { count += 1 }
        return count
    }

    /// A file's text: the parts with as many blank lines above each as told, without blank lines at the end.
    static func text(_ parts: some Sequence<(blankLines: Int, lines: [String])>) -> String {
        var lines: [String] = []
        for part in parts {
            lines += Array(repeating: "", count: part.blankLines)
            lines += part.lines
        }
        while lines.last?.isBlank == true { lines.removeLast() }
        return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }
}
