import AnnealContext
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("JavaScript", .serialized)
struct JavaScriptTests {
    let script = JavaScriptLanguage()

    static let file = #"""
        import { readFile } from "node:fs/promises";

        const PATTERN = /[/"`]{2}/g;

        /** Reads one time. */
        export function parseTime(text) {
          throw new Error("not implemented");
        }

        export class Box {
          #size = 1;

          constructor(a) {
            this.a = `${a} ${"}"}`;
          }

          get area() {
            return 0;
          }

          static of(a) { return new Box(a); }
        }

        const inner = (x) => x / 2;

        export { inner };

        """#

    private func merged(_ snippet: String, into source: String) -> String {
        let text = script.merge(snippet, into: source)
        #expect(script.merge(snippet, into: text) == text, "merging again changes nothing")
        return text
    }

    @Test("functions are replaced where they stand and stay exported")
    func replaces() {
        let text = merged(
            "function parseTime(text) {\n  return 1;\n}\nconsole.log(parseTime(\"x\"));\n", into: Self.file)
        #expect(text == Self.file.replacing("throw new Error(\"not implemented\")", with: "return 1"))
    }

    @Test("new functions go before the export list, imports join")
    func adds() {
        let text = merged(
            "import { writeFile, readFile } from 'node:fs/promises';\nexport const LIMIT = 2;\nexport function fresh() {\n  return LIMIT;\n}\nexport { inner, fresh };\n",
            into: Self.file)
        #expect(text.contains("import { readFile, writeFile } from \"node:fs/promises\";"))
        #expect(
            text.contains(
                "const inner = (x) => x / 2;\n\nexport function fresh() {\n  return LIMIT;\n}\n\nexport { inner };"))
        #expect(text.contains("const PATTERN = /[/\"`]{2}/g;\nexport const LIMIT = 2;"))
    }

    @Test("a class with some methods replaces those and keeps the others")
    func partialClass() {
        let text = merged(
            "class Box {\n    get area() {\n        return 2;\n    }\n    edge() {\n        return 4;\n    }\n}\n",
            into: Self.file)
        #expect(text.contains("  #size = 1;"))
        #expect(
            text.contains("  get area() {\n      return 2;\n  }\n\n  static of(a) { return new Box(a); }\n\n  edge() {")
        )
        #expect(text.contains("export class Box {"))
    }

    @Test("the outline has functions, classes with members, values and imports")
    func outline() {
        let outline = script.outline(of: Self.file)
        #expect(outline.imports == ["node:fs/promises"])
        #expect(
            outline.definitions.map(\.name) == [
                "PATTERN", "parseTime", "Box", "#size", "constructor", "area", "of", "inner",
            ])
        #expect(outline.definitions[1].signature == "export function parseTime(text)")
        #expect(outline.definitions[1].documentation == "Reads one time.")
        #expect(outline.definitions[4].parent == "Box")
    }

    @Test("mutated files never crash it, and merging again changes nothing")
    func fuzz() {
        var random = Mutations(seed: 11)
        let snippet =
            "import { a } from \"./a.mjs\";\nconst N = 1;\nexport class Box {\n  area() {\n    return `${N}`;\n  }\n}\nexport function parseTime(t) {\n  return /x/.test(t);\n}\n"
        for _ in 0..<150 {
            let source = random.mutated(Self.file)
            let part = random.mutated(snippet)
            let text = script.merge(part, into: source)
            #expect(script.merge(part, into: text) == text, "snippet:\n\(part)\nsource:\n\(source)")
        }
    }

    private static let hasNode = ["/usr/bin/node", "/usr/local/bin/node", "/opt/homebrew/bin/node"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private func check(_ id: String, _ call: String, _ expectation: Example.Expectation, setup: [String] = []) -> Check
    {
        Check(
            id: id, criterion: "1.1",
            example: Example(
                setup: setup, call: call, expectation: expectation, source: call, location: SourceLocation(line: 1)))
    }

    @Test("generated tests run, and one that hangs fails alone", .enabled(if: hasNode))
    func runs() async throws {
        try await withTemporaryFolder { folder in
            try TestProject.write(
                [
                    "src/cues.mjs": """
                    export const bare = () => Object.assign(Object.create(null), { a: 1, b: [-0, NaN] });
                    export function fail() {
                      throw new RangeError("bad time");
                    }
                    export function spin() {
                      for (;;);
                    }

                    """,
                    "src/cli.mjs": "console.log(process.argv[2]);\nprocess.exitCode = 2;\n",
                ], in: folder)
            let project = try await Project.scan(root: folder.path, specification: nil)
            let symbols = SymbolIndex(project: project, specification: TestProject.emptySpecification)
            let checks = [
                check("1.1#1", "bare()", .value("{ a: 1, b: [0, NaN] }")),
                check("1.1#2", "bare().a", .value("2")),
                check("1.1#3", "fail()", .error(type: "RangeError", message: "bad")),
                check("1.1#4", "fail()", .error(type: "TypeError", message: nil)),
                check("1.1#5", "spin()", .value("1")),
                check("1.1#6", "bare().a + x", .value("3"), setup: ["const x = 2;"]),
                check("1.1#7", "node src/cli.mjs hi", .output(standardOutput: "hi\n", standardError: nil, status: 2)),
                check("1.1#8", "unknown(1)", .value("3")), check("1.1#9", "the same value", .value("3")),
            ]
            let file = try #require(
                script.testFile(
                    for: checks, requirement: "1", project: project, symbols: symbols, skipping: ["1.1#6": "no"]))
            #expect(file.path == "tests/spec-1.test.mjs")
            try TestProject.write([file.path: file.text], in: folder)
            let result = try await TestProject.run(script.testRun(paths: [file.path], project: project), in: folder)
            let outcomes = script.testOutcomes(from: result)
            let byCheck = Dictionary(
                outcomes.map { (file.checksByTest[$0.name] ?? $0.name, $0) }, uniquingKeysWith: { $1 })
            #expect(byCheck.count == 7, "\(result)")
            #expect(byCheck["1.1#1"]?.status == .passed, "\(byCheck)")
            #expect(byCheck["1.1#2"]?.detail == "bare().a\nexpected: 2\nactual:   1")
            #expect(byCheck["1.1#3"]?.status == .passed)
            #expect(byCheck["1.1#4"]?.detail.contains("RangeError: bad time\nat src/cues.mjs:3") == true)
            #expect(byCheck["1.1#5"]?.detail.contains("still running") == true)
            #expect(byCheck["1.1#6"]?.status == .skipped)
            #expect(byCheck["1.1#7"]?.status == .passed, "\(byCheck)")
        }
    }
}
