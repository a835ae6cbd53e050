import AnnealDecisions
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("Suites of tasks and recorded outcomes", .tags(.unit))
struct TaskSuiteTests {
    static func line(id: String = "double", hidden: String = "{\"t.py\":\"assert 1\"}") -> String {
        """
        {"id":"\(id)","language":"python","difficulty":"easy","topic":"numeric","spec":"# Double","files":{},\
        "hidden":\(hidden),"command":"python3 t.py","reference":{"double.py":"x = 1"}}
        """
    }

    private func read(_ text: String) throws -> TaskSuite { try TaskSuite(Data(text.utf8), name: "suite.jsonl") }

    @Test("reads a task on each line and leaves empty lines out") func reading() throws {
        let suite = try read(Self.line() + "\n\n" + Self.line(id: "triple") + "\n")
        #expect(suite.tasks.map(\.id) == ["double", "triple"])
        #expect(suite.tasks.first?.reference == ["double.py": "x = 1"])
    }

    @Test(
        "bad lines are named with what is wrong",
        arguments: [
            ("{\"id\":1}", "of another kind"), ("nonsense", "it is no JSON"), ("{\"id\":\"a\"}", "is missing"),
            (line(id: "a/b"), "cannot be an identifier"), (line(hidden: "{}"), "must not be empty"),
            (line(hidden: "{\"../t.py\":\"\"}"), "no path within"), (line(id: "first"), "two tasks 'first'"),
        ])
    func badLines(line: String, words: String) throws {
        let error = try #require(throws: SuiteError.self) { try read(Self.line(id: "first") + "\n" + line) }
        #expect(error.message.contains(words), "\(error.message)")
        #expect(error.place == "suite.jsonl:2")
    }

    @Test("a suite without a task, or a file that is not there, is refused") func nothing() throws {
        #expect(throws: SuiteError.self) { try read("\n\n") }
        #expect(throws: SuiteError.self) { try TaskSuite(path: "/nowhere/suite.jsonl") }
    }

    private func outcome(_ task: String, _ arm: String) throws -> ArmOutcome {
        let task = try read(Self.line(id: task)).tasks[0]
        return ArmOutcome(
            task: task, arm: arm, features: ["words": 3], isSolved: true, verified: 1, criteria: 2,
            criteriaVerified: 2, criteriaFailed: 0, promptTokens: 10,
            generatedTokens: 5, seconds: 2, time: Date(timeIntervalSince1970: 5))
    }

    @Test("outcomes that were added are read again; the first of two for a case counts") func outcomes() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = OutcomeFile(path: folder.appending(path: "below/outcomes.jsonl").path)
            #expect(try file.read().outcomes.isEmpty)
            try file.add(outcome("a", "one"))
            try file.add(outcome("a", "two"))
            var again = try outcome("a", "one")
            again.isSolved = false
            try file.add(again)
            let read = try file.read()
            #expect(try read.outcomes == [outcome("a", "one"), outcome("a", "two")])
            #expect(read.outcomes.first?.tokens == 15)
        }
    }

    @Test("a last line that a crash cut is left out, and cut off; one in the middle is an error")
    func tornEnd() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let path = folder.appending(path: "outcomes.jsonl").path
            let file = OutcomeFile(path: path)
            try file.add(outcome("a", "one"))
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            try (whole + whole.prefix(40)).write(to: URL(fileURLWithPath: path))
            #expect(try file.read().hasTornEnd)
            #expect(try file.read().outcomes.count == 1)
            try file.mendEnd()
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
            try (Data("{}\n".utf8) + whole).write(to: URL(fileURLWithPath: path))
            let error = try #require(throws: SuiteError.self) { try file.read() }
            #expect(error.place?.hasSuffix(":1") == true)
        }
    }

    @Test("arms are found by name; one that is not there is told with those that are") func arms() throws {
        #expect(try SelectionArm.named("all") == SelectionArm.standard)
        #expect(try SelectionArm.named("large-four, small-greedy").map(\.name) == ["large-four", "small-greedy"])
        let error = try #require(throws: SuiteError.self) { try SelectionArm.named("huge") }
        #expect(error.remedy?.contains("small-many") == true)
        #expect(SelectionArm.standard.contains { $0.name == SelectionArm.fixed })
    }

    @Test("every setting of an arm is one that there is") func settings() {
        for arm in SelectionArm.standard {
            for key in arm.settings.keys { #expect(Setting.named(key) != nil, "\(key)") }
        }
    }

    @Test("features tell what a specification holds, each with its name") func features() throws {
        let text = """
            # Days

            A Python module `days.py` in the repository root.

            ## Requirements

            ### R1 Next day
            `next_day(date: str, count: int = 1) -> str` gives the day after a date.

            - `next_day("2024-02-28")` returns `"2024-02-29"`.
            - `next_day("soon")` raises `ValueError`.
            """
        let features = TaskFeatures.of(try SpecDocument(parsing: text, path: "spec.md"))
        #expect(Set(features.keys) == Set(TaskFeatures.names))
        #expect(features["requirements"] == 1)
        #expect(features["examples"] == 2)
        #expect(features["errorExamples"] == 1)
        #expect(features["parameters"] == 2)
        #expect(features["isPython"] == 1 && features["isJavaScript"] == 0)
        #expect((features["aboutDates"] ?? 0) > 0)
        let vector = TaskFeatures.vector(features)
        #expect(vector.count == TaskFeatures.names.count)
        #expect(vector.allSatisfy { (0...12).contains($0) })
    }
}
