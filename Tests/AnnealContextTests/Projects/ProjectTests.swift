import AnnealContext
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("Projects")
struct ProjectTests {
    @Test("hidden, vendored, binary and huge files are left out, and the most code decides the language")
    func scan() async throws {
        try await withTemporaryFolder { folder in
            try TestProject.write(
                [
                    "a.py": "x = 1\n", "src/b.mjs": String(repeating: "let a;\n", count: 9), ".hidden/c.py": "",
                    "node_modules/d.js": "", "big.txt": String(repeating: "x", count: 1 << 20 + 1), "e.bin": "a\0b",
                    "AGENTS.md": "Be brief.", "empty.py": "",
                ], in: folder)
            let project = try await Project.scan(root: folder.path, specification: nil)
            #expect(project.files == ["AGENTS.md", "a.py", "empty.py", "src/b.mjs"])
            #expect(project.languages == ["javascript", "python"])
            #expect(project.rules == ["AGENTS.md": "Be brief."])
        }
    }

    @Test("a sentence without a call is read by the calls of the repository's tests, and of nothing else in it")
    func analogy() async throws {
        try await withTemporaryFolder { folder in
            let call = "    assert find(\"/a\", \"/a/b\") == 1\n"
            try TestProject.write(
                ["paths.py": "x = 1\n", "tests/test_paths.py": "def test_find():\n" + call], in: folder)
            let text = "# Paths\n\n## Requirements\n\n### R1 Find\n`find` counts: `/c` and `/c/d` give `2`.\n"
            let specification = try SpecDocument(parsing: text, path: "spec.md")
            let project = try await Project.scan(root: folder.path, specification: specification)
            let examples = specification.addingExamples(likeCallsOf: project).requirements.flatMap(\.examples)
            #expect(examples.map(\.call) == ["find(\"/c\", \"/c/d\")"])
            try TestProject.write(["paths.py": call, "tests/test_paths.py": ""], in: folder)
            #expect(specification.addingExamples(likeCallsOf: project) == specification)
        }
    }

    @Test("a git repository's ignored files are left out, untracked ones are not")
    func git() async throws {
        try await withTemporaryFolder { folder in
            try TestProject.write([".gitignore": "out/\n", "out/a.py": "", "b.py": "x = 1\n"], in: folder)
            _ = try await TestProject.run(Command("git", ["init", "-q"]), in: folder)
            let project = try await Project.scan(root: folder.path, specification: nil)
            #expect(project.files == ["b.py"])
        }
    }

    @Test("the specification decides the language of an empty project")
    func empty() async throws {
        try await withTemporaryFolder { folder in
            let texts = [
                "One file `a.py`. Python 3.11, standard library only.": "python",
                "One ES module, Node 20, no npm dependencies.": "javascript", "A Swift package.": "swift",
            ]
            for (text, language) in texts {
                let project = try await Project.scan(
                    root: folder.path, specification: TestProject.specification(text: text))
                #expect(project.languages.first == language, "\(text)")
            }
        }
    }

    @Test("a folder that is not there is an error that says so")
    func missing() async {
        await #expect(throws: ProjectError.self) {
            try await Project.scan(root: "/nowhere/at/all", specification: nil)
        }
    }

    private func interface(_ kind: Interface.Kind, _ name: String, _ qualifier: String? = nil, line: Int = 1)
        -> Interface
    {
        Interface(kind: kind, name: name, qualifier: qualifier, location: SourceLocation(line: line))
    }

    @Test("names are found in the code, by the module in front of them, and in a package that does not exist yet")
    func symbols() async throws {
        try await withTemporaryFolder { folder in
            try TestProject.write(
                ["old.py": "def load():\n    pass\n\n\nclass Box:\n    def inner(self):\n        pass\n"], in: folder)
            let project = try await Project.scan(root: folder.path, specification: nil)
            let specification = TestProject.specification(
                interfaces: [
                    interface(.module, "canteen"), interface(.file, "menu.py"), interface(.file, "bill.py"),
                    interface(.function, "parse", "menu"), interface(.type, "TooLarge", "bill"),
                    interface(.function, "load", "bill"), interface(.type, "CanteenError", "canteen"),
                    interface(.function, "homeless"),
                ], text: "Package `canteen` in the repository root.")
            let index = SymbolIndex(project: project, specification: specification)
            #expect(index.file(defining: "parse") == "canteen/menu.py")
            #expect(index.file(defining: "TooLarge") == "canteen/bill.py")
            #expect(index.file(defining: "load") == "old.py")
            #expect(index.file(defining: "load", qualifier: "bill") == "canteen/bill.py")
            #expect(index.file(defining: "CanteenError") == "canteen/__init__.py")
            #expect(index.file(defining: "Box") == "old.py")
            #expect(index.file(defining: "inner") == nil)
            #expect(index.file(defining: "homeless") == nil)
        }
    }

    @Test("the single file of a specification takes its functions")
    func singleFile() {
        let project = Project(root: "/nowhere", files: [], languages: [])
        let specification = TestProject.specification(
            interfaces: [interface(.file, "seat_plan.py"), interface(.function, "parse_seat")])
        let index = SymbolIndex(project: project, specification: specification)
        #expect(index.file(defining: "parse_seat") == "seat_plan.py")
    }

    @Test(
        "test commands are recognised from files",
        arguments: [
            (["Cargo.toml": ""], ["cargo test"]), (["go.mod": ""], ["go test ./..."]),
            (["Makefile": "all:\n\ntest: all\n"], ["make test"]),
            (["gradlew": "", "build.gradle": ""], ["./gradlew test"]),
            (["test_a.py": "import unittest\n"], ["python3 -m unittest"]),
            (["tests/test_a.py": "def test_x():\n    pass\n"], ["python3 -m pytest -q"]),
            (["package.json": "{\"scripts\": {\"test\": \"node --test\"}}"], ["npm test"]),
            (["tests/a.test.mjs": ""], ["node --test"]), (["Package.swift": ""], ["swift test"]), ([:], []),
        ] as [([String: String], [String])])
    func commands(files: [String: String], expected: [String]) async throws {
        try await withTemporaryFolder { folder in
            try TestProject.write(files, in: folder)
            let project = try await Project.scan(root: folder.path, specification: nil)
            #expect(TestCommandDetection(project: project).commands.map(\.shellText) == expected)
        }
    }
}
