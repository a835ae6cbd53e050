import AnnealFoundation
import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("Training a point's policy on logged decisions", .tags(.unit))
struct PointTrainerTests {
    private let point = PlanningShapePoint()

    private var trainer: PointTrainer {
        var trainer = PointTrainer(seed: 3)
        trainer.parts = 3
        return trainer
    }

    private func train(_ decisions: [(Decision, Outcome?)]) throws -> PointPolicy {
        try trainer.train(point, on: decisions, codeVersion: "1", time: DrawnDecisions.time)
    }

    @Test("from even draws it learns which candidate is best for which specification, and the gate lets it in")
    func learned() async throws {
        let decisions = DrawnDecisions.make(360, seed: 1) { name, requirements in
            name == DrawnDecisions.best(requirements) ? (0.85, 1) : (0.3, 0.5)
        }
        let policy = try train(decisions)
        let network = try policy.candidatePolicy(of: point)
        for requirements in [2, 12] {
            let choice = try network.choose(point.vector(of: DrawnDecisions.state(requirements)))
            #expect(point.candidates[choice].name == DrawnDecisions.best(requirements))
        }
        let evidence = try #require(policy.recorded)
        #expect(evidence.keepsSolving && evidence.tasks == 216 && evidence.differences.allSatisfy { $0 >= -1 })
        #expect(evidence.learned.solved > evidence.fixed.solved && policy.scale == 9)
        // What it earns more is about 0.55 a run.
        #expect(abs(evidence.bets.mean * 9 - 0.55) < 0.25, "\(evidence.bets.mean * 9)")
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = PolicyStore(folder: folder)
            let gate = try store.show(policy, weighing: true, at: DrawnDecisions.time)
            #expect(gate.charge == .learned(policy.version))
            let read = try store.pointPolicy(policy.version, point: point.name)
            #expect(read == policy)
            try read.check()
            #expect(policy.data.outcomes == 360 && policy.data.tasks == 360)
        }
    }

    @Test("the same decisions and seed give the same policy") func same() throws {
        let decisions = DrawnDecisions.make(60, seed: 2) { _, _ in (0.5, 1) }
        #expect(try train(decisions) == train(decisions))
    }

    @Test("where no candidate is better the fixed rules stay") func none() async throws {
        let decisions = DrawnDecisions.make(200, seed: 4) { _, _ in (0.5, 1) }
        let policy = try train(decisions)
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let gate = try PolicyStore(folder: folder).show(policy, weighing: true, at: DrawnDecisions.time)
            #expect(gate.charge == .fixed && gate.version == policy.version)
        }
    }

    @Test("a policy that verifies fewer is not let in, whatever else it saves") func harmful() async throws {
        let decisions = DrawnDecisions.make(240, seed: 5) { name, _ in
            name == "coarse/balanced" ? (0.9, 0) : (0.2, 1)
        }
        let policy = try train(decisions)
        #expect(policy.isVetoed && policy.recorded?.isHarmful == true)
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let gate = try PolicyStore(folder: folder).show(policy, weighing: true, at: DrawnDecisions.time)
            #expect(gate.charge == .fixed)
        }
    }

    @Test("too few drawn decisions are told, with how to get them; those that were not drawn do not count") func few() {
        var decisions = DrawnDecisions.make(80, seed: 6) { _, _ in (0.5, 1) }
        for index in decisions.indices.dropFirst(30) { decisions[index].0.probability = 1 }
        let error = #expect(throws: SuiteError.self) { try train(decisions) }
        #expect(error?.message.contains("30 of 80") == true)
        #expect(error?.remedy?.contains("learning.draw=planning.shape") == true)
    }

    @Test("candidates that a point does not have are never taken") func padded() throws {
        let actions = try DrawnDecisions.make(50, seed: 7) { _, _ in (0.1, 1) }.map { decision, outcome in
            try #require(PointAction(decision, outcome, at: point))
        }
        let weights = try CandidateTrainer(iterations: 5).train(actions, seed: 1)
        let policy = try CandidatePolicy(weights: weights, candidateCount: 8)
        for requirements in 1..<30 {
            #expect(try policy.choose(point.vector(of: DrawnDecisions.state(requirements))) < 8)
        }
        #expect(throws: LearningError.self) { try CandidatePolicy(weights: weights, candidateCount: 65) }
        #expect(throws: LearningError.self) { try CandidatePolicy(weights: [:], candidateCount: 8) }
        #expect(throws: LearningError.self) { try CandidateTrainer().train([], seed: 1) }
    }
}
