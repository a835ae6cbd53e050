/// What a command in the sandbox may change.
public enum SandboxProfile: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing but its private temporary folder: for looking, and for checks that must leave no trace.
    case readOnly = "read-only"
    /// The workspace, but for git's folder and Anneal's.
    case workspace
}
