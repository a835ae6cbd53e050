import AnnealLearning
import Testing

@Suite("Estimators of a policy's value from logged episodes") struct SequenceEstimatorTests {
    private let episodes = [
        [
            LoggedChoice(
                reward: 1, loggingProbability: 0.5, targetProbability: 1, predictedReward: 2, predictedValue: 1.5),
            LoggedChoice(
                reward: 2, loggingProbability: 0.5, targetProbability: 0.5, predictedReward: 1, predictedValue: 1),
        ],
        [
            LoggedChoice(
                reward: 3, loggingProbability: 0.5, targetProbability: 0.25, predictedReward: 2, predictedValue: 2)
        ],
    ]

    @Test("each estimator on two episodes is what a hand computes")
    func byHand() throws {
        func value(_ estimator: SequenceEstimator) throws -> Double {
            try estimator.estimate(episodes, discount: 0.5).value
        }
        // Products of weights: 2, 2 and 0.5; returns 1 + 0.5 · 2 = 2 and 3.
        #expect(abs(try value(.trajectory) - 2.75) < 1e-12)
        #expect(abs(try value(.weightedTrajectory) - 2.2) < 1e-12)
        #expect(abs(try value(.perDecision) - 2.75) < 1e-12)
        // First decision (2 · 1 + 0.5 · 3) / 2.5, second 0.5 · (2 · 2 + 0.5 · 0) / 2.5.
        #expect(abs(try value(.weightedPerDecision) - 2.2) < 1e-12)
        // Backwards: 1 + 1 · (2 - 1) = 2; 1.5 + 2 · (1 + 0.5 · 2 - 2) = 1.5; 2 + 0.5 · (3 - 2) = 2.5.
        #expect(abs(try value(.doublyRobust) - 2) < 1e-12)
        // First decision (2 · (1 - 2) + 0.5 · (3 - 2)) / 2.5 + (1.5 + 2) / 2, second 0.5 · (2 · (2 - 1) + 2 · 1) / 2.5.
        #expect(abs(try value(.weightedDoublyRobust) - (-0.6 + 1.75 + 0.8)) < 1e-12)
    }

    /// Episodes of three decisions between 0 and 1; reward 1 for choosing as before, 0.5 for the first.
    private func log(_ count: Int, _ random: inout RandomSource, trust: Double = 1) -> [[LoggedChoice]] {
        (0..<count).map { _ in
            var before: Int?
            return (0..<3).map { step in
                let choice = random.uniform() < 0.5 ? 1 : 0
                let reward = before.map { $0 == choice ? 1.0 : 0 } ?? 0.5
                let target = choice == (before ?? 1) ? 0.8 : 0.2
                before = choice
                // The value of what is left: 0.8 a decision after the first.
                let later = 0.8 * Double(2 - step) * trust
                return LoggedChoice(
                    reward: reward, loggingProbability: 0.5, targetProbability: target, predictedReward: reward + later,
                    predictedValue: (step == 0 ? 0.5 : 0.8) + later)
            }
        }
    }

    private let truth = 0.5 + 0.8 + 0.8

    @Test("all estimators find the true value", arguments: SequenceEstimator.allCases)
    func truth(_ estimator: SequenceEstimator) throws {
        var random = RandomSource(seed: 1)
        let estimate = try estimator.estimate(log(5_000, &random))
        #expect(abs(estimate.value - truth) < max(1e-9, 4 * estimate.standardError))
        #expect(estimate.standardError < 0.05)
    }

    @Test("weighting per decision varies less than weighting whole episodes")
    func variance() throws {
        var random = RandomSource(seed: 2)
        let log = log(2_000, &random)
        let whole = try SequenceEstimator.trajectory.estimate(log)
        let decisions = try SequenceEstimator.perDecision.estimate(log)
        let weighted = try SequenceEstimator.weightedPerDecision.estimate(log)
        #expect(decisions.standardError < whole.standardError)
        #expect(weighted.standardError < decisions.standardError)
        #expect(whole.effectiveSampleSize < 1_000)
    }

    @Test(
        "the lower bound holds in 95 of 100 logs",
        arguments: [
            SequenceEstimator.perDecision, .weightedPerDecision, .doublyRobust, .weightedDoublyRobust,
        ])
    func coverage(_ estimator: SequenceEstimator) throws {
        var random = RandomSource(seed: 3)
        var violations = 0
        for _ in 0..<2_000 {
            // A model that is half wrong, so that the doubly robust estimators' terms differ.
            let estimate = try estimator.estimate(log(40, &random, trust: 0.5))
            if try estimate.lowerBound(by: .student, random: &random) > truth { violations += 1 }
        }
        #expect(violations <= 100)
    }

    @Test(
        "the bound by empirical Bernstein holds, and with more episodes it says something",
        arguments: [SequenceEstimator.trajectory, .perDecision, .doublyRobust])
    func empiricalBernstein(_ estimator: SequenceEstimator) throws {
        let range = try #require(estimator.termRange(rewards: 0...1, maximumWeight: 1.6, length: 3))
        var random = RandomSource(seed: 4)
        var violations = 0
        for _ in 0..<2_000 {
            let estimate = try estimator.estimate(log(60, &random, trust: 0.5))
            if try estimate.lowerBound(by: .empiricalBernstein(range: range), random: &random) > truth {
                violations += 1
            }
        }
        #expect(violations <= 100)
        let estimate = try estimator.estimate(log(5_000, &random, trust: 0.5))
        #expect(try estimate.lowerBound(by: .empiricalBernstein(range: range), random: &random) > truth - 0.3)
    }

    @Test("the range of terms is what a hand computes and holds the terms; where there is none, none is told")
    func ranges() throws {
        func range(
            _ estimator: SequenceEstimator, _ rewards: ClosedRange<Double>, _ weight: Double, _ length: Int
        ) -> ClosedRange<Double>? {
            estimator.termRange(rewards: rewards, maximumWeight: weight, length: length, discount: 0.5)
        }
        // Two decisions of −1 to 2, weights up to 3: 9 · (−1.5 … 3), and −3 − 4.5 … 6 + 9.
        #expect(range(.trajectory, -1...2, 3, 2) == -13.5...27)
        #expect(range(.perDecision, -1...2, 3, 2) == -7.5...15)
        // The last decision: −1 + 3 (−1 − 2) … 2 + 3 (2 + 1); the first: −1.5 + 3 (−1 − 5 − 3) … 3 + 3 (2 + 5.5 + 1.5).
        #expect(range(.doublyRobust, -1...2, 3, 2) == -28.5...30)
        // With weights below 1 whole returns are largest when the episode ends at once.
        #expect(range(.trajectory, 0...2, 0.5, 2) == 0...1.5)
        for estimator in [SequenceEstimator.weightedTrajectory, .weightedPerDecision, .weightedDoublyRobust] {
            #expect(range(estimator, 0...1, 2, 3) == nil)
        }
        #expect(range(.perDecision, 0...1, 2, 0) == nil)
        #expect(range(.perDecision, 0...1, 1e9, 50) == nil)
        for estimator in [SequenceEstimator.trajectory, .perDecision, .doublyRobust] {
            let range = try #require(estimator.termRange(rewards: 0...1, maximumWeight: 1.6, length: 3))
            var random = RandomSource(seed: 6)
            let terms = try estimator.estimate(log(2_000, &random, trust: 0.5)).terms
            #expect(terms.allSatisfy { range.contains($0) })
        }
    }

    @Test("no episode, an empty one and weights without a sum are errors")
    func refused() {
        let never = [[LoggedChoice(reward: 1, loggingProbability: 1, targetProbability: 0)]]
        #expect(throws: LearningError.self) { try SequenceEstimator.perDecision.estimate([]) }
        #expect(throws: LearningError.self) { try SequenceEstimator.perDecision.estimate([[]]) }
        #expect(throws: LearningError.self) { try SequenceEstimator.perDecision.estimate(episodes, discount: 2) }
        #expect(throws: LearningError.self) { try SequenceEstimator.weightedPerDecision.estimate(never) }
        #expect(throws: LearningError.self) { try SequenceEstimator.weightedTrajectory.estimate(never) }
        let endless = [
            [LoggedChoice](
                repeating: LoggedChoice(reward: 1, loggingProbability: 1e-9, targetProbability: 1), count: 50)
        ]
        #expect(throws: LearningError.self) { try SequenceEstimator.trajectory.estimate(endless) }
    }
}
