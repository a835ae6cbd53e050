import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealOrchestration

@Suite("Tasks that are drawn to go without advice")
struct GuidanceDrawTests {
    /// The decision on a run's only task, and what its executor was told.
    private func decided(_ run: RunID, exploration: Double, advice: String?) async throws -> (Decision, String?) {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let decisions = MemoryDecisions()
            let told = Told()
            let executor = ScriptedExecutor { _, workspace, environment in
                await told.note(environment.experience)
                try Data("x".utf8).write(to: URL(fileURLWithPath: workspace.root + "/a.txt"))
            }
            var parts = try await fixture.parts(run: run, executor: executor, decisions: decisions)
            parts.advising = { _ in advice }
            parts.selection = TaskSelection(
                store: PolicyStore(folder: folder.appending(path: "learning")), exploration: exploration)
            let request = RunRequest(specification: .sample)
            _ = try await Orchestrator.begin(run, request: request, parts: parts).work()
            let logged = try await decisions.decisions(of: run).map(\.0)
            return (try #require(logged.first { $0.point == "experience.guidance" }), await told.text)
        }
    }

    private actor Told {
        var text: String?
        func note(_ text: String?) { self.text = text }
    }

    @Test("some go without, with the probability that is logged, and only where there is something to tell")
    func drawn() async throws {
        var without = 0
        for number in 0..<24 {
            let (decision, told) = try await decided(RunID("run-\(number)"), exploration: 0.2, advice: "take care")
            #expect((told == "take care") == (decision.choice == 1))
            #expect(abs(decision.probability - (decision.choice == 1 ? 0.8 : 0.2)) < 1e-9)
            if decision.choice == 0 { without += 1 }
        }
        #expect((1...14).contains(without), "\(without)")
        for (exploration, advice) in [(0.2, nil), (0.0, "take care")] as [(Double, String?)] {
            for number in 0..<4 {
                let (decision, told) = try await decided(
                    RunID("run-\(number)"), exploration: exploration, advice: advice)
                #expect(told == advice && decision.probability == 1 && decision.choice == (advice == nil ? 0 : 1))
            }
        }
    }
}
