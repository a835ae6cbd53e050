import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("What is expected of ways of working, and the choice among them", .tags(.unit))
struct ToolSelectionTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000)

    /// The synthetic matrix with the names of real arms, whose features are told by name.
    private static func matrix(tasks: Int, seed: UInt64) -> OutcomeMatrix {
        OutcomeMatrix(
            arms: ["large-greedy", "large-four", "large-long"],
            rows: SyntheticMatrix.make(tasks: tasks, seed: seed).rows)
    }

    private static func features(hardness: Double) -> [Double] {
        var features = [Double](repeating: 0.5, count: TaskFeatures.names.count)
        features[0] = hardness * 5
        return features
    }

    @Test(
        "probabilities fall with hardness, intervals hold about four of five, and both beat what is known without looking",
        .enabled(if: BoostedTrees.isAvailable))
    func predictions() throws {
        let matrix = Self.matrix(tasks: 300, seed: 4)
        let (training, test) = (Array(0..<200), Array(200..<300))
        let predictor = try PerformancePredictor(training: matrix, on: training, seed: 1)
        let easy = try predictor.expected(Self.features(hardness: 0.1))
        let hard = try predictor.expected(Self.features(hardness: 0.9))
        #expect(easy.map(\.arm) == matrix.arms)
        #expect(easy[0].success > 0.8 && hard[0].success < 0.2 && hard[2].success > 0.7, "\(easy) \(hard)")
        for expected in easy + hard {
            #expect(expected.tokens.low <= expected.tokens.middle && expected.tokens.middle <= expected.tokens.high)
            #expect((0.02...0.98).contains(expected.success))
        }
        #expect((700...1_300).contains(hard[2].tokens.middle))
        let score = try PredictionScore(of: predictor, in: matrix, training: training, test: test)
        #expect(score.count == 300 && score.brier < 0.7 * score.brierOfShares, "\(score)")
        #expect((0.7...0.92).contains(score.tokenCoverage) && score.tokenFactor < 1.3, "\(score)")
        // What is stored predicts the same.
        let read = try PerformancePredictor(predictor.model, source: "test")
        #expect(try read.expected(Self.features(hardness: 0.4)) == predictor.expected(Self.features(hardness: 0.4)))
        var other = predictor.model
        other.featureVersion += 1
        #expect(throws: SuiteError.self) { try PerformancePredictor(other, source: "test") }
        #expect(throws: SuiteError.self) { try PerformancePredictor(training: matrix, on: [1, 2, 3], seed: 1) }
    }

    @Test("the front has what no other one beats in everything") func front() {
        func arm(_ name: String, _ success: Double, _ tokens: Double) -> ExpectedPerformance {
            let number = ExpectedNumber(middle: tokens, low: 0, high: tokens)
            return ExpectedPerformance(arm: name, success: success, tokens: number, seconds: number)
        }
        let all = [
            arm("a", 0.5, 100), arm("b", 0.4, 200), arm("c", 0.9, 900), arm("d", 0.9, 1_000), arm("e", 0.5, 100),
        ]
        #expect(ExpectedPerformance.front(of: all).map(\.arm) == ["a", "c", "e"])
    }

    @Test(
        "a selection has the plan, the fixed way at its end, how sure it is, and why",
        .enabled(if: BoostedTrees.isAvailable))
    func selection() throws {
        let matrix = Self.matrix(tasks: 60, seed: 9)
        let task = try TaskSuite(Data(TaskSuiteTests.line().utf8), name: "s").tasks[0]
        let outcomes = matrix.rows.flatMap { row in
            zip(matrix.arms, row.cells).map { arm, cell in
                var task = task
                task.id = row.task
                return ArmOutcome(
                    task: task, arm: arm, features: [:], isSolved: cell.isSolved, verified: 0, criteria: 1,
                    criteriaVerified: 0, criteriaFailed: 0, promptTokens: 0, generatedTokens: 1, seconds: 1,
                    time: Self.time)
            }
        }
        let evaluation = try SelectionEvaluation(matrix, learners: [CascadeLearner()], splits: 1)
        var policy = try StoredPolicy(
            training: .cascade, on: outcomes, matrix: matrix, point: "selection.arm", evaluation: evaluation, seed: 1,
            steps: 100, codeVersion: "1", time: Self.time)
        policy.model = try StoredPolicy.Model(ArmCascade([0, 2]))
        let blind = try ToolSelection(policy, features: ["words": 1], model: "qwen2.5-coder-1.5b")
        #expect(blind.plan == ["large-greedy", "large-long"] && blind.confidence == nil && blind.expected.isEmpty)
        policy.predictor = try PerformancePredictor(training: matrix, on: Array(0..<60), seed: 1).model
        let told = try ToolSelection(policy, features: ["words": 1], model: "qwen2.5-coder-1.5b")
        #expect(told.plan == blind.plan && told.expected.count == 3 && !told.front.isEmpty)
        let best = told.expected.filter { told.plan.contains($0.arm) }.map(\.success).max()
        #expect(told.confidence == best)
        #expect(told.reasons.contains { $0.contains("large-greedy") && $0.contains("tokens") }, "\(told.reasons)")
        // Another model has none of these arms: its own standard way is left.
        let other = try ToolSelection(policy, features: [:], model: "qwen2.5-coder-0.5b")
        #expect(other.plan == ["small-long"])
        let nothing = try ToolSelection(nil, features: [:], model: nil)
        #expect(nothing.plan == [SelectionArm.fixed] && nothing.reasons.count == 1)
    }
}
