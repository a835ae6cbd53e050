/// What a command in the sandbox may change and reach.
public enum SandboxProfile: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing but its private temporary folder: for looking, and for checks that must leave no trace.
    case readOnly = "read-only"
    /// The workspace, but for git's folder and Anneal's. No network.
    case workspace
    /// The workspace, and of the network the domains that the egress proxy lets through.
    case network = "workspace+network"
}
