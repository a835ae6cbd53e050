import Foundation

/// A commit that is a fair query: its message tells of a change to a few source files and does not name them.
struct CommitChoice {
    var hash: String
    var parent: String
    var message: String
    /// The source files that it changed and that were there before.
    var truth: [String]

    private static let endings: Set<String> = [
        "py", "swift", "c", "h", "cc", "cpp", "go", "rs", "js", "ts", "java", "kt", "rb", "m",
    ]
    private static let otherFolders: Set<String> = [
        "test", "tests", "testing", "spec", "specs", "doc", "docs", "example", "examples", "vendor", "benchmark",
        "benchmarks", "fixtures", "testdata", "third_party", "deps", "contrib",
    ]
    private static let dullBeginnings = [
        "merge", "revert", "bump", "release", "version", "format", "lint", "typo", "update changelog", "whitespace",
    ]

    /// Reads a commit; `nil` when it is no fair query.
    ///
    /// - Parameters:
    ///   - hash: of the commit.
    ///   - parents: hashes with blanks between.
    ///   - message: the whole message.
    ///   - changes: lines of a letter (`M`, `A`, `D`), a tab and a path.
    init?(hash: String, parents: String, message: String, changes: [Substring]) {
        let kept = message.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            !line.contains("://") && !line.lowercased().contains("-by: ") && !line.hasPrefix("Change-Id:")
        }
        var text = kept.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        text = text.replacing(/\(?#\d+\)?/, with: "")
        let subject = text.prefix { $0 != "\n" }
        guard subject.count >= 15, subject.split(separator: " ").count >= 3, !parents.isEmpty, !parents.contains(" "),
            !Self.dullBeginnings.contains(where: { subject.lowercased().hasPrefix($0) })
        else { return nil }
        let truth = changes.filter { $0.hasPrefix("M\t") }.map { String($0.dropFirst(2)) }.filter(Self.isSource)
        guard (1...6).contains(truth.count), changes.count <= 12 else { return nil }
        let names = truth.compactMap { $0.split(separator: "/").last?.split(separator: ".").first }
        let lower = text.lowercased()
        guard !names.contains(where: { $0.count > 3 && lower.contains($0.lowercased() + ".") }) else { return nil }
        (self.hash, parent, self.message, self.truth) = (hash, parents, String(text.prefix(3000)), truth)
    }

    private static func isSource(_ path: String) -> Bool {
        let parts = path.lowercased().split(separator: "/").map(String.init)
        guard let name = parts.last, let ending = name.split(separator: ".").last, endings.contains(String(ending)),
            !parts.dropLast().contains(where: { otherFolders.contains($0) || $0.hasSuffix("tests") })
        else { return false }
        return !name.hasPrefix("test_") && !name.contains("_test.") && !name.contains(".test.")
            && !name.contains("tests.") && !name.hasSuffix("test.java") && !name.contains("spec.")
    }
}
