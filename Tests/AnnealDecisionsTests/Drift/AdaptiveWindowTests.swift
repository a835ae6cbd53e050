import AnnealDecisions
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Changes in series of outcomes", .tags(.unit))
struct AdaptiveWindowTests {
    /// Outcomes that are 1 with each of the probabilities in turn.
    private static func series(_ parts: [(count: Int, share: Double)], seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        return parts.flatMap { part in
            (0..<part.count).map { _ in Double.random(in: 0..<1, using: &random) < part.share ? 1 : 0 }
        }
    }

    @Test("a series without a change raises an alarm in few of many cases", arguments: [0.05, 0.5, 0.9])
    func stationary(share: Double) {
        let alarms = (0..<200).count { seed in
            AdaptiveWindow().lastChange(in: Self.series([(400, share)], seed: UInt64(seed))) != nil
        }
        #expect(alarms <= 10, "\(alarms) of 200")
    }

    @Test("a clear change is found near its place, in both directions", arguments: [(0.85, 0.35), (0.3, 0.8)])
    func found(before: Double, after: Double) {
        var near = 0
        for seed in 0..<100 {
            let change = AdaptiveWindow().lastChange(
                in: Self.series([(150, before), (100, after)], seed: UInt64(1_000 + seed)))
            guard let change, abs(change.index - 150) <= 25 else { continue }
            near += 1
            #expect((change.after > change.before) == (after > before))
        }
        #expect(near >= 90, "\(near) of 100")
    }

    @Test("of two changes the last is told, with the means on its sides") func last() throws {
        let series =
            [Double](repeating: 1, count: 60) + [Double](repeating: 0, count: 60) + [Double](repeating: 1, count: 60)
        let change = try #require(AdaptiveWindow().lastChange(in: series))
        #expect(change.index == 120 && change.before == 0 && change.after == 1)
    }

    @Test("too few values show nothing") func few() {
        #expect(AdaptiveWindow().lastChange(in: []) == nil)
        #expect(AdaptiveWindow().lastChange(in: [0, 0, 0, 1, 1, 1]) == nil)
    }
}
