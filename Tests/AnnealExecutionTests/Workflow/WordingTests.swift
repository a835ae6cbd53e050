import AnnealContext
import AnnealFoundation
import AnnealPlanning
import AnnealSpecs
import Testing

@testable import AnnealExecution

@Suite("Texts that the code has to hold")
struct WordingTests {
    private func mentions(_ body: String) throws -> [String] {
        let document = try SpecDocument(
            parsing: "# Doors\n\n## Requirements\n\n### R1 Doors\n`open_door(name)` opens a door.\n\n\(body)\n",
            path: "spec.md")
        return WordingChecks.mentions(in: document.requirements).map(\.text)
    }

    @Test(
        "the constant parts of messages and the errors are found",
        arguments: [
            (
                "- A door that is not there raises `DoorError` with the text `no such door: NAME`.",
                ["DoorError", "no such door:"]
            ),
            ("- It raises `doors.DoorError`: `NAME is shut twice`.", ["DoorError", "is shut twice"]),
            ("- An error has the message `cannot read 'LINE' at N`.", ["cannot read"]),
        ])
    func found(_ body: String, _ expected: [String]) throws { #expect(try mentions(body) == expected) }

    @Test(
        "code, forms, single words and errors that arise by themselves are no texts",
        arguments: [
            "- `open_door(\"a\")` raises nothing.", "- A line `door NAME` raises an error.",
            "- An unknown door raises `KeyError`.", "- The two words `quite plain` are not about any output.",
            "- The command `python -m doors --all` prints them.",
        ])
    func notFound(_ body: String) throws { #expect(try mentions(body) == []) }

    @Test(
        "a command's code holds its options and the name of its subcommand",
        arguments: [
            ("show NAME --servings N", ["show", "--servings"]), ("tag NAME TAG...", ["tag"]),
            ("python -m doors FILE [--all] [--limit=N]...", ["--all", "--limit"]), ("LIST", []),
        ])
    func commands(_ command: String, _ expected: [String]) {
        let interface = Interface(kind: .command, name: command, location: SourceLocation(line: 1))
        #expect(WordingChecks.mentions(ofCommands: [interface]).map(\.text) == expected)
    }

    @Test("what is missing is told, an error may be left to a function that is called")
    func missed() throws {
        let mentions = [
            WordingChecks.Mention(text: "DoorError", isError: true),
            WordingChecks.Mention(text: "is shut", isError: false),
        ]
        let code = "def open_door(name):\n    return find(name)\n"
        let missed = WordingChecks.missed(in: code, files: [code], mentions, callees: [])
        #expect(missed.map(\.status) == [.failed, .failed])
        #expect(missed[0].detail.contains("never raises DoorError"))
        #expect(WordingChecks.missed(in: code, files: [code], mentions, callees: ["find"]).count == 1)
        #expect(
            WordingChecks.missed(in: code, files: ["TEXT = 'is shut'\n" + code], mentions, callees: ["find"]).isEmpty)
    }

    @Test("a message that begins with a word and a number has to be made somewhere")
    func opening() throws {
        let found = try mentions("- A bad row raises `ValueError`, whose message begins with `row N: `.")
        #expect(found == ["ValueError", "row "])
        #expect(try mentions("- A bad row raises `KeyError`; the table has a column `row N: `.") == [])
        let mention = WordingChecks.Mention(text: "row ", isError: false, isFollowed: true)
        let lacks = { (code: String) in
            WordingChecks.missed(in: code, files: [code], [mention], callees: []).map(\.detail)
        }
        #expect(
            lacks("def f(n):\n    \"\"\"The message begins with `row N: `.\"\"\"\n    raise ValueError(n)\n").count == 1
        )
        #expect(lacks("raise ValueError(f\"row {n}: {error}\")").isEmpty)
        #expect(lacks("throw new Error(`row ${n}: ${error}`);").isEmpty)
        #expect(lacks("raise ValueError('row ' + str(n))").isEmpty)
    }

    @Test("a task has to hold the texts of its own criteria")
    func ownCriteria() throws {
        let document = try SpecDocument(
            parsing: """
                # Doors

                ### R1 Doors
                - `open_door(name)` opens. An unknown one raises `DoorError`: `no such door: NAME`.
                - The command `python -m doors NAME` prints `door is open: NAME`.
                """, path: "spec.md")
        let requirements = document.requirements
        let criteria = try #require(requirements.first?.criteria)
        let texts = { (ids: [CriterionID]) in
            WordingChecks.mentions(in: requirements, criteria: ids).map(\.text)
        }
        #expect(texts([criteria[0].id]) == ["DoorError", "no such door:"])
        #expect(texts([criteria[1].id]) == ["door is open:"])
        #expect(texts([]).count == 3)
    }

    @Test("functions are helpers when their name has a parameter's word, and when they exist")
    func helpers() throws {
        func task(_ id: TaskID, _ signature: String) -> PlanTask {
            PlanTask(
                id: id, title: "", requirements: ["R1"], writes: ["doors.py"],
                interfaces: [
                    Interface(
                        kind: .function, name: String(signature.prefix { $0 != "(" }), qualifier: nil,
                        signature: signature,
                        location: AnnealFoundation.SourceLocation(line: 1))
                ])
        }
        let tasks = [
            task("T1", "parse_door(text: str) -> tuple"), task("T2", "paint(colour: str) -> None"),
            task("T3", "close_all(doors: list[str]) -> int"),
        ]
        let plan = Plan(
            specification: try SpecDocument(parsing: "# A\n", path: "s.md").digest, understanding: Understanding(),
            strategy: .sequential, strategyReason: "", graph: TaskGraph(tasks: tasks))
        let text = "def parse_door(text):\n    return ()\n\n\ndef paint(colour):\n    return None\n"
        let found = TaskChecks.helpers(
            of: tasks[2], requirements: [], plan: plan, seeing: [(path: "doors.py", text: text)])
        #expect(found.map(\.name) == ["parse_door"])
        let none = TaskChecks.helpers(
            of: tasks[2], requirements: [], plan: plan, seeing: [(path: "doors.py", text: "")])
        #expect(none.isEmpty)
    }
}
