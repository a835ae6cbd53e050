internal import Foundation

/// Makes the output of a failed command short: the project's stack frames stay and those of libraries become a count,
/// repeated lines are told once, long expected and actual values become their difference, and when it is still too long
/// what tells of errors stays.
///
/// What is short and holds nothing of the kind stays as it is. Python, JavaScript, Swift and what is alike are known.
public struct FailureReducer: Sendable {
    /// Absolute path of the project; paths below it are written from there on.
    public let root: String?

    /// Creates a reducer.
    ///
    /// - Parameter root: the project's folder, if it is known.
    public init(root: String? = nil) { self.root = root }

    /// Reduces an output.
    ///
    /// - Parameters:
    ///   - output: what a command printed.
    ///   - limit: the most bytes.
    /// - Returns: the text. Complexity: O(n) in the output, and O(d²) in values that differ.
    public func reduce(_ output: String, limit: Int = 4000) -> String {
        var lines = Self.lines(of: output)
        if let root {
            let folder = root.hasSuffix("/") ? String(root.dropLast()) : root
            lines = lines.map {
                $0.contains(folder) ? $0.replacing(folder + "/", with: "").replacing(folder, with: ".") : $0
            }
        }
        lines = Self.withoutRegisters(lines)
        lines = TraceFolding.folded(lines)
        lines = ValueDifference.shortened(lines)
        lines = LineFolding.folded(lines)
        return LineChoice.fitting(lines, limit: limit).joined(separator: "\n")
    }

    /// Swift's backtraces end with registers and loaded libraries, which tell nothing about the source.
    private static func withoutRegisters(_ lines: [String]) -> [String] {
        guard let start = lines.firstIndex(of: "Registers:"),
            let end = lines[start...].firstIndex(where: { $0.hasPrefix("Backtrace took ") })
        else { return lines }
        return lines[..<start] + ["[registers and images left out]"] + lines[(end + 1)...]
    }

    /// The lines without colours, and without what progress displays have overwritten.
    private static func lines(of output: String) -> [String] {
        let plain = output.contains("\u{1B}") ? output.replacing(escape, with: "") : output
        var lines = plain.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in String(line.split(separator: "\r").last ?? "") }
        while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
        return lines
    }

    private nonisolated(unsafe) static let escape = /\u{1B}(\[[0-9;?]*[A-Za-z]|\][^\u{07}\u{1B}]*(\u{07}|\u{1B}\\))/
}
