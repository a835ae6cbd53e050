import AnnealLearning
import Testing

@Suite("Distributions and quantiles") struct DistributionTests {
    @Test("quantiles of the normal distribution are those of tables, and the inverse of its distribution function")
    func normal() {
        // From R's qnorm.
        let table = [(0.975, 1.959963984540054), (0.95, 1.6448536269514722), (0.001, -3.090232306167813)]
        for (share, value) in table { #expect(abs(NormalDistribution.quantile(share) - value) < 1e-13) }
        for share in [1e-10, 0.02, 0.3, 0.5, 0.77, 0.99999] {
            let back = NormalDistribution.cumulative(NormalDistribution.quantile(share))
            #expect(abs(back - share) < 1e-13 * max(1, share))
        }
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(2).isNaN)
    }

    @Test("quantiles of Student's distribution are those of tables")
    func student() {
        // With one and two degrees of freedom the distribution has closed forms; the others are from tables.
        #expect(abs(StudentDistribution.tails(1, freedom: 1) - 0.5) < 1e-12)
        #expect(abs(StudentDistribution.tails(-1.98397151844956, freedom: 100) - 0.05) < 1e-10)
        #expect(StudentDistribution.tails(40, freedom: 200) > 0 && StudentDistribution.tails(40, freedom: 200) < 1e-90)
        #expect(abs(StudentDistribution.quantile(0.975, freedom: 1) - 12.706204736432095) < 1e-9)
        #expect(abs(StudentDistribution.quantile(0.9, freedom: 2) - 1.885618083164127) < 1e-12)
        #expect(abs(StudentDistribution.quantile(0.95, freedom: 10) - 1.812461122811676) < 1e-12)
        #expect(abs(StudentDistribution.quantile(0.05, freedom: 10) + 1.812461122811676) < 1e-12)
        #expect(abs(StudentDistribution.quantile(0.975, freedom: 1e6) - 1.959966) < 1e-5)
        #expect(StudentDistribution.cumulative(0, freedom: 3) == 0.5)
        #expect(StudentDistribution.cumulative(.infinity, freedom: 3) == 1)
    }

    @Test("quantiles of a sample are interpolated")
    func sample() throws {
        #expect(try Quantile.of([3, 1, 2, 4], share: 0.5) == 2.5)
        #expect(try Quantile.of([3, 1, 2, 4], share: 0) == 1)
        #expect(try Quantile.of([3, 1, 2, 4], share: 1) == 4)
        #expect(throws: LearningError.self) { try Quantile.of([], share: 0.5) }
        #expect(throws: LearningError.self) { try Quantile.of([1], share: 1.5) }
        #expect(throws: LearningError.self) { try Quantile.of([.nan], share: 0.5) }
    }

    @Test("a summary has mean and variance, and refuses what has none")
    func summary() throws {
        let summary = try SampleSummary([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(summary.mean == 5)
        #expect(abs(summary.variance - 32.0 / 7) < 1e-12)
        #expect(try SampleSummary([1]).standardError == .infinity)
        #expect(throws: LearningError.self) { try SampleSummary([]) }
        #expect(throws: LearningError.self) { try SampleSummary([1, .infinity]) }
    }
}
