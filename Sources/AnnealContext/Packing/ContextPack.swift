public import AnnealFoundation

/// What a model is shown of a repository for a task, within a budget of tokens.
public struct ContextPack: Sendable, Hashable, Codable {
    /// What an item shows.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Rules of the repository for those who work in it.
        case rules
        /// A whole definition.
        case definition
        /// Lines of a file that are no whole definition.
        case fragment
        /// Signatures of a file, each with its line.
        case outline
    }

    /// A part of the text.
    public struct Item: Sendable, Hashable, Codable {
        /// What it shows.
        public var kind: Kind
        /// The file, relative to the root.
        public var path: String
        /// What is declared; `nil` where it is no definition.
        public var symbol: String?
        /// The first line, from 1.
        public var firstLine: Int
        /// The last line.
        public var lastLine: Int
        /// The lines of an outline's signatures; empty for other kinds.
        public var lines: [Int]
        /// What the model sees, with a heading where the file changes.
        public var text: String
        /// The repository's own text in it, which tells whether the item still holds.
        public var source: String
        /// Tokens of `text`.
        public var tokens: Int
        /// How likely it is needed; comparable within one pack only.
        public var value: Double
        /// Why it is here.
        public var reasons: [String]
    }

    /// What found no room.
    public struct LeftOut: Sendable, Hashable, Codable {
        /// The file.
        public var path: String
        /// What is declared, if it is a definition.
        public var symbol: String?
        /// The first line, from 1.
        public var firstLine: Int
        /// The last line.
        public var lastLine: Int
        /// Tokens that it would take.
        public var tokens: Int
        /// How likely it is needed.
        public var value: Double
        /// Whether its signature is shown in an outline.
        public var isOutlined: Bool
    }

    /// The parts in order; a pack that goes on from another begins with those of it that still hold.
    public internal(set) var items: [Item] = []
    /// What found no room, the most valuable first, at most 100.
    public internal(set) var leftOut: [LeftOut] = []
    /// Definitions that were looked at and are neither shown nor listed.
    public internal(set) var furtherLeftOut = 0
    /// Items of the pack before that do not hold any more.
    public internal(set) var dropped: [String] = []
    /// Tokens of the whole text.
    public internal(set) var tokens = 0
    /// The most tokens.
    public internal(set) var budget: Int
    /// Who counted.
    public internal(set) var counter: String
    /// Whether the count is the model's own.
    public internal(set) var isExact: Bool

    /// What the model sees.
    public var text: String { items.map(\.text).joined() }

    init(budget: Int, counter: any TokenCounter) {
        self.budget = budget
        self.counter = counter.name
        isExact = counter.isExact
    }
}

/// A pack cannot be made.
public struct PackError: DescribedError, Hashable {
    /// What happened.
    public var message: String
    /// The option or file.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .badInput }

    /// Creates an error.
    public init(message: String, place: String? = nil, remedy: String? = nil) {
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
