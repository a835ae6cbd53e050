public import AnnealFoundation

/// A test run that a third person can repeat.
public struct Evidence: Sendable, Hashable, Codable {
    /// Where the check came from; only checks from the specification or the repository can verify alone.
    public enum Origin: String, Sendable, Hashable, Codable {
        /// An example in the specification.
        case specification
        /// Tests that the repository had.
        case repository
        /// A test that a model wrote.
        case model
    }

    /// The commit that it was run on.
    public var commit: String
    /// The command, as one would type it in the repository's root.
    public var command: String
    /// The exit status, as a shell reports it.
    public var status: Int32
    /// The digest of its output.
    public var outputDigest: ContentDigest
    /// The tests that passed, by name.
    public var passed: [String]
    /// The tests that did not pass, by name, with what a person needs to see.
    public var failed: [String: String]
    /// The criteria that the passed tests cover.
    public var criteria: [CriterionID]
    /// Where the checks came from.
    public var origin: Origin

    /// Creates evidence.
    public init(
        commit: String, command: String, status: Int32, outputDigest: ContentDigest, passed: [String],
        failed: [String: String], criteria: [CriterionID], origin: Origin
    ) {
        self.commit = commit
        self.command = command
        self.status = status
        self.outputDigest = outputDigest
        self.passed = passed
        self.failed = failed
        self.criteria = criteria
        self.origin = origin
    }
}

/// What the evidence says; no model decides it.
public enum Verdict: String, Sendable, Hashable, Codable {
    /// Every check passed, and there is at least one from the specification.
    case verified
    /// A check failed.
    case failed
    /// Nothing was found that could be checked, or what was is not enough.
    case unverified
}

/// The verdict on a criterion and on what it rests.
public struct CriterionVerdict: Sendable, Hashable, Codable {
    /// The criterion.
    public var criterion: CriterionID
    /// The verdict.
    public var verdict: Verdict
    /// Why, in a sentence.
    public var reason: String

    /// Creates a verdict.
    public init(criterion: CriterionID, verdict: Verdict, reason: String) {
        self.criterion = criterion
        self.verdict = verdict
        self.reason = reason
    }
}

/// The verdict on a requirement: verified only if all its criteria that can be checked are, and at least one is.
public struct RequirementVerdict: Sendable, Hashable, Codable {
    /// The requirement.
    public var requirement: RequirementID
    /// The verdict.
    public var verdict: Verdict
    /// The verdicts on its criteria.
    public var criteria: [CriterionVerdict]

    /// Creates a verdict.
    public init(requirement: RequirementID, verdict: Verdict, criteria: [CriterionVerdict]) {
        self.requirement = requirement
        self.verdict = verdict
        self.criteria = criteria
    }
}
