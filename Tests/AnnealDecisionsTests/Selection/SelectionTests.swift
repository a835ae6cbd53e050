import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("Selection from recorded outcomes", .tags(.unit))
struct SelectionTests {
    private static func cell(_ solved: Bool, passes: Bool, score: Double = 0, tokens: Double) -> OutcomeMatrix.Cell {
        OutcomeMatrix.Cell(isSolved: solved, passes: passes, score: score, tokens: tokens, seconds: tokens / 10)
    }

    private static let zeros = [Double](repeating: 0, count: TaskFeatures.names.count)

    @Test("a cascade pays for each try, stops where checks pass, and keeps the best where none does") func playing()
        throws
    {
        let rows: [[OutcomeMatrix.Cell]] = [
            [
                Self.cell(true, passes: true, score: 1, tokens: 10),
                Self.cell(true, passes: true, score: 1, tokens: 100),
            ],
            [
                Self.cell(false, passes: false, score: 0, tokens: 10),
                Self.cell(true, passes: true, score: 1, tokens: 100),
            ],
            // Checks that pass a wrong answer end the cascade.
            [
                Self.cell(false, passes: true, score: 1, tokens: 10),
                Self.cell(true, passes: true, score: 1, tokens: 100),
            ],
            [
                Self.cell(true, passes: false, score: 0.5, tokens: 10),
                Self.cell(false, passes: false, score: 0, tokens: 100),
            ],
            [
                Self.cell(true, passes: false, score: 0, tokens: 10),
                Self.cell(false, passes: false, score: 0, tokens: 100),
            ],
        ]
        let matrix = OutcomeMatrix(
            arms: ["a", "b"],
            rows: rows.enumerated().map {
                OutcomeMatrix.Row(task: "\($0.offset)", features: Self.zeros, cells: $0.element)
            })
        let results = try matrix.rows.indices.map { try matrix.play(ArmCascade([0, 1]), on: $0) }
        #expect(results.map(\.isSolved) == [true, true, false, true, false])
        #expect(results.map(\.tokens) == [10, 110, 10, 110, 110])
        #expect(results[1].arms == [0, 1] && results[1].seconds == 11)
        #expect(ArmCascade.all(of: 3).map { $0.name(["x", "y", "z"]) } == ["x", "y", "z", "x>y", "x>z", "y>z"])
    }

    @Test("a matrix holds the tasks that every arm was tried on, arms from cheap to dear") func matrix() throws {
        let suite = try TaskSuite(
            Data((TaskSuiteTests.line(id: "a") + "\n" + TaskSuiteTests.line(id: "b")).utf8), name: "s")
        func outcome(_ task: Int, _ arm: String, tokens: Int, failed: Int = 0) -> ArmOutcome {
            ArmOutcome(
                task: suite.tasks[task], arm: arm, features: [:], isSolved: failed == 0, verified: 0, criteria: 4,
                criteriaVerified: 2, criteriaFailed: failed, promptTokens: tokens, generatedTokens: 1, seconds: 1,
                time: Date(timeIntervalSince1970: 0))
        }
        let outcomes = [
            outcome(0, "dear", tokens: 9), outcome(0, "cheap", tokens: 2, failed: 1), outcome(1, "cheap", tokens: 3),
        ]
        let matrix = try OutcomeMatrix(outcomes)
        #expect(matrix.arms == ["cheap", "dear"] && matrix.rows.count == 1 && matrix.incomplete == 1)
        #expect(matrix.rows[0].cells.map(\.passes) == [false, true])
        #expect(matrix.rows[0].cells.map(\.score) == [0.25, 0.5])
        #expect(try OutcomeMatrix(outcomes, arms: ["cheap"]).rows.count == 2)
        #expect(throws: SuiteError.self) { try OutcomeMatrix([]) }
        #expect(throws: SuiteError.self) { try OutcomeMatrix([outcomes[0], outcomes[2]]) }
    }

    @Test("no task is learned from and judged by") func splits() {
        let matrix = SyntheticMatrix.make(tasks: 30, seed: 1)
        var random = RandomSource(seed: 1)
        for _ in 0..<20 {
            let parts = matrix.split(0.7, random: &random)
            #expect(parts.training.count == 21 && parts.test.count == 9)
            #expect(Set(parts.training).isDisjoint(with: parts.test))
        }
    }

    @Test("what is learned from telling features costs less at the solve rate of the best arm, and the oracle is best")
    func evaluation() throws {
        let matrix = SyntheticMatrix.make(tasks: 150, seed: 2)
        let evaluation = try SelectionEvaluation(
            matrix, learners: [CascadeLearner(), BanditLearner(.linUCB)], splits: 5)
        #expect(evaluation.lines.map(\.name) == ["best fixed arm", "cascade", "LinUCB", "oracle"])
        let fixed = try #require(evaluation.lines.first)
        #expect(fixed.tokenRatio == 1 && !fixed.reachesGoal && fixed.mean.solved > 0.9)
        let cascade = evaluation.lines[1]
        #expect(cascade.tokenRatio < 0.95)
        let oracle = try #require(evaluation.lines.last)
        #expect(oracle.gapToOracle == 0 && evaluation.lines.allSatisfy { $0.gapToOracle >= -1e-9 })
        #expect(oracle.mean.tokens <= evaluation.lines.map(\.mean.tokens).min() ?? 0)
        #expect(evaluation.lines[2].tokenRatio < 0.9)
        // The same seed gives the same figures.
        let again = try SelectionEvaluation(
            matrix, learners: [CascadeLearner(), BanditLearner(.linUCB)], splits: 5)
        #expect(again == evaluation)
    }

    @Test(
        "trees that predict cascades reach the goal where the task tells what it needs",
        .enabled(if: BoostedTrees.isAvailable))
    func trees() throws {
        let matrix = SyntheticMatrix.make(tasks: 150, seed: 3)
        let evaluation = try SelectionEvaluation(matrix, learners: [TreeLearner()], splits: 3)
        let line = evaluation.lines[1]
        #expect(line.tokenRatio < 0.7, "\(line.tokenRatio)")
        #expect(line.mean.solved > evaluation.lines[0].mean.solved - 0.08)
    }

    @Test("a small DQN learns to try the cheap arm first and to stop", .enabled(if: BoostedTrees.isAvailable))
    func deepQ() throws {
        let matrix = SyntheticMatrix.make(tasks: 40, seed: 4)
        let problem = SelectionProblem(matrix, rows: Array(0..<30), seed: 4)
        let policy = try QLearner(steps: 1_500).train(on: problem)
        let results = try (30..<40).map { try matrix.play(policy, on: $0) }
        let dear = try (30..<40).map { try matrix.play(ArmCascade([2]), on: $0) }
        for result in results { #expect(Set(result.arms).count == result.arms.count && !result.arms.isEmpty) }
        // What the dear arm solves, with less.
        #expect(results.count(where: \.isSolved) >= dear.count(where: \.isSolved) - 1)
        #expect(results.reduce(0) { $0 + $1.tokens } < 0.9 * dear.reduce(0) { $0 + $1.tokens })
    }

    @Test("a task and its repair are never on different sides")
    func families() throws {
        var rows = SyntheticMatrix.make(tasks: 30, seed: 5).rows
        for index in 0..<10 { rows[index + 20].task = "repair-t\(index)" }
        let matrix = OutcomeMatrix(arms: ["cheap", "middle", "dear"], rows: rows)
        for seed in 0..<20 {
            var random = RandomSource(seed: UInt64(seed))
            let parts = matrix.split(0.7, random: &random)
            #expect((parts.training + parts.test).sorted() == Array(0..<30) && !parts.test.isEmpty)
            #expect(abs(parts.training.count - 21) <= 1)
            for fold in SelectionProblem(matrix, rows: Array(0..<30), seed: UInt64(seed)).folds(4).map(\.test)
                + [parts.training, parts.test]
            {
                for index in 0..<10 { #expect(fold.contains(index) == fold.contains(index + 20)) }
            }
        }
        // Two tasks about the same are one family, of which nothing could be held out.
        let pair = OutcomeMatrix(arms: matrix.arms, rows: [rows[0], rows[20]])
        var random = RandomSource(seed: 1)
        #expect(pair.split(0.5, random: &random).test == [0, 1])
    }

    @Test("too few tasks are told") func tooFew() {
        #expect(throws: SuiteError.self) {
            try SelectionEvaluation(SyntheticMatrix.make(tasks: 5, seed: 1), learners: [], splits: 2)
        }
    }
}
