import AnnealEvents
import AnnealExecution
import AnnealFoundation
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions
@testable import AnnealOrchestration

@Suite("What tasks are predicted to use")
struct ResourceForecastTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000)

    /// A sandbox whose commands used what is told.
    private struct TellingSandbox: Sandbox {
        let name = "telling"

        func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
            CommandResult(
                ending: .exited(0), use: CommandUse(peakMemory: 100_000_000, processorSeconds: 2, memoryKills: 0))
        }
    }

    /// A store with a prediction that learned from tasks which used 100 MB each.
    private func store(_ folder: URL) throws -> PolicyStore {
        let graphs = (0..<12).map { number in
            ResourceGraph(
                name: "s\(number)",
                tasks: [
                    ResourceGraph.Task(
                        kind: "create", state: ["effort": 1], parents: [], used: [.memory: 100_000_000])
                ])
        }
        let store = PolicyStore(folder: folder)
        var trainer = ResourceTrainer(seed: 1)
        trainer.size = ResourceNetwork.Size(hidden: 16, layers: 1)
        trainer.steps = 5
        let policy = try trainer.train(graphs, codeVersion: "1", time: Self.time)
        _ = try store.show(policy, weighing: false, at: Self.time)
        return store
    }

    @Test("what a task's commands used is kept with it, and a run becomes something to learn from") func measured()
        async throws
    {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let decisions = MemoryDecisions()
            let executor = ScriptedExecutor { task, workspace, environment in
                for _ in 0..<3 {
                    _ = try await environment.sandbox.run(
                        Command("true"), workspace: workspace.root, limits: SandboxLimits())
                }
                try Data("four".utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + task.writes[0]))
            }
            var parts = try await fixture.parts(run: "run-1", executor: executor, decisions: decisions)
            parts.sandbox = TellingSandbox()
            parts.selection = TaskSelection(
                store: try store(folder.appending(path: "learning")), exploration: 0)
            let request = RunRequest(specification: .sample, plan: .writing(["a.txt", "b.txt"]))
            let result = try await Orchestrator.begin("run-1", request: request, parts: parts).work()
            let use = try #require(result.summary.tasks.first?.attempt?.use)
            #expect(use == TaskUse(processorSeconds: 6, peakMemory: 100_000_000, storageBytes: 4, commands: 3))
            let graph = try #require(result.summary.measuredTasks)
            #expect(graph.name == SpecDocument.sample.digest.hex && graph.tasks.count == 2)
            #expect(graph.tasks[1].parents == [0] && graph.tasks[0].used[.memory] == 100_000_000)
            #expect(graph.tasks[0].used[.gpu] == nil && graph.tasks[0].used[.network] == nil)
            // The means said 100 MB, and that is what was used: only what was never measured before is not judged.
            let logged = try await decisions.decisions(of: "run-1").first { $0.0.point == "resources.prediction" }
            let (decision, outcome) = try #require(logged)
            #expect(decision.candidates[decision.choice] == "fixed" && decision.probability == 1)
            #expect((outcome?.reward ?? 0) > 0.999)
        }
    }

    @Test("more is reserved than is predicted, and nothing is said of a task that is not known") func reserved() throws
    {
        let tasks = TaskGraph(tasks: [PlanTask(id: "a", title: "a"), PlanTask(id: "b", title: "b", dependsOn: ["a"])])
        let graph = ResourceGraph(tasks, name: "s")
        #expect(graph.tasks[1].parents == [0] && !graph.isMeasured)
        #expect(Set(graph.tasks[0].state.keys) == Set(ResourcePoint().features.map(\.name)))
        let decision = Decision(
            id: "d", point: "resources.prediction", state: [:], candidates: ["fixed", "v: graph-network"], choice: 0,
            probability: 1, policy: "fixed/1", reason: "", time: Self.time)
        let forecast = ResourceForecast(
            [[.memory: log(200e6)], [.memory: 0]], of: graph, tasks: tasks, decision: decision)
        let memory = try #require(forecast.memory(of: "a"))
        #expect(abs(Double(memory) - 300e6) < 1e3)
        #expect(forecast.memory(of: "b") == AdaptiveMemory.step && forecast.memory(of: "c") == nil)
        #expect(forecast.error([:]) == nil)
        let error = try #require(forecast.error(["a": TaskUse(peakMemory: 100_000_000, commands: 1)]))
        #expect(abs(error - log(2)) < 1e-6)
    }
}
