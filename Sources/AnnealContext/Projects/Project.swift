internal import AnnealFoundation

/// What is known of the repository that a run works in.
public struct Project: Sendable, Hashable, Codable {
    /// Absolute path of its root.
    public var root: String
    /// Paths of its text files relative to the root, sorted; ignored, hidden, binary and huge files are left out.
    public var files: [String]
    /// The names of its languages, the one with the most code first; for an empty project the one that the
    /// specification speaks of.
    public var languages: [String]
    /// Rules for agents (`AGENTS.md` and the like) by path, nearest to the root first, cut to a limit.
    public var rules: [String: String]

    /// Creates a description.
    public init(root: String, files: [String], languages: [String], rules: [String: String] = [:]) {
        self.root = root
        self.files = files
        self.languages = languages
        self.rules = rules
    }
}
