import AnnealLearning
import Testing

/// A 95 % lower bound may lie above the truth in at most 5 % of all logs, which is 100 of 2,000. The logs are small and
/// their largest weight, 7, comes once in twenty choices: half of the bounds' trouble is not to have seen it.
@Suite("Lower bounds hold") struct CoverageTests {
    private func violations(
        _ estimator: OffPolicyEstimator, _ bound: MeanBound, logs: Int = 2_000, size: Int = 60, seed: UInt64
    ) throws -> Int {
        let data = LoggedData()
        let truth = data.truth
        var random = RandomSource(seed: seed)
        var count = 0
        for _ in 0..<logs {
            let estimate = try estimator.estimate(data.log(size, &random))
            if try estimate.lowerBound(by: bound, random: &random) > truth { count += 1 }
        }
        return count
    }

    @Test("by empirical Bernstein, and they are not empty promises with more data")
    func empiricalBernstein() throws {
        let estimator = OffPolicyEstimator.inversePropensity()
        let range = try #require(estimator.termRange(rewards: 0...1, maximumWeight: LoggedData().maximumWeight))
        #expect(try violations(estimator, .empiricalBernstein(range: range), seed: 1) <= 100)
        var random = RandomSource(seed: 5)
        let estimate = try estimator.estimate(LoggedData().log(5_000, &random))
        let lower = try estimate.lowerBound(by: .empiricalBernstein(range: range), random: &random)
        #expect(lower > estimate.value - 0.1)
    }

    @Test("by betting", arguments: [OffPolicyEstimator.inversePropensity(), .inversePropensity(maximumWeight: 3)])
    func betting(_ estimator: OffPolicyEstimator) throws {
        #expect(try violations(estimator, .betting(atLeast: 0), seed: 2) <= 100)
    }

    @Test(
        "by Student's distribution",
        arguments: [
            OffPolicyEstimator.inversePropensity(), .selfNormalized, .doublyRobust(), .switchDoublyRobust(threshold: 5),
        ])
    func student(_ estimator: OffPolicyEstimator) throws {
        #expect(try violations(estimator, .student, seed: 3) <= 100)
    }

    @Test("by empirical Bernstein for the doubly robust estimators, and with more data they say something")
    func doublyRobust() throws {
        for estimator in [OffPolicyEstimator.doublyRobust(), .switchDoublyRobust(threshold: 5)] {
            let range = try #require(estimator.termRange(rewards: 0...1, maximumWeight: LoggedData().maximumWeight))
            #expect(try violations(estimator, .empiricalBernstein(range: range), seed: 6) <= 100)
            var random = RandomSource(seed: 5)
            let estimate = try estimator.estimate(LoggedData().log(5_000, &random))
            #expect(try estimate.lowerBound(by: .empiricalBernstein(range: range), random: &random) > 0.45)
        }
    }

    /// The share that the bound may be violated in is that of 2,000 logs; fewer are drawn here, so that a thousand resamples
    /// of each take little time. Of 250 logs, 20 violations or more have a probability of 2.7 % where the true share is 5 %.
    @Test("by the bootstrap with its thousand resamples")
    func manyResamples() throws {
        #expect(try violations(.inversePropensity(), .bootstrap(), logs: 250, size: 30, seed: 8) < 20)
    }

    @Test("by the bootstrap", arguments: [OffPolicyEstimator.inversePropensity(), .doublyRobust()])
    func bootstrap(_ estimator: OffPolicyEstimator) throws {
        #expect(try violations(estimator, .bootstrap(resamples: 99), size: 30, seed: 4) <= 100)
    }
}
