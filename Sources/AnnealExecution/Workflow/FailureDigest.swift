internal import AnnealContext

/// What a model has to see of failures, and no more: small windows are lost in long output.
enum FailureDigest {
    /// Puts failures into a text.
    ///
    /// - Parameters:
    ///   - candidate: what failed.
    ///   - faults: what it stumbled over elsewhere.
    ///   - limit: bytes, about four to a token.
    /// - Returns: one entry a failure, the first ones whole, with a count of those left out.
    static func text(of candidate: Candidate, and faults: [TestOutcome] = [], limit: Int = 1600) -> String {
        var entries: [String] = candidate.findings
        var seen = Set<String>()
        for outcome in candidate.failures + candidate.regressions + candidate.missedHints + faults {
            let detail = outcome.detail.isEmpty ? outcome.name : outcome.detail
            // Many tests that fail for one reason (an import, a syntax error) are told once.
            if seen.insert(detail).inserted { entries.append(detail) }
        }
        var text = ""
        var left = entries.count
        for entry in entries {
            let line = "- " + FailureReducer().reduce(entry, limit: 600) + "\n"
            if !text.isEmpty && text.utf8.count + line.utf8.count > limit { break }
            text += line
            left -= 1
        }
        if left > 0 { text += "- and \(left) more\n" }
        return text
    }
}
