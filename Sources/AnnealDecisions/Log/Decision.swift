public import AnnealFoundation
public import Foundation

/// A choice that was made, with everything that is needed to learn from it later.
public struct Decision: Sendable, Hashable, Codable {
    /// The policy of what a person asked for: nothing is to be learned from it.
    public static let asked = "asked"

    /// Identifies the decision.
    public var id: String
    /// Where in the program it is made: `planning.strategy`, `execution.candidates`, …
    public var point: String
    /// The run, if any.
    public var run: RunID?
    /// The task, if any.
    public var task: TaskID?
    /// What was known, as named numbers.
    public var state: [String: Double]
    /// What could be chosen.
    public var candidates: [String]
    /// What was chosen: an index into `candidates`.
    public var choice: Int
    /// The probability with which the policy chooses this, in (0, 1].
    public var probability: Double
    /// The policy and its version: `fixed/1`.
    public var policy: String
    /// Why, in a sentence for the report.
    public var reason: String
    /// When.
    public var time: Date

    /// Creates a decision.
    public init(
        id: String, point: String, run: RunID? = nil, task: TaskID? = nil, state: [String: Double],
        candidates: [String], choice: Int, probability: Double, policy: String, reason: String, time: Date
    ) {
        self.id = id
        self.point = point
        self.run = run
        self.task = task
        self.state = state
        self.candidates = candidates
        self.choice = choice
        self.probability = probability
        self.policy = policy
        self.reason = reason
        self.time = time
    }
}

/// What came of a decision.
public struct Outcome: Sendable, Hashable, Codable {
    /// The decision.
    public var decision: String
    /// The reward, in [−1, 1].
    public var reward: Double
    /// What the reward is made of, as named numbers.
    public var parts: [String: Double]
    /// When it was known.
    public var time: Date

    /// Creates an outcome.
    public init(decision: String, reward: Double, parts: [String: Double] = [:], time: Date) {
        self.decision = decision
        self.reward = reward
        self.parts = parts
        self.time = time
    }
}

/// How many decisions are logged.
public struct DecisionCounts: Sendable, Hashable {
    /// Decisions.
    public var decisions: Int
    /// Those with an outcome.
    public var outcomes: Int

    /// Creates counts.
    public init(decisions: Int = 0, outcomes: Int = 0) {
        self.decisions = decisions
        self.outcomes = outcomes
    }
}

/// Where decisions and outcomes are remembered.
public protocol DecisionLog: Sendable {
    /// Remembers a decision; the same identifier twice is the same decision.
    ///
    /// - Throws: when it cannot be stored.
    func record(_ decision: Decision) async throws

    /// Remembers what came of a decision.
    ///
    /// - Throws: when it cannot be stored.
    func record(_ outcome: Outcome) async throws

    /// The decisions of a run in the order of time, each with its outcome if that is known.
    ///
    /// - Throws: when the store cannot be read.
    func decisions(of run: RunID) async throws -> [(Decision, Outcome?)]
}
