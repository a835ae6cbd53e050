import AnnealDecisions
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal learn record", .tags(.integration), .serialized)
struct LearnRecordTests {
    /// Two tasks of which the model of the scene solves one.
    private static func suite(_ folder: URL) throws -> String {
        func task(_ id: String, _ function: String, _ spec: String, _ value: String, hidden: String) -> SuiteTask {
            SuiteTask(
                id: id, language: "python", difficulty: .easy, topic: "numeric",
                spec: """
                    # Numbers

                    A Python module `\(id).py` in the repository root.

                    ## Requirements

                    ### R1 \(id)
                    `\(function)(number: int) -> int` returns \(spec).

                    - `\(function)(4)` returns `\(value)`.

                    """,
                files: ["README.md": "# Numbers\n"],
                hidden: ["hidden_test.py": "from \(id) import \(function)\n\(hidden)\nprint('all passed')\n"],
                command: "python3 -B hidden_test.py | grep -qx 'all passed'",
                reference: ["\(id).py": "def \(function)(number):\n    return number * \(id == "twice" ? 2 : 3)\n"])
        }
        let tasks = [
            task("twice", "double_of", "twice the number", "8", hidden: "assert double_of(5) == 10"),
            task("thrice", "triple_of", "three times the number", "12", hidden: "assert triple_of(5) == 15"),
        ]
        let path = folder.appending(path: "suite.jsonl").path
        let lines = try tasks.map { try CanonicalJSON.string($0) }.joined(separator: "\n")
        try Data(lines.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func arguments(_ suite: String, _ scene: RunScene, into: String, _ more: [String] = []) -> [String] {
        [
            "learn", "record", suite, "--arms", "small-greedy,large-four", "--base-url", scene.server.url, "--into",
            into, "--no-sandbox",
        ] + more
    }

    @Test("records each arm on each task once, with costs and verdicts, and goes on where it was")
    func records() async throws {
        try await withRunScene { scene in
            let suite = try Self.suite(scene.folder)
            let file = scene.folder.appending(path: "outcomes.jsonl").path
            let first = try await scene.program.run(arguments(suite, scene, into: file, ["--limit", "1", "--json"]))
            #expect(first.ending == .exited(0), "\(first.standardError)")
            #expect(try OutcomeFile(path: file).read().outcomes.count == 1)
            let again = try await scene.program.run(arguments(suite, scene, into: file))
            #expect(again.ending == .exited(64))
            #expect(again.standardError.contains("--resume"))
            // A crash in the middle of a line.
            let handle = try #require(FileHandle(forWritingAtPath: file))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{\"arm\":\"sm".utf8))
            try handle.close()
            let rest = try await scene.program.run(arguments(suite, scene, into: file, ["--resume"]))
            #expect(rest.ending == .exited(0), "\(rest.standardError)")
            #expect(rest.standardOutput.contains("3 outcomes recorded, 1 were there"))
            let outcomes = try OutcomeFile(path: file).read().outcomes
            #expect(outcomes.count == 4)
            #expect(Set(outcomes.map { "\($0.task) \($0.arm)" }).count == 4)
            // The scene's model first adds where it should multiply: once is not enough for that, four tries are.
            let twice = outcomes.filter { $0.task == "thrice" }
            #expect(twice.count == 2 && twice.allSatisfy { $0.isSolved && $0.passesOwnChecks && $0.verified == 1 })
            #expect(outcomes.allSatisfy { $0.generatedTokens > 0 && $0.requests > 0 && $0.seconds > 0 })
            #expect(outcomes.allSatisfy { $0.features["requirements"] == 1 && !$0.model.isEmpty })
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: scene.folder.path).allSatisfy {
                    !$0.contains("anneal-record")
                })
        }
    }

    @Test("cases at the same time have each an outcome, with seconds that are reckoned from tokens")
    func jobs() async throws {
        try await withRunScene { scene in
            let suite = try Self.suite(scene.folder)
            let file = scene.folder.appending(path: "outcomes.jsonl").path
            let speeds = scene.folder.appending(path: "speeds.json")
            let slow = #"{"prompt": 1000000, "generated": {"1": 0.001}}"#
            try Data(#"{"qwen2.5-coder-0.5b": \#(slow), "qwen2.5-coder-1.5b": \#(slow)}"#.utf8).write(to: speeds)
            let alone = try await scene.program.run(arguments(suite, scene, into: file, ["--jobs", "3"]))
            #expect(alone.ending == .exited(64) && alone.standardError.contains("--speeds"))
            let result = try await scene.program.run(
                arguments(suite, scene, into: file, ["--jobs", "3", "--speeds", speeds.path]))
            #expect(result.ending == .exited(0), "\(result.standardError)")
            #expect(result.standardOutput.contains("4 outcomes recorded, 0 were there"))
            let outcomes = try OutcomeFile(path: file).read().outcomes
            #expect(Set(outcomes.map { "\($0.task) \($0.arm)" }).count == 4)
            for outcome in outcomes {
                #expect(abs(outcome.modelSeconds - 1000 * Double(outcome.generatedTokens)) < 1)
                #expect(outcome.seconds >= outcome.modelSeconds)
            }
            try Data(#"{"qwen2.5-coder-0.5b": \#(slow)}"#.utf8).write(to: speeds)
            let other = scene.folder.appending(path: "other.jsonl").path
            let missing = try await scene.program.run(arguments(suite, scene, into: other, ["--speeds", speeds.path]))
            #expect(missing.ending == .exited(64) && missing.standardError.contains("qwen2.5-coder-1.5b"))
        }
    }

    @Test("a model that does not answer ends the recording with what is there kept") func noModel() async throws {
        try await withRunScene { scene in
            let suite = try Self.suite(scene.folder)
            let file = scene.folder.appending(path: "outcomes.jsonl").path
            let result = try await scene.program.run(
                [
                    "learn", "record", suite, "--arms", "small-greedy", "--base-url", "http://127.0.0.1:1/v1", "--into",
                    file, "--no-sandbox",
                ])
            #expect(result.ending == .exited(6), "\(result.standardError)")
            #expect(result.standardError.contains("--resume"))
            #expect(try OutcomeFile(path: file).read().outcomes.isEmpty)
        }
    }

    @Test("seconds of the clock and reckoned ones do not come into one file") func speeds() async throws {
        try await withRunScene { scene in
            let suite = try Self.suite(scene.folder)
            let file = scene.folder.appending(path: "outcomes.jsonl").path
            let task = try #require(try TaskSuite(path: suite).tasks.first)
            try OutcomeFile(path: file).add(
                ArmOutcome(
                    task: task, arm: "large-long", features: [:], isSolved: true, verified: 1, criteria: 1,
                    criteriaVerified: 1, criteriaFailed: 0, promptTokens: 0, generatedTokens: 9, seconds: 1,
                    isReckoned: true, time: Date(timeIntervalSince1970: 1_700_000_000)))
            let result = try await scene.program.run(
                [
                    "learn", "record", suite, "--arms", "small-greedy", "--base-url", "http://127.0.0.1:1/v1", "--into",
                    file, "--no-sandbox", "--resume",
                ])
            #expect(result.ending == .exited(64) && result.standardError.contains("with --speeds"), "\(result)")
        }
    }

    @Test("--check finds references that fail and hidden tests that pass without a solution") func check() async throws
    {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let program = try BuiltProgram(home: folder.appending(path: "home"))
            let suite = try Self.suite(folder)
            let good = try await program.run(["learn", "record", suite, "--check", "--no-sandbox"])
            #expect(good.ending == .exited(0), "\(good.standardError)")
            let lines = """
                {"id":"wrong","language":"python","difficulty":"easy","topic":"t","spec":"# A","files":{},\
                "hidden":{"t.py":"import a; assert a.x == 1"},"command":"python3 t.py","reference":{"a.py":"x = 2"}}
                {"id":"idle","language":"python","difficulty":"easy","topic":"t","spec":"# A","files":{},\
                "hidden":{"t.py":"import a"},"command":"python3 t.py","reference":{"a.py":"x = 2"}}
                """
            try Data(lines.utf8).write(to: URL(fileURLWithPath: suite))
            let bad = try await program.run(["learn", "record", suite, "--check", "--no-sandbox", "--json"])
            #expect(bad.ending == .exited(1))
            #expect(bad.standardError.contains("wrong: the reference does not pass"))
            #expect(bad.standardError.contains("idle: the hidden tests pass without"))
            #expect(bad.standardOutput.contains("\"faults\":2"))
        }
    }
}
