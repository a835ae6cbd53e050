import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// `ANNEAL_LONG_TESTS=1` tries every step of the journal and fifty random moments; otherwise a sample is tried.
@Suite("A killed process", .serialized)
struct RunKillTests {
    private static let isLong = !(ProcessInfo.processInfo.environment["ANNEAL_LONG_TESTS"] ?? "").isEmpty

    /// What an undisturbed run leaves, how many questions it asks and how long it takes.
    private func reference() async throws -> (outcome: RunScene.Outcome, questions: Int, duration: Duration) {
        try await withRunScene { scene in
            let result = try await scene.program.run(scene.arguments)
            #expect(result.ending == .exited(0), "\(result.standardOutput.suffix(2000)) \(result.standardError)")
            let last = try scene.lastEvent(result)
            #expect(last["type"] == "run.completed")
            #expect(last["exitCode"] == 0)
            return (try await scene.outcome(), scene.questions, result.duration)
        }
    }

    @Test("at any step of the journal is made good by resume: the same result, and no answer is paid twice")
    func everyStep() async throws {
        let expected = try await reference()
        #expect(expected.outcome.tasks == ["T001", "T002"])
        #expect(expected.questions >= 3)
        var step = Self.isLong ? 0 : 1
        while try await survives(step, expected: expected.outcome, questions: expected.questions) {
            step += Self.isLong ? 1 : 9
        }
        #expect(step > 30, "the run had only \(step) steps")
    }

    /// - Returns: whether the run was killed at the step, or ended before it.
    private func survives(_ step: Int, expected: RunScene.Outcome, questions: Int) async throws -> Bool {
        try await withRunScene { scene in
            let killed = try await scene.program.run(
                scene.arguments, adding: ["ANNEAL_CRASH_AT": "journal:\(step)"])
            guard killed.ending == .signalled(SIGKILL) else {
                #expect(killed.ending == .exited(0))
                return false
            }
            try await bringToEnd(scene, "step \(step)")
            #expect(try await scene.outcome() == expected, "step \(step)")
            #expect(scene.questions == questions, "step \(step)")
            #expect(scene.leftoverProcesses() == [], "step \(step)")
            return true
        }
    }

    @Test("at a random moment, with its whole group, is made good by resume")
    func randomMoments() async throws {
        let expected = try await reference()
        var random = SplitMix64(seed: UInt64(Date().timeIntervalSince1970))
        for round in 0..<(Self.isLong ? 50 : 4) {
            let moments = (0..<2).map { _ in
                expected.duration * Double.random(in: 0.02...1, using: &random)
            }
            try await withRunScene { scene in
                var kills = 0
                for moment in moments {
                    let known = try await !scene.program.run(["runs", "--json"]).standardOutput.isEmpty
                    let result = try await scene.program.run(
                        known ? ["resume", "--repo", scene.repository, "--json"] : scene.arguments, deadline: moment)
                    if result.ending == .timedOut { kills += 1 }
                }
                let label = "round \(round): \(moments.map(\.seconds))"
                try await bringToEnd(scene, label)
                #expect(try await scene.outcome() == expected.outcome, "\(label)")
                #expect(scene.questions <= expected.questions + kills, "\(label)")
                #expect(scene.leftoverProcesses() == [], "\(label)")
            }
        }
    }

    /// Resumes what was begun, or begins when nothing was; a run that is over already stays as it is.
    private func bringToEnd(_ scene: RunScene, _ label: String) async throws {
        let runs = try await scene.program.run(["runs", "--json"]).standardOutput
        if runs.isEmpty {
            let result = try await scene.program.run(scene.arguments)
            #expect(result.ending == .exited(0), "\(label): \(result.standardError)")
            return
        }
        let line = String(runs.split(separator: "\n")[0])
        if try JSONValue(parsing: line)["phase"] == "accepted" { return }
        let result = try await scene.program.run(["resume", "--repo", scene.repository, "--json"])
        #expect(result.ending == .exited(0), "\(label): \(result.standardError)")
        #expect(try scene.lastEvent(result)["phase"] == "accepted", "\(label)")
    }
}
