public import Foundation

/// What came of one arm on one task.
public struct ArmOutcome: Sendable, Hashable, Codable {
    /// The task.
    public var task: String
    /// The arm.
    public var arm: String
    /// The task's language.
    public var language: String
    /// How hard the task is meant to be.
    public var difficulty: String
    /// What the task is about.
    public var topic: String
    /// What was known of the task before anything was tried, by name: see `TaskFeatures`.
    public var features: [String: Double]
    /// Whether the hidden tests passed.
    public var isSolved: Bool
    /// The share of requirements that Anneal's own verifier found met, 0 to 1; no hidden test counts in it.
    public var verified: Double
    /// Criteria of the specification.
    public var criteria: Int
    /// Criteria that Anneal's verifier found met by their tests.
    public var criteriaVerified: Int
    /// Criteria whose tests failed.
    public var criteriaFailed: Int
    /// Tokens of prompts that were computed, without those from a cache.
    public var promptTokens: Int
    /// Tokens that were generated.
    public var generatedTokens: Int
    /// Seconds of the run on the clock; where they are reckoned, those of the model are replaced.
    public var seconds: Double
    /// Seconds in which the model was asked.
    public var modelSeconds: Double
    /// Whether the model's seconds were reckoned from tokens (`ModelSpeed`); `nil` means taken from the clock.
    public var isReckoned: Bool?
    /// Questions to the model.
    public var requests: Int
    /// The exit code of the run; 0 where everything was verified.
    public var exitCode: Int
    /// The model as it names itself.
    public var model: String
    /// Of sampling.
    public var seed: UInt64
    /// The version of Anneal.
    public var version: String
    /// When it was recorded.
    public var time: Date

    /// Names in the file.
    private enum CodingKeys: String, CodingKey {
        case task, arm, language, difficulty, topic, features
        case isSolved = "solved"
        case verified, criteria, criteriaVerified, criteriaFailed, promptTokens, generatedTokens, seconds, modelSeconds
        case isReckoned = "reckoned"
        case requests, exitCode, model, seed, version
        case time
    }

    /// Creates an outcome.
    public init(
        task: SuiteTask, arm: String, features: [String: Double], isSolved: Bool, verified: Double, criteria: Int,
        criteriaVerified: Int, criteriaFailed: Int, promptTokens: Int, generatedTokens: Int, seconds: Double,
        modelSeconds: Double = 0, isReckoned: Bool? = nil, requests: Int = 0, exitCode: Int = 0,
        model: String = "", seed: UInt64 = 0, version: String = "", time: Date
    ) {
        self.task = task.id
        self.arm = arm
        language = task.language
        difficulty = task.difficulty.rawValue
        topic = task.topic
        self.features = features
        self.isSolved = isSolved
        self.verified = verified
        self.criteria = criteria
        self.criteriaVerified = criteriaVerified
        self.criteriaFailed = criteriaFailed
        self.promptTokens = promptTokens
        self.generatedTokens = generatedTokens
        self.seconds = seconds
        self.modelSeconds = modelSeconds
        self.isReckoned = isReckoned
        self.requests = requests
        self.exitCode = exitCode
        self.model = model
        self.seed = seed
        self.version = version
        self.time = time
    }

    /// All tokens that cost something: prompts without the cached part, and what was generated.
    public var tokens: Int { promptTokens + generatedTokens }
    /// Whether Anneal's own tests, those of the specification's examples, passed: all that is known in a run of whether the
    /// task is done.
    public var passesOwnChecks: Bool { criteriaVerified > 0 && criteriaFailed == 0 }
}
