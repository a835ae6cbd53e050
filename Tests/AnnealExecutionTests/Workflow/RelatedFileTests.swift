import AnnealContext
import AnnealFoundation
import AnnealPlanning
import AnnealSpecs
import Testing

@testable import AnnealExecution

@Suite("Files as the model sees them")
struct RelatedFileTests {
    private static let long = """
        import math

        LIMIT = 20


        def parse(text):
            \"""Reads a text.\"""
            first = text.split()
            second = [int(part) for part in first]
            third = [math.floor(part) for part in second]
            return third


        class Box:
            def __init__(self, size):
                self.size = size
                self.parts = []
                self.open = False
                self.name = ""

            def volume(self):
                total = 1
                for side in self.size:
                    total *= side
                return total

            def weight(self):
                total = 0
                for part in self.parts:
                    total += part.weight
                return total

        """

    @Test("definitions that nobody mentions are folded to a comment, the others stay")
    func folded() {
        let shown = RelatedFile.shown(Self.long, path: "box.py", mentioned: ["weight"])
        #expect(shown.contains("# exists: def parse(text): Reads a text.\n"))
        #expect(shown.contains("    # exists: def volume(self)\n"))
        #expect(shown.contains("total += part.weight"))
        #expect(shown.contains("self.parts = []"))
        #expect(shown.contains("LIMIT = 20"))
        #expect(!shown.contains("math.floor"))
    }

    @Test("a short file is shown whole, and so is what a task changes in a long one")
    func whole() {
        let short = "def parse(text):\n    a = 1\n    b = 2\n    c = 3\n    return a\n"
        #expect(RelatedFile.shown(short, path: "box.py", mentioned: []) == short)
        let filler = (0..<200).map { "VALUE_\($0) = 'abcdefghijklmnopqrst'\n" }.joined()
        let shown = RelatedFile.shown(Self.long + filler, path: "box.py", mentioned: ["parse"], own: ["weight"])
        #expect(shown.contains("total += part.weight"))
        #expect(!shown.contains("math.floor"))
    }

    @Test("a task may change what it mentions, and one without a function of its own anything")
    func foreignNames() throws {
        func task(_ id: TaskID, _ name: String, _ kind: Interface.Kind = .function) -> PlanTask {
            PlanTask(
                id: id, title: "", requirements: ["R1"],
                interfaces: [Interface(kind: kind, name: name, location: AnnealFoundation.SourceLocation(line: 1))])
        }
        let document = try SpecDocument(
            parsing: "# Box\n\n### R1 Weigh\n`weigh(box)` sums up, as `parse` gives it.\n", path: "spec.md")
        let tasks = [
            task("T1", "parse"), task("T2", "weigh"), task("T3", "pack"), task("T4", "BoxError", .type),
        ]
        let plan = Plan(
            specification: document.digest, understanding: Understanding(), strategy: .sequential, strategyReason: "",
            graph: TaskGraph(tasks: tasks))
        let names = { ForeignCode.names(for: $0, requirements: document.requirements, plan: plan) }
        #expect(names(tasks[1]) == ["pack", "BoxError"])
        #expect(names(tasks[3]).isEmpty)
    }

    @Test("what another task made is not replaced")
    func foreign() throws {
        let python = try #require(Languages.named("python"))
        let snippet = "def parse(text):\n    return 1\n\n\ndef other():\n    return parse('')\n"
        let kept = ForeignCode.removed(["parse"], from: snippet, language: python, existingIn: Self.long)
        #expect(!kept.contains("return 1"))
        #expect(kept.contains("return parse('')"))
        #expect(ForeignCode.removed(["parse"], from: snippet, language: python, existingIn: "") == snippet)
    }
}
