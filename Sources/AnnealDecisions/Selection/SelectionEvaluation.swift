internal import AnnealLearning

/// Compares ways of choosing on recorded outcomes: learned on some tasks, judged on others, over several splits.
public struct SelectionEvaluation: Sendable, Hashable, Codable {
    /// How one way of choosing did on held-out tasks.
    public struct Line: Sendable, Hashable, Codable {
        /// The way.
        public var name: String
        /// By split.
        public var scores: [PolicyScore]
        /// Means over the splits.
        public var mean: PolicyScore
        /// Its tokens beside those of the way on the first line.
        public var tokenRatio: Double
        /// Its seconds beside those of the way on the first line.
        public var secondRatio: Double
        /// Splits in which it solves at least as many tasks as the way on the first line, for at most 70 % of its tokens and
        /// seconds.
        public var splitsReached: Int
        /// Whether the same holds of the means.
        public var reachesGoal: Bool
        /// How many more tasks the per-task oracle solves, as a share of all.
        public var gapToOracle: Double
    }

    /// Tasks that every arm was tried on.
    public let tasks: Int
    /// Tasks that are left out because an arm is missing.
    public let incomplete: Int
    /// The arms, from cheap to dear.
    public let arms: [String]
    /// Every arm on all tasks; these figures choose nothing.
    public let armScores: [PolicyScore]
    /// Splits.
    public let splits: Int
    /// The share of the tasks that are learned from.
    public let trainingShare: Double
    /// The seed of the splits.
    public let seed: UInt64
    /// The ways of choosing; the first is what the others are measured against, the last the oracle.
    public let lines: [Line]

    /// What the cost of the best fixed arm is to be brought down to.
    public static let goal = 0.7

    /// Compares.
    ///
    /// - Parameters:
    ///   - matrix: the outcomes; at least ten tasks.
    ///   - baseline: what the others are measured against; the best arm of the training tasks when left out.
    ///   - learners: the other ways.
    ///   - splits: how often the tasks are parted anew.
    ///   - trainingShare: of the tasks that are learned from.
    ///   - seed: of splits and learners.
    ///   - told: hears how many splits are done.
    /// - Throws: `SuiteError` for too few tasks; `LearningError`.
    public init(
        _ matrix: OutcomeMatrix, baseline: any SelectionLearner = BestArmLearner(),
        learners: [any SelectionLearner], splits: Int, trainingShare: Double = 0.7, seed: UInt64 = 1,
        told: (Int) throws -> Void = { _ in }
    ) throws {
        guard matrix.rows.count >= 10, matrix.arms.count >= 2 else {
            throw SuiteError(
                message:
                    "\(matrix.rows.count) tasks with \(matrix.arms.count) arms are too few to learn from and to judge by",
                remedy: "`anneal learn record SUITE --resume` records more; ten tasks and two arms are the least")
        }
        let all: [any SelectionLearner] = [baseline] + learners
        var scores = [[PolicyScore]](repeating: [], count: all.count + 1)
        var random = RandomSource(seed: seed)
        for split in 0..<splits {
            let parts = matrix.split(trainingShare, random: &random)
            let problem = SelectionProblem(matrix, rows: parts.training, seed: seed &+ UInt64(split))
            for (index, learner) in all.enumerated() {
                scores[index].append(try matrix.play(try learner.train(on: problem), on: parts.test))
            }
            scores[all.count].append(matrix.oracle(on: parts.test))
            try told(split + 1)
        }
        tasks = matrix.rows.count
        incomplete = matrix.incomplete
        arms = matrix.arms
        armScores = try matrix.arms.indices.map { try matrix.play(ArmCascade([$0]), on: Array(matrix.rows.indices)) }
        self.splits = splits
        self.trainingShare = trainingShare
        self.seed = seed
        let names = all.map(\.name) + ["oracle"]
        let (fixed, best) = (scores[0], scores[all.count])
        lines = names.indices.map { Self.line(names[$0], scores[$0], fixed: fixed, oracle: best) }
    }

    private static func line(
        _ name: String, _ scores: [PolicyScore], fixed: [PolicyScore], oracle: [PolicyScore]
    ) -> Line {
        let (mean, base) = (mean(scores), mean(fixed))
        return Line(
            name: name, scores: scores, mean: mean, tokenRatio: mean.tokens / max(1e-9, base.tokens),
            secondRatio: mean.seconds / max(1e-9, base.seconds),
            splitsReached: zip(scores, fixed).count { reaches($0, $1) }, reachesGoal: reaches(mean, base),
            gapToOracle: Self.mean(oracle).solved - mean.solved)
    }

    private static func reaches(_ score: PolicyScore, _ fixed: PolicyScore) -> Bool {
        score.solved >= fixed.solved - 1e-9 && score.tokens <= goal * fixed.tokens
            && score.seconds <= goal * fixed.seconds
    }

    private static func mean(_ scores: [PolicyScore]) -> PolicyScore {
        let count = Double(max(1, scores.count))
        return PolicyScore(
            solved: scores.reduce(0) { $0 + $1.solved } / count, tokens: scores.reduce(0) { $0 + $1.tokens } / count,
            seconds: scores.reduce(0) { $0 + $1.seconds } / count)
    }
}

extension OutcomeMatrix {
    /// What one would come to who knows the outcomes: of each task the arm with the fewest tokens that solves it; where
    /// none does, the one with the fewest tokens.
    ///
    /// - Parameter rows: places of the tasks.
    /// - Returns: means.
    public func oracle(on rows: [Int]) -> PolicyScore {
        let cells = rows.compactMap { row -> Cell? in
            let cells = self.rows[row].cells
            return cells.filter(\.isSolved).min { $0.tokens < $1.tokens } ?? cells.min { $0.tokens < $1.tokens }
        }
        let count = Double(max(1, cells.count))
        return PolicyScore(
            solved: Double(cells.count(where: \.isSolved)) / count, tokens: cells.reduce(0) { $0 + $1.tokens } / count,
            seconds: cells.reduce(0) { $0 + $1.seconds } / count)
    }
}
