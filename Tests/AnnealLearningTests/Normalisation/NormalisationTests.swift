import AnnealLearning
import Foundation
import Testing

@Suite("Running statistics and what they normalise") struct NormalisationTests {
    @Test("batches of any size give the moments of all values together, far from zero too")
    func moments() throws {
        var random = RandomSource(seed: 1)
        let rows = (0..<300).map { _ in Float(10_000 + random.normal()) }
        var byOne = RunningMoments(size: 2)
        var atOnce = RunningMoments(size: 2)
        var merged = RunningMoments(size: 2)
        for start in stride(from: 0, to: 300, by: 2) { try byOne.add(rows: Array(rows[start..<start + 2])) }
        try atOnce.add(rows: rows)
        var first = RunningMoments(size: 2)
        try first.add(rows: Array(rows[..<100]))
        try merged.add(rows: Array(rows[100...]))
        try merged.add(first)
        try merged.add(RunningMoments(size: 2))
        for column in 0..<2 {
            let values = stride(from: column, to: 300, by: 2).map { Double(rows[$0]) }
            let mean = values.reduce(0, +) / 150
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 150
            for moments in [byOne, atOnce, merged] {
                #expect(moments.count == 150)
                #expect(abs(moments.means[column] - mean) < 1e-9 * mean)
                #expect(abs(moments.variance(column) - variance) < 1e-9 * variance)
            }
        }
    }

    @Test("normalised observations have mean 0 and variance 1, and are cut far out")
    func observations() throws {
        var random = RandomSource(seed: 2)
        let rows = (0..<2_000).map { Float($0 % 2 == 0 ? 5 + 3 * random.normal() : -0.01 * random.normal()) }
        var normalizer = ObservationNormalizer(size: 2)
        #expect(try normalizer.normalized([1, 2]) == [1, 2])
        try normalizer.observe(rows)
        var check = RunningMoments(size: 2)
        try check.add(rows: normalizer.normalized(rows))
        for column in 0..<2 {
            #expect(abs(check.means[column]) < 1e-5)
            #expect(abs(check.variance(column) - 1) < 1e-3)
        }
        #expect(try normalizer.normalized([1e6, -1e6]) == [10, -10])
        let resumed = try JSONDecoder().decode(ObservationNormalizer.self, from: JSONEncoder().encode(normalizer))
        #expect(try resumed.normalized(rows) == normalizer.normalized(rows))
    }

    @Test("rewards are divided by the deviation of discounted returns")
    func rewards() throws {
        var scaler = try RewardScaler(environments: 1, discount: 0.5)
        // Returns 4, then 2 + 2 = 4, then (after the end) 1: deviation of {4, 4, 1} is the root of 2.
        _ = try scaler.scaled([4], over: [false])
        _ = try scaler.scaled([2], over: [true])
        let last = try scaler.scaled([1], over: [false])
        #expect(abs(scaler.scale - 2.0.squareRoot()) < 1e-6)
        #expect(abs(Double(last[0]) - 1 / 2.0.squareRoot()) < 1e-6)
    }

    @Test("numbers that are not finite and rows that do not fit are errors, and change nothing")
    func refused() throws {
        var moments = RunningMoments(size: 2)
        try moments.add(rows: [1, 2])
        let before = moments
        #expect(throws: LearningError.self) { try moments.add(rows: [1]) }
        #expect(throws: LearningError.self) { try moments.add(rows: [1, .nan]) }
        #expect(throws: LearningError.self) { try moments.add(RunningMoments(size: 3)) }
        #expect(moments == before)
        #expect(throws: LearningError.self) { try ObservationNormalizer(size: 2).normalized([1]) }
        var scaler = try RewardScaler(environments: 2, discount: 0.9)
        #expect(throws: LearningError.self) { try scaler.scaled([1], over: [false]) }
        #expect(throws: LearningError.self) { try scaler.scaled([1, .infinity], over: [false, false]) }
        #expect(throws: LearningError.self) { try RewardScaler(environments: 0, discount: 0.9) }
    }
}
