import AnnealDecisions
import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@Suite("Stored policies", .tags(.unit))
struct StoredPolicyTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000)

    /// Outcomes like those of the synthetic matrix.
    static func outcomes(tasks: Int, seed: UInt64) throws -> [ArmOutcome] {
        let matrix = SyntheticMatrix.make(tasks: tasks, seed: seed)
        let task = try TaskSuite(Data(TaskSuiteTests.line().utf8), name: "s").tasks[0]
        return matrix.rows.flatMap { row in
            zip(matrix.arms, row.cells).map { arm, cell in
                var task = task
                task.id = row.task
                return ArmOutcome(
                    task: task, arm: arm, features: [TaskFeatures.names[0]: row.features[0]], isSolved: cell.isSolved,
                    verified: 0, criteria: 2, criteriaVerified: cell.passes ? 2 : 1,
                    criteriaFailed: cell.passes ? 0 : 1,
                    promptTokens: 0, generatedTokens: Int(cell.tokens), seconds: cell.seconds, time: time)
            }
        }
    }

    private func train(_ kind: StoredPolicy.Kind) throws -> (policy: StoredPolicy, matrix: OutcomeMatrix) {
        let outcomes = try Self.outcomes(tasks: 40, seed: 5)
        let matrix = try OutcomeMatrix(outcomes)
        let evaluation = try SelectionEvaluation(matrix, learners: [CascadeLearner()], splits: 2)
        let policy = try StoredPolicy(
            training: kind, on: outcomes, matrix: matrix, point: "selection.arm", evaluation: evaluation, seed: 3,
            steps: 150, codeVersion: "1.0", time: Self.time)
        return (policy, matrix)
    }

    private static let kinds: [StoredPolicy.Kind] =
        BoostedTrees.isAvailable ? StoredPolicy.Kind.allCases : [.cascade, .linucb, .thompson]

    @Test("every kind chooses the same after it was stored and read, and tells where it comes from", arguments: kinds)
    func storing(kind: StoredPolicy.Kind) async throws {
        let (policy, matrix) = try train(kind)
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = PolicyStore(folder: folder)
            try store.store(policy)
            #expect(store.versions(of: "selection.arm") == [policy.version])
            let read = try store.policy(policy.version, point: "selection.arm")
            #expect(read == policy)
            let (before, after) = (try policy.policy(), try read.policy())
            for row in matrix.rows {
                #expect(
                    try before.next(features: row.features, after: []) == after.next(features: row.features, after: []))
            }
        }
        #expect(policy.data.tasks == 40 && policy.data.outcomes == 120 && policy.seed == 3)
        #expect(policy.version.hasPrefix("\(kind.rawValue)-2023"))
        #expect(policy.evaluation.first?.name == "best fixed arm" && policy.evaluation.last?.name == "oracle")
        let importance = try policy.importance()
        if kind == .xgboost {
            #expect(importance.first?.feature == TaskFeatures.names[0])
            #expect(abs(importance.reduce(0) { $0 + $1.share } - 1) < 1e-6)
        }
    }

    @Test("a model of other features, or one that is not whole, is refused with what to do") func refused() throws {
        var (policy, _) = try train(.cascade)
        policy.featureVersion += 1
        #expect(throws: SuiteError.self) { try policy.policy() }
        policy.featureVersion -= 1
        policy.kind = .linucb
        let error = try #require(throws: SuiteError.self) { try policy.policy() }
        #expect(error.remedy?.contains("anneal learn train") == true)
    }

    @Test("gates and changes are kept; a damaged file is named; names that lead out of the folder are refused")
    func gates() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = PolicyStore(folder: folder)
            #expect(try store.gate(of: "selection.arm").charge == .fixed)
            var gate = try store.gate(of: "selection.arm")
            _ = gate.consider("v1", at: Self.time)
            for _ in 0..<200 where gate.charge == .fixed {
                let change = gate.observe(
                    GateObservation(choice: 1, reward: 1, logging: [0.8, 0.2], fixed: [1, 0], learned: [0, 1]),
                    at: Self.time)
                try store.store(gate, change: change)
            }
            #expect(try store.gate(of: "selection.arm") == gate)
            #expect(try store.gate(of: "selection.arm").charge == .learned("v1"))
            #expect(try store.changes().map(\.to) == [.learned("v1")])
            #expect(store.points == ["selection.arm"])
            #expect(throws: SuiteError.self) { try store.policy("../gates/selection.arm", point: "selection.arm") }
            #expect(throws: SuiteError.self) { try store.policy("none", point: "selection.arm") }
            let file = folder.appending(path: "gates/selection.arm.json")
            try Data("{".utf8).write(to: file)
            let error = try #require(throws: SuiteError.self) { try store.gate(of: "selection.arm") }
            #expect(error.place == file.path)
        }
    }

    @Test("curves have a point for each number of tasks, and learned lines have bands") func curves() throws {
        let matrix = SyntheticMatrix.make(tasks: 60, seed: 8)
        let curve = try LearningCurve(matrix, learners: [CascadeLearner()], seeds: 4, steps: 3)
        #expect(
            curve.lines.map(\.name)
                == ["cascade", "cheap", "middle", "dear", "best fixed arm in hindsight", "oracle"])
        for line in curve.lines {
            #expect(line.points.map(\.outcomes) == [42, 84, 126])
            for point in line.points {
                #expect(point.reward.low <= point.reward.mean && point.reward.mean <= point.reward.high)
            }
        }
        let oracle = try #require(curve.lines.last)
        #expect(oracle.points.allSatisfy { $0.regret.mean == 0 })
    }

    @Test("points are found by name") func points() throws {
        #expect(try DecisionPoint.check("planning.strategy", learned: false).isLearned == false)
        let error = try #require(throws: SuiteError.self) {
            try DecisionPoint.check("planning.strategy", learned: true)
        }
        #expect(error.remedy?.contains("selection.arm") == true)
    }
}
