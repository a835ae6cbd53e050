public import Foundation

/// What is known of a project as a whole, for decisions: from its files, its history and its configuration.
///
/// What was not measured or set is `nil`, never a made-up number.
public struct ProjectContext: Sendable, Hashable, Codable {
    /// Its code.
    public struct Code: Sendable, Hashable, Codable {
        /// Share of bytes by language, of source files.
        public var languages: [String: Double] = [:]
        /// All files.
        public var files = 0
        /// Written code without tests.
        public var sourceFiles = 0
        /// Tests and what they use.
        public var testFiles = 0
        /// Lines of the source files.
        public var lines = 0
        /// Functions and methods of the source files.
        public var functions = 0
        /// Types of the source files.
        public var types = 0
        /// Lines of a function, on average.
        public var meanFunctionLines = 0.0
        /// The length that nine functions in ten stay within.
        public var longFunctionLines = 0.0
        /// Branches a function: keywords and operators at which its flow divides, plus one; over a sample of files.
        public var branchesPerFunction: Double?
        /// References between files, per source file.
        public var referencesPerFile = 0.0
    }

    /// Its history in git.
    public struct History: Sendable, Hashable, Codable {
        /// Commits in all; at most 5,000 are read.
        public var commits = 0
        /// Commits of the last 90 days before the newest commit.
        public var recentCommits = 0
        /// Lines added in these 90 days.
        public var linesAdded = 0
        /// Lines removed in these 90 days.
        public var linesRemoved = 0
        /// Files changed in these 90 days.
        public var filesChanged = 0
        /// Commits of these 90 days whose message tells of a repair.
        public var repairs = 0
        /// Authors of all commits that were read.
        public var authors = 0
        /// Authors of the last 90 days.
        public var activeAuthors = 0
        /// Days from an active author's first commit to the newest commit of all: the median.
        public var medianExperienceDays: Double?
        /// Share of the recent commits that the most active author made.
        public var largestShare: Double?
        /// When the newest commit was made.
        public var newest: Date?
    }

    /// What its configuration says.
    public struct Plan: Sendable, Hashable, Codable {
        /// The day on which it has to be done.
        public var deadline: Date?
        /// US dollars that may be spent.
        public var budget: Double?
        /// The industry, in a word.
        public var industry: String?
        /// Rules to keep to, such as `gdpr`.
        public var compliance: [String] = []
        /// People, where it is set.
        public var teamSize: Int?

        /// Creates a plan.
        public init(
            deadline: Date? = nil, budget: Double? = nil, industry: String? = nil, compliance: [String] = [],
            teamSize: Int? = nil
        ) {
            self.deadline = deadline
            self.budget = budget
            self.industry = industry
            self.compliance = compliance
            self.teamSize = teamSize
        }
    }

    /// Its code.
    public var code = Code()
    /// Its history; `nil` without git.
    public var history: History?
    /// Share of lines that tests run, from a report that lies in the project.
    public var coverage: Double?
    /// Names of packages that it depends on directly.
    public var dependencies: [String] = []
    /// Frameworks among them.
    public var frameworks: [String] = []
    /// What its configuration says.
    public var plan = Plan()

    /// Creates a context of which nothing is known.
    public init() {}

    /// People who work on it: as it is configured, else the authors of the last 90 days.
    public var teamSize: Int? { plan.teamSize ?? history?.activeAuthors }
}
