import AnnealDecisions
import AnnealEvents
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Foundation

@testable import AnnealExecution

/// A requirement of two functions, and a run of the workflow on it with scripted answers.
enum NumbersScene {
    static let text = """
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

    /// An answer with both functions.
    static func answer(twice: String, half: String = "x // 2") -> ScriptedAnswer {
        ScriptedAnswer("```python\ndef twice(x):\n    return \(twice)\n\n\ndef half(x):\n    return \(half)\n```")
    }

    /// Answers to one request for several.
    static func batch(_ first: ScriptedAnswer, _ second: ScriptedAnswer) -> ScriptedAnswer {
        var both = first
        both.alternatives = [second.text]
        return both
    }

    /// What a run leaves.
    struct Ended {
        var code: String
        var attempt: Attempt
        /// The models that were asked, in order.
        var tiers: [ModelTier?]
        /// The arms that were taken, in order.
        var arms: [String]
        /// What the model was asked, in order.
        var requests: [ChatRequest]
    }

    /// Works on the requirement.
    ///
    /// - Parameters:
    ///   - answers: what the model answers.
    ///   - text: the specification.
    ///   - draftSlots: answers of a smaller model at a time; `nil` where there is none.
    ///   - settings: over one round of one answer without comparison and small changes.
    ///   - prefills: whether answers go on from an opened code block.
    ///   - timeLimit: for the task.
    ///   - watch: looks at what the task reads.
    /// - Returns: what is left.
    /// - Throws: what the executor throws.
    static func run(
        _ answers: [ScriptedAnswer], text: String = text, draftSlots: Int? = nil, settings: [String: String] = [:],
        prefills: Bool = false, timeLimit: Duration? = nil, watch: TextWatch = TextWatch()
    ) async throws -> Ended {
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
                contextLength: 8192, parallelSlots: 2, isLocal: true, isSmall: true, supportsPrefill: prefills)
            capabilities.draftSlots = draftSlots
            let model = ScriptedModel(answers: answers, capabilities: capabilities)
            let log = InMemoryDecisionLog()
            let standard = [
                "workflow.rounds": "1", "workflow.candidates": "1", "workflow.confirm": "false",
                "workflow.mutations": "0", "workflow.suggest": "false",
            ]
            var environment = ExecutionEnvironment(
                run: "run-1", specification: specification, plan: plan, model: model,
                sandbox: UnconfinedSandbox(launcher: SystemProcessLauncher()), events: EventBus(run: "run-1"),
                decisions: log, settings: standard.merging(settings) { $1 })
            environment.timeLimit = timeLimit
            environment.watch = watch
            let attempt = try await WorkflowExecutor().execute(
                task, in: Workspace(root: folder.path, base: "base"), environment: environment)
            return Ended(
                code: try String(contentsOf: folder.appending(path: "numbers_.py"), encoding: .utf8),
                attempt: attempt, tiers: model.requests.map(\.tier),
                arms: log.all.filter { $0.point == "execution.arm" }.map { $0.candidates[$0.choice] },
                requests: model.requests)
        }
    }
}
