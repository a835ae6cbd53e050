internal import Foundation

/// What `git log` tells of commits.
struct GitLog {
    /// A commit.
    struct Commit: Hashable {
        var hash: String
        /// Seconds since 1970.
        var seconds: Int
        /// The whole message.
        var message: String
        /// Relative to the folder.
        var paths: [String]
    }

    /// The arguments after `git` that give the log which `init(parsing:)` reads.
    ///
    /// Nothing that a repository's configuration names is run: no signatures, drivers or pagers.
    ///
    /// - Parameters:
    ///   - range: such as `HEAD` or `OLD..NEW`.
    ///   - limit: the most commits.
    /// - Returns: the arguments.
    static func arguments(range: String, limit: Int) -> [String] {
        [
            "--no-pager", "-c", "core.quotepath=off", "-c", "log.showSignature=false", "log", "--no-merges",
            "--no-renames", "--name-only", "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "--relative",
            "--max-count=\(limit)", "--format=%x00%H%x00%ct%x00%B%x00", range, "--", ".",
        ]
    }

    /// The commits, the newest first.
    var commits: [Commit] = []

    /// Reads the output of `git log`; what is cut off at its end is left out.
    ///
    /// - Parameter text: fields that end with zero bytes: hash, time, message; then names, one a line.
    init(parsing text: String) {
        let fields = text.utf8.split(separator: 0, omittingEmptySubsequences: false).dropFirst()
        var index = fields.startIndex
        while index + 3 < fields.endIndex {
            let names = fields[index + 3].split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
            commits.append(
                Commit(
                    hash: String(Substring(fields[index])), seconds: Int(String(Substring(fields[index + 1]))) ?? 0,
                    message: String(Substring(fields[index + 2])),
                    // Names with signs that git puts into quotes are rare; they are passed over.
                    paths: names.filter { !$0.hasPrefix("\"") }))
            index += 4
        }
    }
}
