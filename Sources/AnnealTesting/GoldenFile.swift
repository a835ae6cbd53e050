public import Foundation

/// A file that holds what some text has to be, written anew when `UPDATE_GOLDEN=1`.
public struct GoldenFile: Sendable {
    /// The file.
    public let url: URL

    /// Finds a golden file beside the test that uses it, in `Golden/`.
    ///
    /// - Parameters:
    ///   - name: the file's name.
    ///   - testFile: the test's source file.
    public init(_ name: String, testFile: String = #filePath) {
        url = URL(fileURLWithPath: testFile).deletingLastPathComponent().appending(path: "Golden").appending(path: name)
    }

    /// Takes any file.
    ///
    /// - Parameter url: the file.
    public init(url: URL) { self.url = url }

    /// Compares a text with the file; with `UPDATE_GOLDEN=1` writes the file instead.
    ///
    /// - Parameter text: what there is.
    /// - Returns: `nil` when they are equal, otherwise the first line that differs and how to accept it.
    /// - Throws: `CocoaError` when the file cannot be read or written.
    public func difference(from text: String) throws -> String? {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url, options: .atomic)
            return nil
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        if expected == text { return nil }
        let (old, new) = (
            expected.split(separator: "\n", omittingEmptySubsequences: false),
            text.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
        func shown(_ lines: [Substring]) -> String {
            lines.indices.contains(line) ? String(lines[line]) : "(no such line)"
        }
        return """
            \(url.lastPathComponent) line \(line + 1) differs
              expected: \(shown(old))
              found:    \(shown(new))
            `make golden` writes the files anew
            """
    }
}
