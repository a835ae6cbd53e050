import AnnealLearning
import Testing

@Suite("Comparing samples") struct ComparisonTests {
    private let first = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
    private let second = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4]

    @Test("Welch's test has the figures of SciPy")
    func welch() throws {
        let result = try TwoSampleTests.welch(first, second)
        #expect(abs(result.statistic + 2.8529548701715215) < 1e-12)
        #expect(abs(result.probability - 0.008071938172194903) < 1e-12)
        #expect(try TwoSampleTests.welch([1, 1], [1, 1]).probability == 1)
        #expect(try TwoSampleTests.welch([2, 2], [1, 1]).probability == 0)
    }

    @Test("the test of Mann and Whitney has the figures of SciPy, with ties")
    func mannWhitney() throws {
        // scipy.stats.mannwhitneyu(first, second, method="asymptotic")
        let result = try TwoSampleTests.mannWhitney(first, second)
        #expect(result.statistic == 45.5)
        #expect(abs(result.probability - 0.005788641486744119) < 1e-12)
        #expect(try TwoSampleTests.mannWhitney([1, 1], [1, 1]).probability == 1)
    }

    @Test("dealing anew agrees with Welch's test where there is a difference and where there is none")
    func permutation() throws {
        var random = RandomSource(seed: 1)
        let different = try TwoSampleTests.permutation(first, second, permutations: 2_000, random: &random)
        #expect(different.probability < 0.02)
        let same = try TwoSampleTests.permutation(first, first, permutations: 500, random: &random)
        #expect(same.probability == 1)
    }

    @Test("Wilson's interval has the figures of the literature, and stays within 0 and 1")
    func wilson() throws {
        let interval = try Proportion.wilson(successes: 81, trials: 263)
        #expect(abs(interval.lowerBound - 0.2553) < 1e-4 && abs(interval.upperBound - 0.3662) < 1e-4)
        #expect(try Proportion.wilson(successes: 0, trials: 5).lowerBound == 0)
        #expect(try Proportion.wilson(successes: 5, trials: 5).upperBound == 1)
        #expect(throws: LearningError.self) { try Proportion.wilson(successes: 6, trials: 5) }
        #expect(throws: LearningError.self) { try Proportion.wilson(successes: 0, trials: 0) }
    }

    @Test("adjusted probabilities are those of R's p.adjust")
    func adjusted() throws {
        let probabilities = [0.01, 0.04, 0.03, 0.005]
        let hochberg = try MultipleTests.benjaminiHochberg(probabilities)
        let holm = try MultipleTests.holm(probabilities)
        for (value, expected) in zip(hochberg + holm, [0.02, 0.04, 0.04, 0.02, 0.03, 0.06, 0.06, 0.02]) {
            #expect(abs(value - expected) < 1e-12)
        }
        let dependent = try MultipleTests.benjaminiYekutieli([0.01, 0.5])
        #expect(abs(dependent[0] - 0.03) < 1e-12 && abs(dependent[1] - 0.75) < 1e-12)
        #expect(try MultipleTests.benjaminiHochberg([]).isEmpty)
        #expect(throws: LearningError.self) { try MultipleTests.holm([1.2]) }
        #expect(throws: LearningError.self) { try MultipleTests.benjaminiHochberg([.nan]) }
    }

    @Test("the bootstrap's interval of a mean is near Student's, and follows a skewed sample")
    func bootstrap() throws {
        var random = RandomSource(seed: 2)
        let values = (0..<60).map { _ in random.normal() }
        let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
        let interval = try Bootstrap.interval(of: values, resamples: 500, random: &random, statistic: mean)
        let half = 2 / 60.0.squareRoot()
        #expect(abs(interval.lowerBound - (mean(values) - half)) < 0.12)
        #expect(abs(interval.upperBound - (mean(values) + half)) < 0.12)
        let skewed = values.map { $0 * $0 * $0 * $0 }
        let wide = try Bootstrap.interval(of: skewed, resamples: 500, random: &random, statistic: mean)
        #expect(wide.upperBound - mean(skewed) > 1.2 * (mean(skewed) - wide.lowerBound))
        let constant = try Bootstrap.interval(of: [3, 3, 3], random: &random, statistic: mean)
        #expect(constant == 3...3)
        #expect(throws: LearningError.self) { try Bootstrap.interval(of: [1], random: &random, statistic: mean) }
        #expect(throws: LearningError.self) {
            try Bootstrap.interval(of: [1, 2], random: &random, statistic: { _ in .nan })
        }
    }
}
