/// What was read of a repository's history.
public struct HistoryReport: Sendable, Hashable {
    /// Commits in the index.
    public var commits = 0
    /// Commits that were read now.
    public var added = 0
    /// Whether everything was read anew, since the history was rewritten.
    public var isRenewed = false
    /// Why there is no history, if there is none.
    public var missing: String?
}
