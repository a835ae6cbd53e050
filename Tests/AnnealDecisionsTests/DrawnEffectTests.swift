import AnnealDecisions
import AnnealTesting
import Foundation
import Testing

@Suite("Effects of ways that chance decided between", .tags(.unit))
struct DrawnEffectTests {
    private static let time = Date(timeIntervalSince1970: 0)

    private func decision(_ number: Int, choice: Int, probability: Double, reward: Double?) -> (Decision, Outcome?) {
        let decision = Decision(
            id: "d\(number)", point: "experience.guidance", state: [:], candidates: ["without", "with"], choice: choice,
            probability: probability, policy: "fixed/1", reason: "", time: Self.time)
        return (decision, reward.map { Outcome(decision: decision.id, reward: $0, time: Self.time) })
    }

    @Test("only what was drawn and has an outcome counts, and few say nothing") func counted() throws {
        var decisions = (0..<20).map { decision($0, choice: 1, probability: 0.9, reward: $0 % 4 == 0 ? 0 : 1) }
        decisions += (20..<25).map { decision($0, choice: 0, probability: 0.1, reward: 0.5) }
        // Nothing to tell: no draw.
        decisions += (25..<60).map { decision($0, choice: 0, probability: 1, reward: 0) }
        decisions += (60..<70).map { decision($0, choice: 1, probability: 0.9, reward: nil) }
        let effect = try #require(DrawnEffect(of: decisions))
        #expect(effect.arms.map(\.count) == [5, 20] && effect.arms.map(\.name) == ["without", "with"])
        #expect(abs(effect.difference - 0.25) < 1e-9 && effect.margin == nil)
        decisions += (70..<80).map { decision($0, choice: 0, probability: 0.1, reward: 0.5) }
        let more = try #require(DrawnEffect(of: decisions))
        let margin = try #require(more.margin)
        // The variance of 15 ones in 20 is 0.1974; that of equal rewards is 0.
        #expect(abs(margin - 1.96 * (0.197_368 / 20).squareRoot()) < 1e-4)
        #expect(DrawnEffect(of: [decision(0, choice: 0, probability: 1, reward: 1)]) == nil)
    }
}
