/// One try of an arm at a task, as far as it can be seen in a run.
public struct Trial: Sendable, Hashable, Codable {
    /// The arm.
    public var arm: Int
    /// Whether Anneal's own checks passed.
    public var passes: Bool
    /// The share of criteria verified less the share failed.
    public var score: Double

    /// Creates a trial.
    public init(arm: Int, passes: Bool, score: Double) {
        self.arm = arm
        self.passes = passes
        self.score = score
    }
}

/// Chooses what is tried on a task: one arm after the other, until the checks pass or it is enough.
public protocol TrialPolicy {
    /// Chooses the next arm.
    ///
    /// - Parameters:
    ///   - features: what is known of the task, as `TaskFeatures.vector` gives it.
    ///   - trials: what was tried already; the last one did not pass.
    /// - Returns: the arm, or `nil` when nothing more is tried; never `nil` before anything was tried.
    /// - Throws: `LearningError` when a model cannot be asked.
    func next(features: [Double], after trials: [Trial]) throws -> Int?

    /// What each candidate is worth to the policy, as far as it reckons with such numbers.
    ///
    /// - Parameters:
    ///   - features: as `next` takes them.
    ///   - trials: what was tried already.
    /// - Returns: a number for each candidate, the larger the better; empty for a policy without.
    /// - Throws: `LearningError` when a model cannot be asked.
    func scores(features: [Double], after trials: [Trial]) throws -> [CandidateScore]
}

extension TrialPolicy {
    /// No numbers.
    public func scores(features: [Double], after trials: [Trial]) throws -> [CandidateScore] { [] }
}

/// What a candidate is worth to a policy.
public struct CandidateScore: Sendable, Hashable, Codable {
    /// Places of the arms, one after the other; none where nothing more is tried.
    public var arms: [Int]
    /// What it is worth, in the policy's own measure.
    public var score: Double
}

/// Arms in a fixed order: a single one, or a cascade, where each is tried if the one before did not pass.
public struct ArmCascade: TrialPolicy, Sendable, Hashable, Codable {
    /// Places of arms.
    public var arms: [Int]

    /// Creates a cascade.
    public init(_ arms: [Int]) { self.arms = arms }

    /// The next arm in order.
    public func next(features: [Double], after trials: [Trial]) -> Int? {
        trials.count < arms.count ? arms[trials.count] : nil
    }

    /// The arms' names: `small-greedy>large-long`.
    ///
    /// - Parameter names: of all arms.
    /// - Returns: the names, with `>` between them.
    public func name(_ names: [String]) -> String { arms.map { names[$0] }.joined(separator: ">") }

    /// Every single arm, and every pair of a cheaper one and a dearer one.
    ///
    /// - Parameter count: arms, from cheap to dear.
    /// - Returns: the single ones first.
    public static func all(of count: Int) -> [ArmCascade] {
        (0..<count).map { ArmCascade([$0]) }
            + (0..<count).flatMap { first in (first..<count).dropFirst().map { ArmCascade([first, $0]) } }
    }
}

/// What came of a task.
public struct TrialResult: Sendable, Hashable, Codable {
    /// Whether the result that is kept solves the task.
    public var isSolved = false
    /// Tokens of all tries.
    public var tokens = 0.0
    /// Seconds of all tries, one after the other.
    public var seconds = 0.0
    /// The arms that were tried.
    public var arms: [Int] = []

    /// Creates a result of nothing.
    public init() {}
}

extension OutcomeMatrix {
    /// Arms that are tried on one task at most.
    static let mostTrials = 3

    /// Plays a policy on a task: tries cost what was recorded, the first that passes is kept; where none does, the one
    /// with the best score is, of several the last.
    ///
    /// - Parameters:
    ///   - policy: sees features and checks, never hidden tests.
    ///   - row: the task's place.
    /// - Returns: what came of it.
    /// - Throws: what the policy throws.
    public func play(_ policy: some TrialPolicy, on row: Int) throws -> TrialResult {
        let row = rows[row]
        var result = TrialResult()
        var trials: [Trial] = []
        var kept = -Double.infinity
        while trials.count < Self.mostTrials, let arm = try policy.next(features: row.features, after: trials) {
            let cell = row.cells[arm]
            trials.append(Trial(arm: arm, passes: cell.passes, score: cell.score))
            result.arms.append(arm)
            result.tokens += cell.tokens
            result.seconds += cell.seconds
            if cell.passes || cell.score >= kept { (kept, result.isSolved) = (cell.score, cell.isSolved) }
            if cell.passes { break }
        }
        return result
    }

    /// Plays a policy on several tasks.
    ///
    /// - Parameters:
    ///   - policy: the policy.
    ///   - rows: places of the tasks.
    /// - Returns: means over the tasks.
    /// - Throws: what the policy throws.
    public func play(_ policy: some TrialPolicy, on rows: [Int]) throws -> PolicyScore {
        PolicyScore(of: try rows.map { try play(policy, on: $0) })
    }
}

/// How a policy does in the mean over tasks.
public struct PolicyScore: Sendable, Hashable, Codable {
    /// The share of tasks solved.
    public var solved: Double
    /// Tokens a task.
    public var tokens: Double
    /// Seconds a task.
    public var seconds: Double

    /// Creates a score.
    public init(solved: Double, tokens: Double, seconds: Double) {
        self.solved = solved
        self.tokens = tokens
        self.seconds = seconds
    }

    /// The means of what came of several tasks.
    init(of results: [TrialResult]) {
        let count = Double(max(1, results.count))
        self.init(
            solved: Double(results.count { $0.isSolved }) / count, tokens: results.reduce(0) { $0 + $1.tokens } / count,
            seconds: results.reduce(0) { $0 + $1.seconds } / count)
    }
}
