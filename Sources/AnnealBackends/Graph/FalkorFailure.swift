internal import AnnealExperience
internal import AnnealFoundation

/// Errors of FalkorDB in words of ours.
enum FalkorFailure {
    /// The error that the server's words tell.
    ///
    /// - Parameters:
    ///   - words: such as `errMsg: Invalid input 'R' … line: 1, column: 11, offset: 10 errCtx: …`.
    ///   - place: the server and the graph.
    ///   - limit: how long the query could take.
    /// - Returns: the error; where the words have line and column, `place` has them.
    static func error(_ words: String, place: String, limit: Duration) -> ExperienceError {
        let code = words.prefix { $0 != " " }
        if words.contains("unknown command") {
            return ExperienceError(
                code: .unavailable, message: "the server is no FalkorDB: it does not know GRAPH.QUERY", place: place,
                remedy: "load falkordb.so into it, or name a server that has it")
        }
        if words.contains("timed out") {
            return ExperienceError(
                code: .query, message: "the query took longer than \(limit.readable) and was ended", place: place,
                remedy: "ask for less at a time, or give the graph a longer limit")
        }
        if words.contains("TIMEOUT_MAX") {
            return ExperienceError(
                code: .query, message: "the server allows less time than \(limit.readable) for a query", place: place,
                remedy: "give the graph a shorter limit, or raise TIMEOUT_MAX on the server")
        }
        switch code {
        case "NOAUTH", "WRONGPASS", "NOPERM", "LOADING": return ExperienceError(backend: .refused(words, place: place))
        case "OOM", "READONLY", "MISCONF", "NOREPLICAS", "CLUSTERDOWN":
            return ExperienceError(
                code: .notStored, message: "the server takes nothing: \(words)", place: place,
                remedy: "see the server's memory, disk and role")
        default: break
        }
        let query = parsed(words)
        return ExperienceError(
            code: .query, message: query.message, place: query.place ?? place,
            remedy: "docs/experience.md has the part of Cypher that every graph understands")
    }

    /// An answer that cannot be read.
    static func unreadable(_ reason: String, place: String) -> ExperienceError {
        ExperienceError(
            code: .notRead, message: "the server's answer cannot be read: \(reason)", place: place,
            remedy: "ask again; docs/backends.md has the version that was tried")
    }

    /// Takes the parser's words apart.
    private static func parsed(_ words: String) -> (message: String, place: String?) {
        let pattern = /^errMsg: (?<message>.*?) line: (?<line>\d+), column: (?<column>\d+), offset: \d+/
            .dotMatchesNewlines()
        guard let match = words.firstMatch(of: pattern) else { return (words, nil) }
        return (String(match.message), "line \(match.line), column \(match.column)")
    }
}
