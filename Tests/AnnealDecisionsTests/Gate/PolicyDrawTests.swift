import AnnealDecisions
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Draws between two policies", .tags(.unit))
struct PolicyDrawTests {
    @Test("the share of keys is the probability, whoever is in charge, and a larger share keeps who was drawn")
    func shares() {
        let keys = (0..<4_000).map { "key-\($0)" }
        for share in [0.0, 0.05, 0.2] {
            let shadow = keys.map { PolicyDraw(key: $0, charge: .fixed, exploration: share) }
            let tried = shadow.count { $0.isLearned }
            #expect(abs(Double(tried) / 4_000 - share) < 0.02)
            #expect(shadow.allSatisfy { $0.isTrial == $0.isLearned && $0.probability > 0 })
            let charge = keys.map { PolicyDraw(key: $0, charge: .learned("v1"), exploration: share) }
            #expect(abs(Double(charge.count { !$0.isLearned }) / 4_000 - share) < 0.02)
            let more = keys.map { PolicyDraw(key: $0, charge: .fixed, exploration: 0.2) }
            #expect(zip(shadow, more).allSatisfy { !$0.isLearned || $1.isLearned })
        }
    }

    @Test("the decision has the probabilities of both policies, and those of what was drawn")
    func decision() {
        for key in (0..<50).map({ "key-\($0)" }) {
            let draw = PolicyDraw(key: key, charge: .fixed, exploration: 0.2)
            let decision = draw.decision(
                key, point: "selection.arm", features: ["words": 3], candidates: ["fixed", "v1: small-greedy>fixed"],
                version: "v1", time: Date(timeIntervalSince1970: 0))
            #expect(decision.state == ["words": 3, "p.fixed": 0.8, "p.learned": 0.2])
            #expect(decision.choice == (draw.isLearned ? 1 : 0))
            #expect(decision.probability == (draw.isLearned ? 0.2 : 0.8))
            #expect(decision.policy == (draw.isLearned ? "v1" : "fixed/1"))
        }
    }
}
