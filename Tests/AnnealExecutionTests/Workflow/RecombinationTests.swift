import AnnealContext
import AnnealDecisions
import AnnealEvents
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

@Suite("Functions of different answers put together", .tags(.integration))
struct RecombinationTests {
    private static let text = """
        # Numbers

        One Python module, `numbers_.py`. Python 3.11.

        ## Requirements

        ### R1 Two functions
        `twice(x: int) -> int` returns twice the number, and `half(x: int) -> int` returns half of it, rounded down.

        - `twice(2)` returns `4`.
        - `twice(5)` returns `10`.
        - `half(9)` returns `4`.
        - `half(4)` returns `2`.
        """

    private static func answer(twice: String, half: String) -> ScriptedAnswer {
        ScriptedAnswer("```python\ndef twice(x):\n    return \(twice)\n\n\ndef half(x):\n    return \(half)\n```")
    }

    /// Answers to one request for several.
    private static func batch(_ first: ScriptedAnswer, _ second: ScriptedAnswer) -> ScriptedAnswer {
        var both = first
        both.alternatives = [second.text]
        return both
    }

    /// What a run of three answers leaves, the first greedy, the others a batch.
    private func run(without: String = "") async throws -> (code: String, attempt: Attempt, arms: [String]) {
        try await withTemporaryFolder { folder in
            let specification = try SpecDocument(parsing: Self.text, path: "spec.md")
            let requirement = specification.requirements[0]
            let task = PlanTask(
                id: "T001", title: "Numbers", kind: .create, requirements: ["R1"],
                criteria: requirement.criteria.map(\.id), writes: ["numbers_.py"], interfaces: requirement.interfaces)
            let plan = Plan(
                specification: specification.digest, understanding: Understanding(), strategy: .sequential,
                strategyReason: "", graph: TaskGraph(tasks: [task]))
            // Each gets another function right.
            let answers = [
                Self.answer(twice: "x + 3", half: "x - 3"),
                Self.batch(Self.answer(twice: "x * 2", half: "x"), Self.answer(twice: "x", half: "x // 2")),
            ]
            let model = ScriptedModel(
                answers: answers,
                capabilities: ModelCapabilities(
                    contextLength: 8192, parallelSlots: 2, isLocal: true, isSmall: true, supportsPrefill: false))
            let log = InMemoryDecisionLog()
            let environment = ExecutionEnvironment(
                run: "run-1", specification: specification, plan: plan, model: model,
                sandbox: UnconfinedSandbox(launcher: SystemProcessLauncher()), events: EventBus(run: "run-1"),
                decisions: log,
                settings: [
                    "workflow.rounds": "1", "workflow.candidates": "2", "workflow.confirm": "false",
                    "workflow.mutations": "0", "workflow.without": without,
                ])
            let attempt = try await WorkflowExecutor().execute(
                task, in: Workspace(root: folder.path, base: "base"), environment: environment)
            let code = try String(contentsOf: folder.appending(path: "numbers_.py"), encoding: .utf8)
            let arms = log.all.filter { $0.point == "execution.arm" }.map { $0.candidates[$0.choice] }
            return (code, attempt, arms)
        }
    }

    @Test("two answers that are right in another function each make one that is right in both")
    func combined() async throws {
        let ended = try await run()
        #expect(ended.code.contains("return x * 2"))
        #expect(ended.code.contains("return x // 2"))
        #expect(ended.attempt.unmet == 0)
        #expect(ended.arms.last == "recombine")
    }

    @Test("left out, one of the answers stays with what it fails")
    func leftOut() async throws {
        let ended = try await run(without: "recombination")
        #expect(ended.attempt.unmet == 2)
        #expect(!ended.arms.contains("recombine"))
    }

    @Test(
        "a call is the name as a word before a bracket",
        arguments: [
            ("half(2)", true), ("x.half(2)", true), ("behalf(2)", false), ("half_up(2)", false), ("half", false),
            ("half_up(half(3))", true),
        ])
    func calls(_ text: String, _ expected: Bool) {
        #expect(Recombination.call(text, calls: "half") == expected)
    }
}
