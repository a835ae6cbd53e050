internal import Foundation

/// Finds the few lines of an output that say what went wrong.
enum ErrorQuotes {
    private static let limit = 160
    private static let most = 3
    private static let marks = ["error", "exception", "assert", "failed", "expected", "fatal", "panic", "not ok", "✘"]

    /// The lines as they are written, cut at most.
    ///
    /// - Parameters:
    ///   - output: what a tool gave.
    ///   - root: the project's folder, which is left out.
    /// - Returns: at most three.
    static func find(in output: String, root: String?) -> [String] {
        var found: [String] = []
        for line in FailureReducer(root: root).reduce(output, limit: 20_000).split(separator: "\n") {
            let text = line.trimmingCharacters(in: .whitespaces)
            let lower = text.lowercased()
            guard text.count > 5, marks.contains(where: lower.contains), !lower.hasPrefix("0 ") else { continue }
            let quote = text.count <= limit ? text : text.prefix(limit) + "…"
            if !found.contains(quote) { found.append(quote) }
        }
        // The last lines of an output sum it up, the first ones name the cause.
        return found.count <= most ? found : Array(found.prefix(most - 1) + found.suffix(1))
    }
}
