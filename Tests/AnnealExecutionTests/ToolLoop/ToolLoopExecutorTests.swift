import AnnealDecisions
import AnnealEvents
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("Tool loop executor", .tags(.integration), .timeLimit(.minutes(3)))
struct ToolLoopExecutorTests {
    private typealias Scene = ToolLoopScene

    @Test("reads, writes, checks and is done; the result is verified")
    func happyPath() async throws {
        let edit = """
            doubling.py
            <<<<<<< SEARCH
                return x * 2
            =======
                if x < 0:
                    raise ValueError("negative")
                return x * 2
            >>>>>>> REPLACE
            """
        let model = ScriptedModel(answers: [
            try Scene.answer("read_file", ["path": "halving.py", "from": 2]), try Scene.writing(Scene.half),
            try Scene.answer("run_checks"), try Scene.answer("edit", ["edits": .string(edit)]),
            try Scene.answer("done", ["summary": "doubled"]),
        ])
        let ended = try await Scene().run(model)
        let results = model.requests.map { $0.messages.last?.text ?? "" }
        #expect(results.count == 5)
        #expect(results[1].hasPrefix("<untrusted-"))
        #expect(results[1].contains(">\nhalving.py, lines 2–2 of 2:\n    return x // 2\n</untrusted-"))
        #expect(results[2].contains("Changed: doubling.py"))
        #expect(results[3].contains("1 of 2 tests pass, 0 tests broken") && results[3].contains("double(-1)"))
        #expect(ended.files["doubling.py"] == Scene.right)
        #expect(ended.tests?.contains("skipUnless") == false)
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
        #expect(ended.attempt.executor == "tool-loop" && ended.attempt.notes == [])
        #expect(ended.attempt.changedFiles.first == "doubling.py" && ended.attempt.usage.requests == 5)
        #expect(ended.events.count { $0.type == "item.call.completed" } == 5)
        #expect(
            ended.events.filter { $0.type == "item.edit" }.compactMap { $0.data["path"] } == [
                "doubling.py", "doubling.py",
            ])
        #expect(ended.events.last { $0.type == "item.check" }?.data["passed"] == 2)
        #expect(ended.decisions.map(\.0.point) == ["execution.tool-loop"])
        #expect(ended.decisions.first?.1?.parts["complete"] == 1)
    }

    @Test("the same answers lead to the same requests")
    func deterministic() async throws {
        var seen: [[ChatRequest]] = []
        for _ in 0..<2 {
            let model = ScriptedModel(answers: [
                try Scene.answer("list_files"), try Scene.answer("search", ["pattern": "de[f]", "regex": true]),
                try Scene.answer("run_command", ["command": "python3 -m unittest discover tests; pwd"]),
                try Scene.writing(Scene.half), try Scene.answer("run_checks"), try Scene.writing(Scene.right),
                try Scene.answer("done"),
            ])
            _ = try await Scene().run(model)
            seen.append(model.requests)
        }
        #expect(seen[0] == seen[1])
        let results = seen[0].map { $0.messages.last?.text ?? "" }
        #expect(results[1].contains("halving.py\ntests/"))
        #expect(results[2].contains("halving.py:1:def half(x):"))
        #expect(results[3].contains(">\nexit status 0\n") && results[3].contains("in …s"))
    }

    @Test("parallel calls are answered in their order, also with equal identifiers")
    func parallel() async throws {
        let model = ScriptedModel(answers: [
            ScriptedAnswer(
                "Looking.",
                toolCalls: [
                    try Scene.call("read_file", ["path": "halving.py"], id: "a"),
                    try Scene.call("read_file", ["path": "gone.py"], id: "b"),
                    try Scene.call("read_file", ["path": "../spec.md"], id: "c"),
                ]),
            ScriptedAnswer(toolCalls: [
                try Scene.call("write_file", ["path": "doubling.py", "content": .string(Scene.right)]),
                try Scene.call("done"), try Scene.call("list_files"),
            ]),
        ])
        let ended = try await Scene().run(model)
        let tail = model.requests[1].messages.suffix(4)
        #expect(tail.map(\.role) == [.assistant, .tool, .tool, .tool])
        #expect(tail.dropFirst().map(\.toolCallID) == ["a", "b", "c"])
        #expect(tail.dropFirst().map { $0.text.contains("failed") } == [false, true, true])
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
    }

    @Test(
        "a malformed call is told what is wrong, and counts as a step",
        arguments: [
            ("fly", "{}", "There is no tool 'fly'"), ("read_file", #"{"path": "#, "not valid JSON"),
            ("read_file", "[1]", "must be a JSON object"), ("read_file", "", "needs the argument 'path'"),
            ("read_file", #"{"path": 3}"#, "must be a text"),
            ("read_file", #"{"path": "halving.py", "from": "x"}"#, "must be a whole number"),
            ("edit", #"{"edits": "nothing"}"#, "nothing was changed"),
            ("search", #"{"pattern": "(", "regex": true}"#, "search failed"),
        ])
    func malformed(name: String, arguments: String, told: String) async throws {
        let model = ScriptedModel(answers: [
            ScriptedAnswer(toolCalls: [ToolCall(id: "a", name: name, arguments: arguments)]),
            try Scene.writing(Scene.right),
        ])
        let ended = try await Scene(settings: ["toolLoop.steps": "2"]).run(model)
        #expect(model.requests[1].messages.last?.role == .tool)
        #expect(model.requests[1].messages.last?.text.contains(told) == true)
        #expect(ended.attempt.notes == ["stopped: the limit of 2 steps is reached"])
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
    }

    @Test("calls written into the text are understood, with a hint to use the interface")
    func written() async throws {
        let fenced = "I look.\n```json\n{\"name\": \"read_file\", \"arguments\": {\"path\": \"halving.py\"}}\n```\n"
        let marked = "<tool_call>\n{\"name\": \"fly\", \"arguments\": {}}\n</tool_call>"
        let model = ScriptedModel(answers: [
            ScriptedAnswer(fenced), ScriptedAnswer(marked), try Scene.writing(Scene.right), try Scene.answer("done"),
        ])
        _ = try await Scene().run(model)
        let first = try #require(model.requests[1].messages.last)
        #expect(first.role == .user && first.text.contains("tool interface") && first.text.contains("x // 2"))
        #expect(model.requests[2].messages.last?.text.contains("There is no tool 'fly'") == true)
        #expect(WrittenToolCalls.find(in: "```json\n{\"name\": \"x\", \"version\": 1}\n```") == [])
    }

    @Test("answers without a tool call are reminded twice, then the loop ends")
    func silent() async throws {
        let model = ScriptedModel(answers: ["I am done.", "Really.", "Yes."])
        let ended = try await Scene().run(model)
        #expect(model.requests.count == 3)
        #expect(model.requests[2].messages.last?.text == ToolLoopExecutor.reminder)
        #expect(ended.attempt.notes.first?.contains("called no tool 3 times") == true)
        #expect(ended.files["doubling.py"] == nil)
    }

    @Test("done with failing checks is told what fails, then ends with the best state and its tests skipped")
    func doneTooEarly() async throws {
        let model = ScriptedModel(answers: [
            try Scene.writing(Scene.half), try Scene.answer("done"),
            try Scene.writing("def double(x):\n    return 0\n"), try Scene.answer("done"), try Scene.answer("done"),
        ])
        let ended = try await Scene().run(model)
        #expect(model.requests.count == 5)
        #expect(model.requests[2].messages.last?.text.contains("double(-1)") == true)
        #expect(ended.files["doubling.py"] == Scene.half)
        #expect(ended.tests?.contains("skipUnless") == true)
        #expect(ended.verification.verdicts.map(\.verdict) == [.failed])
        #expect(ended.verification.verdicts[0].criteria.map(\.verdict).contains(.verified))
    }

    @Test("what breaks an old test is taken back to the last state that does not")
    func regressions() async throws {
        let model = ScriptedModel(answers: [
            try Scene.writing(Scene.half), try Scene.answer("run_checks"), try Scene.writing(Scene.right),
            try Scene.answer("run_command", ["command": "echo 'half = None' > halving.py; touch new.py"]),
            try Scene.answer("run_checks"),
        ])
        let ended = try await Scene(settings: ["toolLoop.steps": "5"]).run(model)
        #expect(ended.files["halving.py"] == Scene.old)
        #expect(ended.files["doubling.py"] == Scene.half)
        #expect(ended.files["new.py"] == nil)
        #expect(ended.verification.regressions == [:])
        #expect(ended.attempt.notes.contains { $0.contains("earlier, better state") })
    }

    @Test("tests that decide can be changed neither by an edit nor by a command")
    func protectedTests() async throws {
        let model = ScriptedModel(answers: [
            try Scene.writing("", to: "tests/test_old.py"),
            try Scene.answer("run_command", ["command": "rm tests/test_old.py; ln -s ../halving.py tests/test_old.py"]),
            try Scene.answer("run_checks"),
        ])
        let ended = try await Scene(settings: ["toolLoop.steps": "3"]).run(model)
        #expect(model.requests[1].messages.last?.text.contains("this test decides") == true)
        #expect(model.requests[2].messages.last?.text.contains("Put back as they were") == true)
        #expect(ended.files["tests/test_old.py"]?.contains("test_half") == true)
        #expect(ended.verification.regressions == [:])
    }

    @Test("a command that the guard refuses is not run, and the model is told why")
    func refusedCommands() async throws {
        let model = ScriptedModel(answers: [
            try Scene.answer("run_command", ["command": "touch made.txt; pip install requests"]),
            try Scene.answer("run_command", ["command": "rm -rf /usr/share"]), try Scene.writing(Scene.right),
            try Scene.answer("run_checks"),
        ])
        let ended = try await Scene(settings: ["toolLoop.steps": "4"]).run(model)
        let asked = try #require(model.requests[1].messages.last?.text)
        #expect(asked.contains("the guard refuses it") && asked.contains("--allow installation"), "\(asked)")
        let denied = try #require(model.requests[2].messages.last?.text)
        #expect(denied.contains("[system-files]") && !denied.contains("--allow"), "\(denied)")
        #expect(ended.files["made.txt"] == nil)
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
    }

    @Test("a spent budget ends the loop and is thrown on")
    func budget() async throws {
        let model = ScriptedModel(answers: [
            try Scene.writing(Scene.right),
            ScriptedAnswer.failure(ModelError(code: .budgetSpent, message: "spent", place: "m", remedy: nil)),
        ])
        await #expect(throws: ModelError.self) { _ = try await Scene().run(model) }
    }
}
