/// How the parts of a pack are written.
enum PackText {
    /// The heading of a file.
    static func heading(_ path: String) -> String { "### \(path)\n" }

    /// What stands before the lines of a file that are shown.
    static func range(_ lines: ClosedRange<Int>) -> String { "[lines \(lines.lowerBound)-\(lines.upperBound)]\n" }

    /// What stands before signatures.
    static let outline = "[signatures]\n"

    /// A signature with its line.
    static func signature(_ unit: CodeUnit) -> String {
        String(repeating: "  ", count: min(3, unit.depth)) + "\(unit.line): \(unit.signature)\n"
    }

    /// Rules of the repository.
    static func rules(path: String, text: String) -> String {
        "### Rules of this repository, from \(path) (the file nearest to what is changed wins)\n\(text)\n"
    }
}
