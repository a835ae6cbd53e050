import AnnealContext
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("Python tests from examples", .serialized)
struct PythonTestRunTests {
    let python = PythonLanguage()

    private func check(
        _ id: String, _ call: String, _ expectation: Example.Expectation, setup: [String] = []
    ) -> Check {
        Check(
            id: id, criterion: CriterionID(String(id.prefix { $0 != "#" })),
            example: Example(
                setup: setup, call: call, expectation: expectation, source: call, location: SourceLocation(line: 1)))
    }

    /// Writes files, makes the test file and runs it, once as Anneal does and once as a person does.
    private func outcomes(
        _ files: [String: String], checks: [Check], skipping: [String: String] = [:], plainStatus: Int32? = nil
    ) async throws -> [String: TestOutcome] {
        try await withTemporaryFolder { folder in
            try TestProject.write(files, in: folder)
            let project = try await Project.scan(root: folder.path, specification: nil)
            let symbols = SymbolIndex(project: project, specification: TestProject.emptySpecification)
            let file = try #require(
                python.testFile(
                    for: checks, requirement: "R1", project: project, symbols: symbols, skipping: skipping))
            try TestProject.write([file.path: file.text], in: folder)
            let result = try await TestProject.run(python.testRun(paths: [file.path], project: project), in: folder)
            let outcomes = python.testOutcomes(from: result)
            #expect(Set(outcomes.map(\.name)) == Set(file.checksByTest.keys), "\(result.standardError)")
            if let plainStatus {
                let plain = try await TestProject.run(
                    python.plainTestRun(paths: [file.path], project: project), in: folder)
                #expect(plain.shellStatus == plainStatus, "\(plain.standardError)")
            }
            return Dictionary(
                outcomes.map { (file.checksByTest[$0.name] ?? $0.name, $0) }, uniquingKeysWith: { $1 })
        }
    }

    @Test("values are compared, and a failure tells call, expectation and result")
    func values() async throws {
        let outcomes = try await outcomes(
            ["shelf.py": "def pair(a):\n    return [a, 2]\n\n\ndef ratio():\n    return float('nan')\n"],
            checks: [
                check("R1.1#1", "pair(1)", .value("[1, 2]")),
                check("R1.1#2", "pair(1)", .value("(1, 2)")),
                check("R1.1#3", "shelf.pair(x)[0]", .value("0.1 + 0.2"), setup: ["x = 0.30000000000000004"]),
                check("R1.1#4", "ratio()", .value("float('nan')")),
                check("R1.1#5", "pair(date(2024, 1, 2))", .value("[datetime.date(2024, 1, 2), 2]")),
            ], plainStatus: 1)
        #expect(outcomes.values.filter { $0.status == .passed }.count == 4)
        let failed = try #require(outcomes["R1.1#2"])
        #expect(failed.status == .failed)
        #expect(failed.detail == "pair(1)\nexpected: (1, 2)\nactual:   [1, 2]")
    }

    @Test("errors are compared by type and text, types of the project included")
    func errors() async throws {
        let outcomes = try await outcomes(
            [
                "canteen/__init__.py": "",
                "canteen/menu.py": """
                class MenuError(ValueError):
                    pass


                def parse(text):
                    if text == "deep":
                        return parse(text[0]) + {}["x"]
                    raise MenuError("line 3: cannot read 'x'")

                """,
            ],
            checks: [
                check("R1.1#1", "menu.parse('')", .error(type: "MenuError", message: "line 3")),
                check("R1.1#2", "parse('')", .error(type: "menu.MenuError", message: "line 4")),
                check("R1.1#3", "parse('')", .error(type: "ValueError", message: nil)),
                check("R1.1#4", "parse('')", .error(type: "KeyError", message: nil)),
                check("R1.1#5", "repr(1)", .error(type: nil, message: nil)),
            ], plainStatus: 1)
        #expect(outcomes["R1.1#1"]?.status == .passed)
        #expect(outcomes["R1.1#2"]?.detail.contains("expected: 'line 4'") == true)
        #expect(outcomes["R1.1#3"]?.status == .passed)
        #expect(outcomes["R1.1#4"]?.status == .errored)
        #expect(
            outcomes["R1.1#4"]?.detail.contains(
                "MenuError: line 3: cannot read 'x'\nat canteen/menu.py:8: raise MenuError") == true)
        #expect(outcomes["R1.1#5"]?.detail.contains("Exception to be raised") == true)
    }

    @Test("a command's output, errors and status are compared, in a copy of the project")
    func commands() async throws {
        let outcomes = try await outcomes(
            [
                "tool/__init__.py": "",
                "tool/__main__.py": """
                import pathlib, sys
                pathlib.Path("left.txt").write_text("x")
                print(pathlib.Path(sys.argv[1]).read_text().upper())
                print("warned", file=sys.stderr)
                sys.exit(3)

                """,
            ],
            checks: [
                check(
                    "R1.1#1", "python -m tool in.txt",
                    .output(standardOutput: "HELLO\n", standardError: "warned", status: 3),
                    setup: ["open('in.txt', 'w').write('hello')"]),
                check(
                    "R1.1#2", "python3 -m tool none.txt", .output(standardOutput: nil, standardError: nil, status: 3)),
            ], plainStatus: 1)
        #expect(outcomes["R1.1#1"]?.status == .passed)
        #expect(outcomes["R1.1#2"]?.status == .failed)
        #expect(outcomes["R1.1#2"]?.detail.contains("FileNotFoundError") == true)
    }

    @Test("a test that hangs, crashes or cannot be stopped fails alone")
    func hangs() async throws {
        let outcomes = try await outcomes(
            [
                "loops.py": """
                import os, signal


                def spin():
                    while True:
                        pass


                def stuck():
                    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
                    while True:
                        pass


                def crash():
                    os.abort()


                def fine():
                    return 1

                """
            ],
            checks: [
                check("R1.1#1", "spin()", .value("1")), check("R1.1#2", "fine()", .value("1")),
                check("R1.1#3", "crash()", .value("1")), check("R1.1#4", "stuck()", .value("1")),
                check("R1.1#5", "fine()", .value("1")),
            ])
        #expect(outcomes["R1.1#1"]?.status == .failed)
        #expect(outcomes["R1.1#1"]?.detail.contains("still running") == true)
        #expect(outcomes["R1.1#1"]?.detail.contains("loops.py:") == true)
        #expect(outcomes["R1.1#2"]?.status == .passed)
        #expect(outcomes["R1.1#3"]?.status == .errored)
        #expect(outcomes["R1.1#4"]?.status == .failed)
        #expect(outcomes["R1.1#5"]?.status == .passed)
    }

    @Test("one missing name or skipped check leaves the others alone")
    func missing() async throws {
        let outcomes = try await outcomes(
            ["src/shelf.py": "def f():\n    return 1\n", "tests/test_old.py": "def test_old():\n    assert 1\n"],
            checks: [
                check("R1.1#1", "f()", .value("1")), check("R1.1#2", "f()", .value("2")),
                check("R1.1#3", "f()", .error(type: "ShelfError", message: nil)),
            ], skipping: ["R1.1#2": "disputed"])
        #expect(outcomes["R1.1#1"]?.status == .passed)
        #expect(outcomes["R1.1#2"]?.status == .skipped)
        #expect(outcomes["R1.1#2"]?.detail == "disputed")
        #expect(outcomes["R1.1#3"]?.status == .errored)
        #expect(outcomes["R1.1#3"]?.detail.contains("cannot import name 'ShelfError'") == true)
    }

    @Test("what cannot be run is left out")
    func inexpressible() {
        let project = Project(root: "/nowhere", files: ["a.py"], languages: ["python"])
        let symbols = SymbolIndex(filesByName: ["f": ["a.py"]])
        let calls = [
            "f(", "the same location", "f(t)", "f(...)", "f(…)", "f(1) f(2)", "", "f(1", "f(1))", "return f(1)",
            "f(a b)", "f(x=)",
        ]
        for call in calls {
            let file = python.testFile(
                for: [check("R1.1#1", call, .value("1"))], requirement: "R1", project: project, symbols: symbols,
                skipping: [:])
            #expect(file == nil, "\(call)")
        }
        for command in ["python -m tool FILE", "python -m tool [--x]", "tool x", "rm -rf x"] {
            let expectation = Example.Expectation.output(standardOutput: "", standardError: nil, status: 0)
            #expect(
                python.testFile(
                    for: [check("R1.1#1", command, expectation)], requirement: "R1", project: project,
                    symbols: symbols, skipping: [:]) == nil)
        }
    }

    @Test("tests of a project run: bare functions, classes, fixtures of pytest where it is installed")
    func existing() async throws {
        try await withTemporaryFolder { folder in
            try TestProject.write(
                [
                    "calc.py": "def add(a, b):\n    return a - b\n",
                    "tests/test_bare.py": """
                    from calc import add


                    def test_add():
                        assert add(1, 2) == 3


                    class TestCalc:
                        def test_zero(self):
                            assert add(0, 0) == 0

                    """,
                    "tests/test_unit.py": """
                    import unittest
                    import calc


                    class Calc(unittest.TestCase):
                        def test_add(self):
                            self.assertEqual(calc.add(2, 2), 4)

                        def test_sub(self):
                            for i in (0, 1):
                                with self.subTest(i=i):
                                    self.assertEqual(calc.add(i, 0), i)

                    """,
                    "tests/test_broken.py": "import nothing_like_this\n",
                ], in: folder)
            let project = try await Project.scan(root: folder.path, specification: nil)
            let result = try await TestProject.run(python.testRun(paths: [], project: project), in: folder)
            let outcomes = Dictionary(
                python.testOutcomes(from: result).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
            #expect(outcomes["tests/test_bare.py::test_add"]?.status == .failed)
            #expect(outcomes["tests/test_bare.py::test_add"]?.detail.contains("assert add(1, 2) == 3") == true)
            #expect(outcomes["tests/test_bare.py::TestCalc::test_zero"]?.status == .passed)
            #expect(outcomes["tests/test_unit.py::Calc::test_add"]?.status == .failed)
            #expect(outcomes["tests/test_unit.py::Calc::test_sub"]?.status == .passed)
            #expect(outcomes["tests/test_broken.py"]?.detail.contains("nothing_like_this") == true)
            #expect(outcomes.count == 5)
        }
    }
}
