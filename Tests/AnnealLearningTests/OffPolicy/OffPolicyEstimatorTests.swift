import AnnealLearning
import Testing

@Suite("Estimators of a policy's value from logged choices") struct OffPolicyEstimatorTests {
    private let choices = [
        LoggedChoice(
            reward: 1, loggingProbability: 0.5, targetProbability: 1, predictedReward: 0.8, predictedValue: 0.8),
        LoggedChoice(
            reward: 0, loggingProbability: 0.5, targetProbability: 0, predictedReward: 0.3, predictedValue: 0.7),
        LoggedChoice(reward: 2, loggingProbability: 0.1, targetProbability: 1, predictedReward: 1, predictedValue: 1),
        LoggedChoice(
            reward: 1, loggingProbability: 0.8, targetProbability: 0.4, predictedReward: 0.6, predictedValue: 0.5),
    ]

    @Test("each estimator on four choices is what a hand computes")
    func byHand() throws {
        func value(_ estimator: OffPolicyEstimator) throws -> Double { try estimator.estimate(choices).value }
        // Weights 2, 0, 10, 0.5.
        #expect(abs(try value(.inversePropensity()) - 5.625) < 1e-12)
        #expect(abs(try value(.inversePropensity(maximumWeight: 3)) - 2.125) < 1e-12)
        #expect(abs(try value(.selfNormalized) - 1.8) < 1e-12)
        #expect(abs(try value(.directMethod) - 3.0 / 4) < 1e-12)
        // Corrections 2 · 0.2, 0, 10 · 1, 0.5 · 0.4.
        #expect(abs(try value(.doublyRobust()) - 13.6 / 4) < 1e-12)
        #expect(abs(try value(.doublyRobust(maximumWeight: 4)) - 7.6 / 4) < 1e-12)
        #expect(abs(try value(.switchDoublyRobust(threshold: 5)) - 3.6 / 4) < 1e-12)
        let size = try OffPolicyEstimator.selfNormalized.estimate(choices).effectiveSampleSize
        #expect(abs(size - 156.25 / 104.25) < 1e-12)
    }

    @Test("estimators without bias find the true value")
    func unbiased() throws {
        let data = LoggedData()
        var random = RandomSource(seed: 1)
        let log = try data.log(20_000, &random)
        for estimator: OffPolicyEstimator in [.inversePropensity(), .selfNormalized, .doublyRobust()] {
            let estimate = try estimator.estimate(log)
            #expect(abs(estimate.value - data.truth) < 4 * estimate.standardError)
            #expect(estimate.standardError < 0.02)
        }
        let plain = try OffPolicyEstimator.inversePropensity().estimate(log)
        let robust = try OffPolicyEstimator.doublyRobust().estimate(log)
        #expect(robust.standardError < plain.standardError)
        #expect(plain.effectiveSampleSize < 20_000 && plain.effectiveSampleSize > 5_000)
    }

    @Test("the range of terms holds them")
    func ranges() throws {
        let data = LoggedData()
        var random = RandomSource(seed: 2)
        let log = try data.log(2_000, &random)
        for estimator: OffPolicyEstimator in [
            .inversePropensity(), .inversePropensity(maximumWeight: 2), .directMethod, .doublyRobust(),
            .switchDoublyRobust(threshold: 3),
        ] {
            let range = try #require(estimator.termRange(rewards: 0...1, maximumWeight: data.maximumWeight))
            #expect(
                try estimator.estimate(log).terms.allSatisfy {
                    $0 > range.lowerBound - 1e-9 && $0 < range.upperBound + 1e-9
                })
        }
        #expect(OffPolicyEstimator.selfNormalized.termRange(rewards: 0...1, maximumWeight: 7) == nil)
    }

    @Test("a weighted mean that rests on one choice promises nothing")
    func single() throws {
        let choices = [
            LoggedChoice(reward: 1, loggingProbability: 0.5, targetProbability: 1),
            LoggedChoice(reward: 0, loggingProbability: 0.5, targetProbability: 0),
        ]
        let estimate = try OffPolicyEstimator.selfNormalized.estimate(choices)
        var random = RandomSource(seed: 0)
        #expect(estimate.value == 1 && estimate.effectiveSampleSize == 1)
        #expect(try estimate.lowerBound(by: .student, random: &random) == -.infinity)
        #expect(try estimate.upperBound(by: .student, random: &random) == .infinity)
    }

    @Test("no choice, no probability and no weight are errors")
    func refused() {
        func fails(_ choices: [LoggedChoice], _ estimator: OffPolicyEstimator = .inversePropensity()) {
            #expect(throws: LearningError.self) { try estimator.estimate(choices) }
        }
        fails([])
        fails([LoggedChoice(reward: .nan, loggingProbability: 1, targetProbability: 1)])
        fails([LoggedChoice(reward: 1, loggingProbability: 0, targetProbability: 1)])
        fails([LoggedChoice(reward: 1, loggingProbability: 1.2, targetProbability: 1)])
        fails([LoggedChoice(reward: 1, loggingProbability: 0.5, targetProbability: -0.1)])
        fails([LoggedChoice(reward: 1, loggingProbability: 0.5, targetProbability: 0)], .selfNormalized)
        fails(choices, .inversePropensity(maximumWeight: 0))
        fails(choices, .switchDoublyRobust(threshold: .nan))
        #expect(throws: LearningError.self) {
            try LoggedChoice(
                choice: 2, reward: 0, loggingProbability: 1, targetProbabilities: [1], predictedRewards: [0])
        }
    }
}
