import AnnealDecisions
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Reasons to train", .tags(.unit))
struct TrainingNeedTests {
    private static let start = Date(timeIntervalSince1970: 1_700_000_000)

    /// Outcomes of two arms, of which one solves everything, a minute apart, from a minute on.
    private func outcomes(_ solved: [Bool], from minute: Int) throws -> [ArmOutcome] {
        var task = try TaskSuite(Data(TaskSuiteTests.line().utf8), name: "s").tasks[0]
        return solved.enumerated().flatMap { index, isSolved in
            task.id = "task-\(minute + index)"
            return [("small-greedy", isSolved), ("small-four", true)].map { arm, isSolved in
                ArmOutcome(
                    task: task, arm: arm, features: [:], isSolved: isSolved, verified: 1, criteria: 1,
                    criteriaVerified: 1, criteriaFailed: 0, promptTokens: 1, generatedTokens: 1, seconds: 1,
                    time: Self.start.addingTimeInterval(Double(60 * (minute + index))))
            }
        }
    }

    private func policy(on outcomes: [ArmOutcome]) throws -> StoredPolicy {
        let matrix = try OutcomeMatrix(outcomes)
        let evaluation = try SelectionEvaluation(matrix, learners: [CascadeLearner()], splits: 1)
        return try StoredPolicy(
            training: .cascade, on: outcomes, matrix: matrix, point: "selection.arm", evaluation: evaluation, seed: 1,
            steps: 100, codeVersion: "1", time: Self.start)
    }

    @Test("without a policy outcomes are a reason, and no outcomes are none") func first() throws {
        let some = try outcomes([true, false], from: 0)
        #expect(TrainingNeed.look(at: some, last: nil, isInCharge: false, least: 40) == .first)
        #expect(TrainingNeed.look(at: [], last: nil, isInCharge: false, least: 40) == nil)
    }

    @Test("enough new outcomes are a reason: as many as are asked for, and half as many as were learned from")
    func new() throws {
        let old = try outcomes([Bool](repeating: true, count: 60), from: 0)
        let last = try policy(on: old)
        func need(_ tasks: Int, isInCharge: Bool = false, least: Int) throws -> TrainingNeed? {
            let new = try outcomes([Bool](repeating: true, count: tasks), from: 60)
            return TrainingNeed.look(at: old + new, last: last, isInCharge: isInCharge, least: least)
        }
        #expect(try need(0, least: 1) == nil)
        #expect(try need(29, least: 1) == nil)
        #expect(try need(30, least: 60) == .newOutcomes(60))
        #expect(try need(30, least: 61) == nil)
        #expect(try need(30, isInCharge: true, least: 60) == nil, "what is in charge is not thrown out for that")
    }

    @Test("an arm that changed since is a reason before there are enough; one that had changed before is none")
    func drift() throws {
        let old = try outcomes([Bool](repeating: true, count: 60), from: 0)
        let new = try outcomes([Bool](repeating: false, count: 20), from: 60)
        let need = TrainingNeed.look(at: old + new, last: try policy(on: old), isInCharge: false, least: 1_000)
        #expect(
            need
                == .drift(
                    arm: "small-greedy", since: Self.start.addingTimeInterval(3_600), before: 1, after: 0))
        #expect(
            need
                == TrainingNeed.look(at: old + new, last: try policy(on: old), isInCharge: true, least: 1_000))
        #expect(need?.description.contains("small-greedy solves 0 % since") == true)
        let later = try outcomes([false], from: 80)
        #expect(
            TrainingNeed.look(at: old + new + later, last: try policy(on: old + new), isInCharge: false, least: 1_000)
                == nil)
    }
}
