import AnnealDecisions
import AnnealFoundation
import AnnealOrchestration
import AnnealTesting
import Foundation
import Testing

@Suite("anneal learn continuous", .tags(.integration))
struct LearnContinuousTests {
    /// Outcomes of two arms, of which the cheap one solves two of three tasks.
    private func record(_ tasks: Range<Int>, into folder: URL) throws {
        let lines = try tasks.flatMap { number in
            let task = SuiteTask(
                id: "task-\(number)", language: "python", difficulty: .easy, topic: "numeric", spec: "# A", files: [:],
                hidden: ["t.py": "assert 1"], command: "python3 t.py", reference: ["a.py": "x = 1"])
            return try [("small-greedy", number % 3 != 0, 50), ("small-four", true, 400)].map { arm, isSolved, tokens in
                try CanonicalJSON.string(
                    ArmOutcome(
                        task: task, arm: arm, features: ["words": Double(number % 3)], isSolved: isSolved,
                        verified: isSolved ? 1 : 0, criteria: 1, criteriaVerified: isSolved ? 1 : 0,
                        criteriaFailed: isSolved ? 0 : 1, promptTokens: 0, generatedTokens: tokens,
                        seconds: Double(tokens) / 20, time: Date(timeIntervalSince1970: 1_700_000_000 + Double(number)))
                )
            }
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(
            to: folder.appending(path: "\(tasks.lowerBound).jsonl"))
    }

    @Test("trains when there is a reason, waits while a run works, and rests when nothing is new")
    func looks() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let program = try BuiltProgram(home: folder)
            let directories = StateDirectories(environment: program.environment)
            let outcomes = directories.state.appending(path: "learning/outcomes")
            let look = ["learn", "continuous", "--once", "--json", "--splits", "2", "--new-outcomes", "20"]
            let nothing = try await program.run(look)
            #expect(nothing.ending != .exited(0))
            #expect(nothing.standardError.contains("anneal learn record"))
            try record(0..<30, into: outcomes)
            do {
                let run = directories.runs.appending(path: "20240101-000000-abcd", directoryHint: .isDirectory)
                let lock = try #require(try RunLock.take(in: run))
                defer { withExtendedLifetime(lock) {} }
                let waiting = try await program.run(look)
                #expect(waiting.standardOutput.contains("\"state\":\"waits\""), "\(waiting.standardOutput)")
            }
            let first = try await program.run(look)
            #expect(first.ending == .exited(0), "\(first.standardError)")
            #expect(first.standardOutput.contains("there is no policy yet"), "\(first.standardOutput)")
            #expect(PolicyStore(directories).versions(of: "selection.arm").count == 1)
            let rests = try await program.run(look)
            #expect(rests.standardOutput.contains("\"state\":\"rests\""), "\(rests.standardOutput)")
            try record(30..<45, into: outcomes)
            let second = try await program.run(look)
            #expect(second.standardOutput.contains("30 new outcomes"), "\(second.standardOutput)")
            #expect(PolicyStore(directories).versions(of: "selection.arm").count == 2)
            // Outcomes of arms that are not learned from are no reason.
            let others = try (0..<60).map { number in
                let task = SuiteTask(
                    id: "other-\(number)", language: "python", difficulty: .easy, topic: "numeric", spec: "# A",
                    hidden: ["t.py": "assert 1"], command: "python3 t.py", reference: ["a.py": "x = 1"])
                return try CanonicalJSON.string(
                    ArmOutcome(
                        task: task, arm: "large-long", features: [:], isSolved: true, verified: 1, criteria: 1,
                        criteriaVerified: 1, criteriaFailed: 0, promptTokens: 0, generatedTokens: 9, seconds: 1,
                        time: Date(timeIntervalSince1970: 1_700_001_000)))
            }
            try Data((others.joined(separator: "\n") + "\n").utf8).write(to: outcomes.appending(path: "others.jsonl"))
            let still = try await program.run(look + ["--arms", "small-greedy,small-four"])
            #expect(still.standardOutput.contains("\"state\":\"rests\""), "\(still.standardOutput)")
            // It runs in the shadow: nothing is in charge because of it.
            #expect(try PolicyStore(directories).gate(of: "selection.arm").charge == .fixed)
        }
    }
}
