/// What a scan for prompt injection found in a text.
public struct InjectionReport: Sendable, Hashable {
    /// What the text should take away from a task that reads it.
    public var level: Level
    /// The probability, by the model, that the text tries to instruct a machine reader: that of its most suspicious
    /// passage, less for one among many; from 0 to 1.
    public var score: Double
    /// Passages from the level `suspicious` on, in the order of their places; at most 100.
    public var findings: [InjectionFinding]

    /// Whether the text holds an instruction that is aimed at a machine reader.
    public var isInjected: Bool { level == .injected }

    /// What follows from a text for the task that reads it.
    public enum Level: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
        /// Nothing: the text is data like any other.
        case none
        /// Worded much like an injection: whatever the task does next that cannot be undone needs a person's consent.
        case suspicious
        /// An injection: the task loses the network, secrets and whatever reaches beyond its workspace, and the person
        /// is told.
        case injected

        private var rank: Int { self == .none ? 0 : self == .suspicious ? 1 : 2 }

        /// Whether a level takes away less than another.
        ///
        /// - Parameters:
        ///   - first: the level that may be lower.
        ///   - second: the level that may be higher.
        /// - Returns: whether `first` is the lower one.
        public static func < (first: Self, second: Self) -> Bool { first.rank < second.rank }
    }

    /// Creates a report.
    ///
    /// - Parameters:
    ///   - level: what follows for a task.
    ///   - score: the probability of the most suspicious passage, from 0 to 1.
    ///   - findings: the passages, in the order of their places.
    public init(level: Level, score: Double, findings: [InjectionFinding]) {
        self.level = level
        self.score = score
        self.findings = findings
    }
}

/// A passage that tries to instruct a machine reader.
public struct InjectionFinding: Sendable, Hashable {
    /// Its bytes in the text (UTF-8). For decoded passages, those of what was decoded.
    public var range: Range<Int>
    /// The line of its first byte, counted from 1.
    public var line: Int
    /// What it does.
    public var style: InjectionStyle
    /// Why it was found, in words.
    public var reason: String
    /// The first characters of the passage, decoded where it was encoded; what is not printable is shown escaped.
    public var excerpt: String
    /// The probability by the model, from 0 to 1.
    public var score: Double
    /// What the passage alone would take away.
    public var level: InjectionReport.Level

    /// Creates a finding.
    ///
    /// - Parameters:
    ///   - range: bytes of the text.
    ///   - line: of its first byte, counted from 1.
    ///   - style: what it does.
    ///   - reason: why it was found.
    ///   - excerpt: its first characters.
    ///   - score: the probability, from 0 to 1.
    ///   - level: what it takes away.
    public init(
        range: Range<Int>, line: Int, style: InjectionStyle, reason: String, excerpt: String, score: Double,
        level: InjectionReport.Level
    ) {
        self.range = range
        self.line = line
        self.style = style
        self.reason = reason
        self.excerpt = excerpt
        self.score = score
        self.level = level
    }
}
