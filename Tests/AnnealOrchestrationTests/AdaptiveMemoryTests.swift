import AnnealDecisions
import AnnealEvents
import AnnealExecution
import AnnealFoundation
import AnnealPlanning
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@testable import AnnealOrchestration

@Suite("The memory that tasks are taken to need")
struct AdaptiveMemoryTests {
    private static let megabyte = 1 << 20

    private func take(_ memory: inout AdaptiveMemory, peak: Int, kills: Int = 0, limit: Int? = 4096)
        -> AdaptiveMemory.Change
    {
        memory.take(
            CommandUse(peakMemory: peak * Self.megabyte, memoryKills: kills), limit: limit.map { $0 * Self.megabyte })
    }

    @Test("it falls when enough peaks stay far below, and rises at once when one is above") func peaks() {
        var memory = AdaptiveMemory()
        #expect(memory.reservation == 512 * Self.megabyte)
        for _ in 0..<7 {
            let change = take(&memory, peak: 40)
            #expect(change == .keep, "seven commands say too little")
        }
        let lowered = take(&memory, peak: 40)
        #expect(lowered == .lower && memory.reservation == 128 * Self.megabyte)
        let raised = take(&memory, peak: 300)
        #expect(raised == .raise && memory.reservation == 640 * Self.megabyte)
        // The high peak is remembered for twenty commands.
        for _ in 0..<19 { _ = take(&memory, peak: 10) }
        #expect(memory.reservation == 640 * Self.megabyte)
        _ = take(&memory, peak: 10)
        #expect(memory.reservation == 64 * Self.megabyte && memory.peak == 10 * Self.megabyte)
    }

    @Test("it is doubled after a command that was ended for want of memory, up to the limit") func kills() {
        var memory = AdaptiveMemory()
        let first = take(&memory, peak: 500, kills: 1)
        #expect(first == .raise && memory.reservation == 1024 * Self.megabyte)
        _ = take(&memory, peak: 500, kills: 1)
        _ = take(&memory, peak: 500, kills: 2)
        let last = take(&memory, peak: 500, kills: 1)
        #expect(last == .keep && memory.reservation == 4096 * Self.megabyte && memory.kills == 5)
        var bound = AdaptiveMemory()
        _ = take(&bound, peak: 90, limit: 100)
        _ = take(&bound, peak: 99, kills: 1, limit: 100)
        #expect(bound.reservation == 100 * Self.megabyte)
        var unbound = AdaptiveMemory()
        _ = unbound.take(CommandUse(peakMemory: .max, memoryKills: 0), limit: nil)
        #expect(unbound.reservation > AdaptiveMemory.usual)
    }

    /// A sandbox whose commands do nothing and used what is told.
    private struct TellingSandbox: Sandbox {
        let name = "telling"
        let use: CommandUse?

        func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
            CommandResult(ending: .exited(0), use: use)
        }
    }

    /// The decisions of a run of two tasks that run eight commands each.
    private func decisions(_ use: CommandUse?) async throws -> [Decision] {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let log = MemoryDecisions()
            let executor = ScriptedExecutor { task, workspace, environment in
                for _ in 0..<8 {
                    _ = try await environment.sandbox.run(
                        Command("true"), workspace: workspace.root, limits: SandboxLimits(memory: 2 << 30))
                }
                try Data("x\n".utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + task.writes[0]))
            }
            var parts = try await fixture.parts(run: "run-1", executor: executor, decisions: log)
            parts.sandbox = TellingSandbox(use: use)
            let request = RunRequest(specification: .sample, plan: .writing(["a.txt", "b.txt"]), parallel: 2)
            let result = try await Orchestrator.begin("run-1", request: request, parts: parts).work()
            #expect(result.summary.tasks.allSatisfy { $0.phase == .committed })
            return try await log.decisions(of: "run-1").map(\.0).filter { $0.point == "orchestration.resources" }
        }
    }

    @Test("a run logs when tasks are taken to need another amount, with what was measured") func logged() async throws {
        let lowered = try await decisions(CommandUse(peakMemory: 20 << 20))
        let decision = try #require(lowered.first)
        #expect(lowered.count == 1 && decision.candidates[decision.choice] == "lower" && decision.probability == 1)
        #expect(decision.state["megabytes"] == 64 && decision.state["megabytesBefore"] == 512)
        #expect(decision.state["peakMegabytes"] == 20 && (decision.state["tasksAtOnce"] ?? 0) >= 1)
        let raised = try await decisions(CommandUse(peakMemory: 100 << 20, memoryKills: 1))
        #expect(raised.first.map { $0.candidates[$0.choice] } == "raise")
        #expect(raised.first?.reason.contains("want of memory") == true)
        #expect(try await decisions(nil).isEmpty, "where nothing is counted, nothing changes")
    }
}
