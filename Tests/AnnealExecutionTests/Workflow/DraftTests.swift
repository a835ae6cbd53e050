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

@Suite("Drafts of a smaller model", .tags(.integration))
struct DraftTests {
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

    private static func answer(twice: String, half: String = "x // 2") -> ScriptedAnswer {
        ScriptedAnswer("```python\ndef twice(x):\n    return \(twice)\n\n\ndef half(x):\n    return \(half)\n```")
    }

    /// Answers to one request for several.
    private static func batch(_ first: ScriptedAnswer, _ second: ScriptedAnswer) -> ScriptedAnswer {
        var both = first
        both.alternatives = [second.text]
        return both
    }

    /// What a run leaves whose drafts come two at a time.
    private func run(
        _ answers: [ScriptedAnswer], text: String = Self.text, confirms: Bool = false, slots: Int? = 2
    ) async throws -> (code: String, attempt: Attempt, tiers: [ModelTier?]) {
        try await withTemporaryFolder { folder in
            let specification = try SpecDocument(parsing: text, path: "spec.md")
            let requirement = specification.requirements[0]
            let task = PlanTask(
                id: "T001", title: "Numbers", kind: .create, requirements: ["R1"],
                criteria: requirement.criteria.map(\.id), writes: ["numbers_.py"], interfaces: requirement.interfaces)
            let plan = Plan(
                specification: specification.digest, understanding: Understanding(), strategy: .sequential,
                strategyReason: "", graph: TaskGraph(tasks: [task]))
            var capabilities = ModelCapabilities(
                contextLength: 8192, parallelSlots: 1, isLocal: true, isSmall: true, supportsPrefill: false)
            capabilities.draftSlots = slots
            let model = ScriptedModel(answers: answers, capabilities: capabilities)
            let environment = ExecutionEnvironment(
                run: "run-1", specification: specification, plan: plan, model: model,
                sandbox: UnconfinedSandbox(launcher: SystemProcessLauncher()), events: EventBus(run: "run-1"),
                decisions: InMemoryDecisionLog(),
                settings: [
                    "workflow.rounds": "1", "workflow.candidates": "1", "workflow.confirm": "\(confirms)",
                    "workflow.mutations": "0", "workflow.suggest": "false",
                ])
            let attempt = try await WorkflowExecutor().execute(
                task, in: Workspace(root: folder.path, base: "base"), environment: environment)
            let code = try String(contentsOf: folder.appending(path: "numbers_.py"), encoding: .utf8)
            return (code, attempt, model.requests.map(\.tier))
        }
    }

    private static let right = answer(twice: "x * 2")
    private static let wrong = answer(twice: "x + 3")

    @Test("a draft that passes every check is taken, and the model is not asked")
    func solved() async throws {
        let ended = try await run([Self.batch(Self.wrong, Self.right)])
        #expect(ended.tiers == [.draft])
        #expect(ended.attempt.unmet == 0)
        #expect(ended.code.contains("x * 2"))
    }

    @Test("what drafts do not solve goes to the model")
    func unsolved() async throws {
        let ended = try await run([Self.batch(Self.wrong, Self.answer(twice: "x")), Self.right])
        #expect(ended.tiers == [.draft, nil])
        #expect(ended.attempt.unmet == 0)
    }

    @Test("a draft alone is compared with an answer of the model")
    func compared() async throws {
        let ended = try await run(
            [Self.batch(Self.wrong, Self.right), Self.answer(twice: "x + x")], confirms: true)
        #expect(ended.tiers == [.draft, nil])
        #expect(ended.attempt.doubt == nil)
    }

    @Test("without checks, or without a smaller model, there is no draft")
    func none() async throws {
        let bare = Self.text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("- ") }
        #expect(try await run([Self.right], text: bare.joined(separator: "\n")).tiers.first == .some(nil))
        #expect(try await run([Self.right], slots: nil).tiers == [nil])
    }

    @Test("a smaller model that cannot be reached is done without, and the report says so")
    func unreachable() async throws {
        let ended = try await run([
            ScriptedAnswer(error: ModelError(code: .unreachable, message: "nobody answers")), Self.right,
        ])
        #expect(ended.tiers == [.draft, nil])
        #expect(ended.attempt.unmet == 0)
        #expect(ended.attempt.notes.contains("no draft: nobody answers"))
    }
}
