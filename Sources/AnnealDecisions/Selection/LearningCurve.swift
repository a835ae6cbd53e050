internal import AnnealLearning

/// How selection gets better with the number of outcomes that it has learned from, on held-out tasks, over several seeds.
public struct LearningCurve: Sendable, Hashable, Codable {
    /// A value with how it spreads over the seeds.
    public struct Band: Sendable, Hashable, Codable {
        /// The mean.
        public var mean: Double
        /// A tenth of the seeds lies below.
        public var low: Double
        /// A tenth of the seeds lies above.
        public var high: Double
    }

    /// What was reached after so many outcomes.
    public struct Point: Sendable, Hashable, Codable {
        /// Outcomes that were learned from.
        public var outcomes: Int
        /// Solved less a tenth of the cost, where the cost of the dearest arm is 1.
        public var reward: Band
        /// Thousands of tokens for each solved task.
        public var costPerSolved: Band
        /// How much more reward the oracle earns.
        public var regret: Band
    }

    /// A way of choosing with its points.
    public struct Line: Sendable, Hashable, Codable {
        /// The way.
        public var name: String
        /// From few outcomes to many.
        public var points: [Point]
    }

    /// The ways: learned ones, each fixed arm, the best fixed arm in hindsight, the oracle.
    public let lines: [Line]
    /// Seeds.
    public let seeds: Int
    /// What cost counts against a solved task.
    public static let costWeight = 0.1

    /// Learns from more and more tasks.
    ///
    /// - Parameters:
    ///   - matrix: the outcomes.
    ///   - learners: the ways that learn.
    ///   - seeds: splits, each with an order of the tasks of its own.
    ///   - steps: how many numbers of tasks are tried.
    ///   - told: hears how many seeds are done.
    /// - Throws: `LearningError`.
    public init(
        _ matrix: OutcomeMatrix, learners: [any SelectionLearner], seeds: Int, steps: Int = 6,
        told: (Int) throws -> Void = { _ in }
    ) throws {
        let dear =
            matrix.rows.map { $0.cells.map(\.tokens).max() ?? 0 }.reduce(0, +) / Double(max(1, matrix.rows.count))
        var samples: [String: [Int: [Sample]]] = [:]
        var names: [String] = []
        func add(_ name: String, _ outcomes: Int, _ score: PolicyScore, _ oracle: PolicyScore) {
            if samples[name] == nil { names.append(name) }
            samples[name, default: [:]][outcomes, default: []].append(Sample(score, oracle: oracle, dear: dear))
        }
        for seed in 0..<seeds {
            var random = RandomSource(seed: 0xC0DE &+ UInt64(seed))
            let parts = matrix.split(0.7, random: &random)
            let order = random.permutation(parts.training.count).map { parts.training[$0] }
            let oracle = matrix.oracle(on: parts.test)
            let arms = try matrix.arms.indices.map { try matrix.play(ArmCascade([$0]), on: parts.test) }
            let hindsight = matrix.bestArm(on: parts.test)
            for step in 1...steps {
                let count = max(8, order.count * step / steps)
                guard count <= order.count else { continue }
                let problem = SelectionProblem(matrix, rows: Array(order.prefix(count)), seed: UInt64(seed))
                let outcomes = count * matrix.arms.count
                for learner in learners {
                    let score = try matrix.play(try learner.train(on: problem), on: parts.test)
                    add(learner.name, outcomes, score, oracle)
                }
                for (arm, score) in zip(matrix.arms, arms) { add(arm, outcomes, score, oracle) }
                add("best fixed arm in hindsight", outcomes, arms[hindsight], oracle)
                add("oracle", outcomes, oracle, oracle)
            }
            try told(seed + 1)
        }
        self.seeds = seeds
        lines = names.map { name in
            let points = (samples[name] ?? [:]).sorted { $0.key < $1.key }.map { outcomes, samples in
                Point(
                    outcomes: outcomes, reward: Band(samples.map(\.reward)),
                    costPerSolved: Band(samples.map(\.costPerSolved)), regret: Band(samples.map(\.regret)))
            }
            return Line(name: name, points: points)
        }
    }

    /// The figures of one seed.
    private struct Sample {
        var reward: Double
        var costPerSolved: Double
        var regret: Double

        init(_ score: PolicyScore, oracle: PolicyScore, dear: Double) {
            func reward(_ score: PolicyScore) -> Double {
                score.solved - LearningCurve.costWeight * score.tokens / max(1, dear)
            }
            self.reward = reward(score)
            costPerSolved = score.tokens / 1_000 / max(0.01, score.solved)
            regret = reward(oracle) - reward(score)
        }
    }
}

extension LearningCurve.Band {
    /// Mean and tenths of values.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        func at(_ share: Double) -> Double {
            guard let last = sorted.indices.last else { return 0 }
            let place = share * Double(last)
            let lower = Int(place)
            let upper = min(last, lower + 1)
            return sorted[lower] + (place - Double(lower)) * (sorted[upper] - sorted[lower])
        }
        self.init(mean: values.reduce(0, +) / Double(max(1, values.count)), low: at(0.1), high: at(0.9))
    }
}
