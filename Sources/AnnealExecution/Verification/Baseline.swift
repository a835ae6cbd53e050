/// The tests that passed in the repository before a run: what must go on passing.
public struct Baseline: Sendable, Hashable, Codable {
    /// The tests of one language.
    public struct Suite: Sendable, Hashable, Codable {
        /// The language's name.
        public var language: String
        /// Its test files, relative to the root.
        public var paths: [String]
        /// Names of the tests that passed.
        public var passing: [String]
        /// Names of the tests that did not pass, and so are nobody's fault.
        public var failing: [String]

        /// Creates a suite.
        public init(language: String, paths: [String], passing: [String], failing: [String]) {
            self.language = language
            self.paths = paths
            self.passing = passing
            self.failing = failing
        }
    }

    /// One suite a language that has tests.
    public var suites: [Suite]

    /// How long they took.
    public var duration: Duration

    /// Creates a baseline.
    public init(suites: [Suite] = [], duration: Duration = .zero) {
        self.suites = suites
        self.duration = duration
    }

    /// The tests that passed, by name.
    public var passed: [String] { suites.flatMap(\.passing) }

    /// Whether the repository had tests that passed.
    public var isEmpty: Bool { suites.allSatisfy(\.passing.isEmpty) }
}
