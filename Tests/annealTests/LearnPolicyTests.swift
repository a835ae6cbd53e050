import AnnealDecisions
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal learn, with recorded outcomes", .tags(.integration))
struct LearnPolicyTests {
    /// Outcomes where the first arm solves tasks with few words and the second one all, for ten times as much.
    private static func outcomes(_ folder: URL, tasks: Int = 30) throws -> String {
        let path = folder.appending(path: "made.outcomes.jsonl").path
        let task = SuiteTask(
            id: "t", language: "python", difficulty: .easy, topic: "numeric", spec: "# T", hidden: ["t.py": ""],
            command: "true", reference: ["a.py": ""])
        for number in 0..<tasks {
            for (arm, tokens) in [("small-greedy", 100), ("large-long", 1_000)] {
                var task = task
                task.id = "t\(number)"
                let words = Double((number * 7) % 30)
                let isSolved = arm == "large-long" || words < 15
                try OutcomeFile(path: path).add(
                    ArmOutcome(
                        task: task, arm: arm, features: ["words": words], isSolved: isSolved, verified: 0, criteria: 1,
                        criteriaVerified: isSolved ? 1 : 0, criteriaFailed: isSolved ? 0 : 1, promptTokens: 0,
                        generatedTokens: tokens, seconds: Double(tokens) / 10,
                        time: Date(timeIntervalSince1970: 1_700_000_000)))
            }
        }
        return path
    }

    private func scene(_ body: @Sendable (BuiltProgram, URL) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let base = folder.resolvingSymlinksInPath()
            try await body(BuiltProgram(home: base.appending(path: "home")), base)
        }
    }

    @Test("evaluate prints the comparison, as a table and as an object") func evaluate() async throws {
        try await scene { program, folder in
            let file = try Self.outcomes(folder)
            let command = ["learn", "evaluate", file, "--splits", "3", "--without", "DQN,XGBoost,LinUCB"]
            let result = try await program.run(command + ["--json"])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let object = try JSONValue(parsing: result.standardOutput.trimmingCharacters(in: .newlines))
            #expect(object["tasks"] == 30 && object["splits"] == 3)
            let lines = object["lines"]?.arrayValue ?? []
            #expect(
                lines.compactMap { $0["name"]?.stringValue }
                    == ["best fixed arm", "cascade", "Thompson sampling", "oracle"])
            // The cheap arm's checks tell when the dear one is needed.
            #expect(lines[1]["reachesGoal"] == true)
            #expect((lines[1]["splitsReached"]?.intValue ?? 0) > 0)
            let table = try await program.run(command)
            #expect(table.standardOutput.contains("at most 70 % of its tokens and seconds"))
            let missing = try await program.run(["learn", "evaluate", file, "--arms", "huge"])
            #expect(missing.ending == .exited(64) && missing.standardError.contains("large-long"))
            let nothing = try await program.run(["learn", "evaluate"])
            #expect(nothing.ending == .exited(65) && nothing.standardError.contains("anneal learn record"))
        }
    }

    @Test("a trained policy is in the shadow, is explained, exported, taken elsewhere and taken back")
    func training() async throws {
        try await scene { program, folder in
            let file = try Self.outcomes(folder)
            let before = try await program.run(["learn", "status", "--json"])
            #expect(before.ending == .exited(0) && before.standardOutput.contains("\"inCharge\":\"fixed\""))
            let trained = try await program.run(
                ["learn", "train", file, "--kind", "cascade", "--splits", "2", "--json"])
            #expect(trained.ending == .exited(0), "\(trained.standardError)")
            let version = try #require(
                try JSONValue(parsing: trained.standardOutput.trimmingCharacters(in: .newlines))["version"]?.stringValue
            )
            let status = try await program.run(["learn", "status"])
            #expect(status.standardOutput.contains("selection.arm: fixed in charge"))
            #expect(status.standardOutput.contains(version))
            let explained = try await program.run(["learn", "explain", "selection.arm"])
            #expect(explained.standardOutput.contains("30 tasks and 60 outcomes"))
            let copy = folder.appending(path: "policy.json").path
            let exported = try await program.run(["learn", "export", "--output", copy])
            #expect(exported.ending == .exited(0), "\(exported.standardError)")
            let other = try BuiltProgram(home: folder.appending(path: "other"))
            let taken = try await other.run(["learn", "export", "--import", copy])
            #expect(taken.ending == .exited(0), "\(taken.standardError)")
            #expect(try await other.run(["learn", "status"]).standardOutput.contains(version))
            let back = try await program.run(["learn", "rollback", "--json"])
            #expect(back.standardOutput.contains("\"to\":\"fixed\""))
            #expect(try await program.run(["learn", "rollback", "--to", "none"]).ending == .exited(65))
            #expect(try await program.run(["learn", "explain", "nothing"]).ending == .exited(64))
        }
    }

    @Test("a policy for which tasks that were not learned from speak is in charge at once, with its evidence")
    func charge() async throws {
        try await scene { program, folder in
            // Three tasks of four need one answer, and their checks tell.
            let path = folder.appending(path: "large.outcomes.jsonl").path
            let task = SuiteTask(
                id: "t", language: "python", difficulty: .easy, topic: "numeric", spec: "# T", hidden: ["t.py": ""],
                command: "true", reference: ["a.py": ""])
            for number in 0..<120 {
                for (arm, tokens) in [("large-greedy", 100), ("large-long", 1_000), ("small-greedy", 20)] {
                    var task = task
                    task.id = "t\(number)"
                    let isSolved = arm == "large-long" || arm == "large-greedy" && number % 4 != 0
                    try OutcomeFile(path: path).add(
                        ArmOutcome(
                            task: task, arm: arm, features: ["words": Double(number % 9)], isSolved: isSolved,
                            verified: 0, criteria: 1, criteriaVerified: isSolved ? 1 : 0,
                            criteriaFailed: isSolved ? 0 : 1, promptTokens: 0, generatedTokens: tokens,
                            seconds: Double(tokens) / 10, time: Date(timeIntervalSince1970: 1_700_000_000)))
                }
            }
            let trained = try await program.run(
                ["learn", "train", path, "--kind", "cascade", "--splits", "2", "--json"])
            #expect(trained.ending == .exited(0), "\(trained.standardError)")
            let object = try JSONValue(parsing: trained.standardOutput.trimmingCharacters(in: .newlines))
            let version = try #require(object["version"]?.stringValue)
            #expect(object["inCharge"]?.stringValue == version, "\(trained.standardOutput)")
            #expect(object["tasks"] == 120 && object["recorded"]?["tasks"] == 72)
            let status = try await program.run(["learn", "status"])
            #expect(status.standardOutput.contains("selection.arm: \(version) in charge"), "\(status.standardOutput)")
            let back = try await program.run(["learn", "rollback"])
            #expect(back.standardOutput.contains("fixed in charge, instead of \(version)"))
        }
    }

    @Test("the report is a page with curves and tables") func report() async throws {
        try await scene { program, folder in
            let file = try Self.outcomes(folder)
            let page = folder.appending(path: "page.html").path
            let result = try await program.run(
                [
                    "learn", "report", file, "--seeds", "2", "--without", "DQN,XGBoost,LinUCB,Thompson sampling",
                    "--output", page,
                ])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let text = try String(contentsOfFile: page, encoding: .utf8)
            #expect(text.components(separatedBy: "<svg").count == 4)
            #expect(text.contains("best fixed arm in hindsight") && !text.contains("nan"))
            // Every point is listed, also those where nothing was trained.
            #expect(text.contains("<td>orchestration.next</td><td>fixed</td><td>none</td>"))
        }
    }
}
