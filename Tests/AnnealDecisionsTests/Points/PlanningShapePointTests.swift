import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("The point planning.shape", .tags(.unit))
struct PlanningShapePointTests {
    private let point = PlanningShapePoint()

    @Test("each size can be chosen with each arrangement, and what the fixed rules choose is known") func known() {
        #expect(point.candidates.count == 8 && point.candidates.first?.name == "fine/sequential")
        let subject = PlanningShapePoint.Subject(
            state: ["requirements": 4, "examples": 6, "unheard": 3], fixed: "coarse/incremental")
        let state = point.state(of: subject)
        #expect(Set(state.keys) == Set(point.features.map(\.name)))
        #expect(state["examplesPerRequirement"] == 1.5 && state["fixed.coarse/incremental"] == 1)
        #expect(state.filter { $0.key.hasPrefix("fixed.") }.values.reduce(0, +) == 1)
        #expect(point.candidates[point.fixedChoice(for: subject)].name == "coarse/incremental")
        #expect(point.features.count <= CandidatePolicy.stateSize)
    }

    @Test("the reward counts what is verified first, then tokens and seconds for each requirement of it") func reward()
    {
        let good: [String: Double] = ["verified": 1, "requirements": 2, "tokens": 4_000, "seconds": 240]
        #expect(abs(point.reward(of: good) - 0.85) < 1e-9)
        #expect(abs(point.reward(of: good.merging(["tokens": 0, "seconds": 0]) { $1 }) - 1) < 1e-9)
        #expect(point.reward(of: good.merging(["regressions": 1]) { $1 }) == 0)
        #expect(
            point.reward(of: good.merging(["verified": 0, "tokens": 0]) { $1 }) == 0, "nothing verified is no saving")
        let half = point.reward(of: good.merging(["verified": 0.5]) { $1 })
        #expect(abs(half - 0.35) < 1e-9, "tokens and seconds are those of what is verified")
    }

    @Test("even draws and draws of the gate tell with what probability each candidate was chosen") func actions() throws
    {
        let state = DrawnDecisions.state(3)
        let drawn = Decision.drawn("x", at: point, state: state, time: DrawnDecisions.time)
        let outcome = Outcome(
            decision: "x", reward: 0.5, parts: ["verified": 0.75, "regressions": 0], time: DrawnDecisions.time)
        let even = try #require(PointAction(drawn, outcome, at: point))
        #expect(even.probabilities.allSatisfy { $0 == 0.125 } && even.choice == drawn.choice && even.solved == 0.75)
        #expect(point.candidates[even.fixed].name == "fine/balanced" && even.vector == point.vector(of: state))
        let names = point.candidates.map(\.name)
        let coarse = try #require(names.firstIndex(of: "coarse/balanced"))
        for isLearned in [true, false] {
            let key = try #require(
                (0..<200).map(String.init).first {
                    PolicyDraw(key: $0, charge: .fixed, exploration: 0.1).isLearned == isLearned
                })
            let decision = PolicyDraw(key: key, charge: .fixed, exploration: 0.1).decision(
                key, point: point.name, features: state, candidates: ["fixed", "v1: coarse/balanced"], version: "v1",
                time: DrawnDecisions.time)
            let action = try #require(PointAction(decision, outcome, at: point))
            #expect(action.choice == (isLearned ? coarse : even.fixed))
            #expect(abs(action.probabilities[coarse] - 0.1) < 1e-9)
            #expect(abs(action.probabilities[even.fixed] - 0.9) < 1e-9)
        }
        // What was not drawn, was asked for or has other features tells nothing.
        var other = drawn
        other.probability = 1
        #expect(PointAction(other, outcome, at: point) == nil && PointAction(drawn, nil, at: point) == nil)
        other = drawn
        other.policy = Decision.asked
        #expect(PointAction(other, outcome, at: point) == nil)
        other = drawn
        other.state["words"] = nil
        #expect(PointAction(other, outcome, at: point) == nil)
    }

    @Test("an even draw is the same for the same run, and takes every candidate") func drawn() {
        var counts = [Int](repeating: 0, count: point.candidates.count)
        for number in 0..<800 {
            let decision = Decision.drawn("run-\(number)", at: point, state: [:], time: DrawnDecisions.time)
            #expect(decision.probability == 0.125)
            counts[decision.choice] += 1
        }
        #expect(counts.allSatisfy { (60...145).contains($0) }, "\(counts)")
    }
}
