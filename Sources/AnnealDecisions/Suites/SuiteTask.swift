/// A task whose solution can be judged by tests that nobody who works on it sees.
public struct SuiteTask: Sendable, Hashable, Codable {
    /// How hard it is meant to be; what it is for a model, the outcomes tell.
    public enum Difficulty: String, Sendable, Hashable, Codable, CaseIterable {
        /// A few lines.
        case easy
        /// Some cases that are easy to get wrong.
        case medium
        /// Several rules that work together.
        case hard
    }

    /// Identifies the task within its suite; letters, digits, `-`, `_` and `.`.
    public var id: String
    /// The programming language: `python`, `javascript`.
    public var language: String
    /// How hard it is meant to be.
    public var difficulty: Difficulty
    /// What it is about: `strings`, `dates`, …
    public var topic: String
    /// The specification, as Markdown.
    public var spec: String
    /// The repository to begin with: text by relative path.
    public var files: [String: String]
    /// The hidden tests: text by relative path.
    public var hidden: [String: String]
    /// How the hidden tests are run in a POSIX shell; exit status 0 means solved.
    public var command: String
    /// A solution that passes: text by relative path.
    public var reference: [String: String]

    /// Creates a task.
    public init(
        id: String, language: String, difficulty: Difficulty, topic: String, spec: String,
        files: [String: String] = [:],
        hidden: [String: String], command: String, reference: [String: String]
    ) {
        self.id = id
        self.language = language
        self.difficulty = difficulty
        self.topic = topic
        self.spec = spec
        self.files = files
        self.hidden = hidden
        self.command = command
        self.reference = reference
    }
}
