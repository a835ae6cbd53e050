import AnnealDecisions
import AnnealEvents
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Synchronization
import Testing

@testable import AnnealExecution

@Suite("A task in stages")
struct StagedExecutorTests {
    /// Notes what it is asked with, and leaves as many checks unmet as it is told, one number a stage.
    private final class Recorder: TaskExecutor {
        struct Call: Equatable {
            var attempt: Int
            var stage: Int
            var rounds: String?
        }

        let name = "workflow"
        let calls = Mutex<[Call]>([])
        private let unmet: [Int]

        init(unmet: [Int]) { self.unmet = unmet }

        func execute(
            _ task: PlanTask, in workspace: Workspace, environment: ExecutionEnvironment
        ) async throws -> Attempt {
            let number = calls.withLock { calls in
                calls.append(
                    Call(
                        attempt: environment.attempt, stage: environment.stage,
                        rounds: environment.settings["workflow.rounds"]))
                return calls.count - 1
            }
            return Attempt(
                executor: name, changedFiles: ["f\(number).py"], usage: Usage(generated: 10), candidates: 1,
                unmet: unmet[number])
        }
    }

    private func run(_ recorder: Recorder, attempt: Int = 1) async throws -> Attempt {
        let specification = try SpecDocument(parsing: "# A\n\n## Requirements\n\n### R1 B\nIt is.\n", path: "spec.md")
        let task = PlanTask(id: "T001", title: "A", kind: .create, requirements: ["R1"])
        var environment = ExecutionEnvironment(
            run: "run-1", specification: specification,
            plan: Plan(
                specification: specification.digest, understanding: Understanding(), strategy: .sequential,
                strategyReason: "", graph: TaskGraph(tasks: [task])),
            model: ScriptedModel(answers: []), sandbox: UnconfinedSandbox(launcher: SystemProcessLauncher()),
            events: EventBus(run: "run-1"), decisions: InMemoryDecisionLog(), settings: ["workflow.rounds": "6"])
        environment.attempt = attempt
        return try await StagedExecutor(recorder, stages: [["workflow.rounds": "0"], [:]])
            .execute(task, in: Workspace(root: "/", base: "base"), environment: environment)
    }

    @Test("the second stage begins where the first left unmet checks, with the run's settings and the same attempt")
    func both() async throws {
        let recorder = Recorder(unmet: [2, 0])
        let attempt = try await run(recorder, attempt: 2)
        #expect(
            recorder.calls.withLock { $0 } == [
                .init(attempt: 2, stage: 0, rounds: "0"), .init(attempt: 2, stage: 1, rounds: "6"),
            ])
        #expect(attempt.unmet == 0)
        #expect(attempt.usage.generated == 20)
        #expect(attempt.changedFiles == ["f0.py", "f1.py"])
    }

    @Test("a stage whose checks pass is the last")
    func first() async throws {
        let recorder = Recorder(unmet: [0, 0])
        let attempt = try await run(recorder)
        #expect(recorder.calls.withLock { $0.count } == 1)
        #expect(attempt.usage.generated == 10)
    }
}
