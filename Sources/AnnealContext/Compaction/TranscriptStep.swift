/// An answer of a model that works with tools, and what came of it, as far as compaction needs to know.
public struct TranscriptStep: Sendable, Hashable {
    /// A call and its outcome.
    public struct Call: Sendable, Hashable {
        /// What kind of call.
        public enum Kind: String, Sendable, Hashable {
            /// Looks at files: reading, listing, searching.
            case look
            /// Changes files.
            case change
            /// Runs a command.
            case command
            /// Runs the checks that decide.
            case check
            /// Anything else.
            case other
        }

        /// What kind.
        public var kind: Kind
        /// The tool with what it was called on, such as `read_file src/store.py`.
        public var subject: String
        /// One line on the outcome.
        public var outcome: String
        /// What the tool gave, in full.
        public var result: String
        /// Whether it did what it was asked.
        public var succeeded: Bool
        /// Files that it changed.
        public var changed: [String]

        /// Creates a call.
        public init(
            kind: Kind, subject: String, outcome: String, result: String, succeeded: Bool, changed: [String] = []
        ) {
            self.kind = kind
            self.subject = subject
            self.outcome = outcome
            self.result = result
            self.succeeded = succeeded
            self.changed = changed
        }
    }

    /// What the model said.
    public var text: String
    /// Its calls in order.
    public var calls: [Call]

    /// Creates a step.
    public init(text: String, calls: [Call]) {
        self.text = text
        self.calls = calls
    }
}
