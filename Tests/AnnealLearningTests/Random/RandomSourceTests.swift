import AnnealLearning
import Foundation
import Testing

@Suite("The source of randomness") struct RandomSourceTests {
    @Test("the same seed gives the same numbers, and a stored state goes on where it was")
    func reproducible() throws {
        var source = RandomSource(seed: 7)
        var again = RandomSource(seed: 7)
        #expect((0..<100).allSatisfy { _ in source.next() == again.next() })
        var resumed = try JSONDecoder().decode(RandomSource.self, from: JSONEncoder().encode(source))
        #expect((0..<100).allSatisfy { _ in source.normal() == resumed.normal() })
        var other = RandomSource(seed: 8)
        #expect(source.next() != other.next())
    }

    @Test("the first numbers are those of xoshiro256++ filled by SplitMix64")
    func reference() {
        // Computed with the authors' C code for seed 0.
        var source = RandomSource(seed: 0)
        #expect(
            [source.next(), source.next(), source.next()] == [
                0x5317_5D61_490B_23DF, 0x61DA_6F3D_C380_D507, 0x5C0F_DF91_EC9A_7BFC,
            ])
    }

    @Test("means and variances are those of the distributions")
    func moments() {
        var source = RandomSource(seed: 1)
        let count = 200_000.0
        let uniform = (0..<Int(count)).map { _ in source.uniform() }
        #expect(abs(uniform.reduce(0, +) / count - 0.5) < 0.004)
        let normal = (0..<Int(count)).map { _ in source.normal() }
        #expect(abs(normal.reduce(0, +) / count) < 0.01)
        #expect(abs(normal.map { $0 * $0 }.reduce(0, +) / count - 1) < 0.02)
        var seen = [Int](repeating: 0, count: 6)
        for _ in 0..<60_000 { seen[source.index(below: 6)] += 1 }
        #expect(seen.allSatisfy { abs($0 - 10_000) < 500 })
    }

    @Test("weights decide how often an index comes, and those of zero never come")
    func weights() {
        var source = RandomSource(seed: 2)
        var seen = [0, 0, 0]
        for _ in 0..<30_000 { seen[source.index(weighted: [1, 0, 2]) ?? 1] += 1 }
        #expect(seen[1] == 0)
        #expect(abs(seen[0] - 10_000) < 500)
        #expect(source.index(weighted: [0, 0]) == nil)
        #expect(source.index(weighted: []) == nil)
    }

    @Test("a permutation holds every index once")
    func permutation() {
        var source = RandomSource(seed: 3)
        #expect(source.permutation(100).sorted() == Array(0..<100))
        #expect(source.permutation(0).isEmpty)
    }
}
