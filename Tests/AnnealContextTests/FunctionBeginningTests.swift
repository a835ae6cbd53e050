import AnnealContext
import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Beginnings of functions")
struct FunctionBeginningTests {
    private func interface(_ signature: String?, name: String = "read") -> Interface {
        Interface(
            kind: .function, name: name, signature: signature,
            location: SourceLocation(line: 1))
    }

    @Test("the head is that of the signature, with notes as comments")
    func notes() {
        let python = PythonLanguage().beginning(
            of: interface("read(text: str) -> tuple"), in: "", path: "a.py", kind: .notes(["one", "two"]))
        #expect(python == "def read(text: str) -> tuple:\n    # one\n    # two\n")
        let javaScript = JavaScriptLanguage().beginning(
            of: interface("read(text)"), in: "", path: "a.mjs", kind: .notes(["one"]))
        #expect(javaScript == "export function read(text) {\n  // one\n")
    }

    @Test("a head alone has what its types need, and a sentence where the language has it inside")
    func heads() {
        let python = PythonLanguage()
        #expect(
            python.beginning(
                of: interface("read(a: List[int]) -> Optional[str]"), in: "", path: "a.py", kind: .head(summary: "Go."))
                == "from typing import List, Optional\n\n\ndef read(a: List[int]) -> Optional[str]:\n    \"\"\"Go.\"\"\"\n"
        )
        #expect(
            python.beginning(of: interface("read(a)"), in: "", path: "a.py", kind: .head(summary: #"Say "\d""#))
                == "def read(a):\n    \"\"\"Say \"\\\\d\" \"\"\"\n")
        #expect(
            JavaScriptLanguage().beginning(of: interface("read(a)"), in: "", path: "a.mjs", kind: .head(summary: "Go."))
                == "export function read(a) {\n")
    }

    @Test("a long sentence goes over several lines")
    func longSummary() {
        let sentence = Array(repeating: "twelve words", count: 12).joined(separator: " ")
        let head = PythonLanguage().beginning(
            of: interface("read(a)"), in: "", path: "a.py", kind: .head(summary: sentence))
        let lines = head?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.count < 110 })
        #expect(lines.dropFirst(2).first?.hasPrefix("    ") == true)
        #expect(lines.dropFirst(3).first == "    \"\"\"")
    }

    @Test("a text is taken apart with a regular expression that the model goes on with")
    func readsText() {
        let python = PythonLanguage().beginning(
            of: interface("read(text: str) -> tuple"), in: "", path: "a.py", kind: .readsText)
        #expect(python == "import re\n\n\ndef read(text: str) -> tuple:\n    match = re.fullmatch(r\"")
        let javaScript = JavaScriptLanguage().beginning(
            of: interface("read(text)"), in: "", path: "a.cjs", kind: .readsText)
        #expect(javaScript == "function read(text) {\n  const match = /^")
    }

    @Test("without a signature that the language can read there is none", arguments: [nil, "read("])
    func none(signature: String?) {
        #expect(PythonLanguage().beginning(of: interface(signature), in: "", path: "a.py", kind: .readsText) == nil)
        #expect(
            JavaScriptLanguage().beginning(of: interface(signature), in: "", path: "a.mjs", kind: .notes([])) == nil)
        #expect(SwiftLanguage().beginning(of: interface("read()"), in: "", path: "a.swift", kind: .readsText) == nil)
    }

    private let fleet = """
        from dataclasses import dataclass


        @dataclass
        class Car:
            seats: int

            @classmethod
            def read(
                cls, text: str
            ) -> "Car":
                return cls(int(text))

            def fits(self, people: int) -> bool:
                return people <= self.seats


        def read(text: str, /) -> list[Car]:
            return []
        """

    private func method(_ signature: String?, name: String, of owner: String = "Car") -> Interface {
        Interface(
            kind: .function, name: name, qualifier: owner, signature: signature, location: SourceLocation(line: 1))
    }

    @Test("a method begins within its class; what exists keeps its decorators and annotations")
    func methods() {
        let python = PythonLanguage()
        let begin = { (interface: Interface, kind: FunctionBeginning) in
            python.beginning(of: interface, in: self.fleet, path: "fleet.py", kind: kind)
        }
        #expect(
            begin(method("hired(days)", name: "hired"), .head(summary: "Go."))
                == "class Car:\n    def hired(self, days):\n        \"\"\"Go.\"\"\"\n")
        #expect(
            begin(method(nil, name: "read"), .readsText) == """
                import re


                class Car:
                    @classmethod
                    def read(
                        cls, text: str
                    ) -> "Car":
                        match = re.fullmatch(r"
                """)
        #expect(
            begin(method("fits(people)", name: "fits"), .notes(["one"]))
                == "class Car:\n    def fits(self, people: int) -> bool:\n        # one\n")
        // Another parameter than now: as the specification writes it, and what calls it now goes on working.
        #expect(
            begin(method("car.fits(people, bags: dict[str, int])", name: "fits"), .notes([]))
                == "class Car:\n    def fits(self, people, bags: dict[str, int]=None):\n")
        #expect(
            begin(method("fits(bags, people)", name: "fits"), .notes([]))
                == "class Car:\n    def fits(self, bags, people):\n")
        #expect(
            begin(method("fits(bags, *, limit=3)", name: "fits"), .notes([]))
                == "class Car:\n    def fits(self, bags=None, *, limit=3):\n")
        #expect(begin(method("fits(people)", name: "fits", of: "Bus"), .notes([])) == nil)
        #expect(begin(interface(nil), .notes([])) == "def read(text: str, /) -> list[Car]:\n")
    }

    @Test("a method is told with its type")
    func wording() {
        #expect(method("car.fits(people)", name: "fits").wording == "Car.fits(people)")
        #expect(method("fits(people)", name: "fits").wording == "Car.fits(people)")
        #expect(method(nil, name: "fits").wording == "Car.fits")
        #expect(interface("read(text) -> int").wording == "read(text) -> int")
        #expect(method("garage.read(text)", name: "read", of: "garage").wording == "garage.read(text)")
    }

    @Test("a method of a JavaScript class begins within it")
    func javaScriptMethods() {
        let source = "export class Car {\n  #seats = 4;\n\n  async fits(people) {\n    return true;\n  }\n}\n"
        let begin = { (interface: Interface) in
            JavaScriptLanguage().beginning(of: interface, in: source, path: "car.mjs", kind: .head(summary: nil))
        }
        #expect(begin(method("hired(days)", name: "hired")) == "class Car {\n  hired(days) {\n")
        #expect(begin(method(nil, name: "fits")) == "class Car {\n  async fits(people) {\n")
        #expect(begin(method(nil, name: "other")) == nil)
        #expect(begin(method("hired(days)", name: "hired", of: "Bus")) == nil)
    }

    @Test("a method's head merges into the class that is there")
    func merged() throws {
        let python = PythonLanguage()
        let head = try #require(
            python.beginning(
                of: method("hired(days)", name: "hired"), in: fleet, path: "fleet.py", kind: .head(summary: "Go.")))
        let merged = python.merge(head + "        return days > 0\n", into: fleet)
        #expect(merged.contains("@dataclass\nclass Car:\n    seats: int\n"))
        #expect(merged.contains("    def hired(self, days):\n        \"\"\"Go.\"\"\"\n        return days > 0\n"))
        #expect(merged.contains("def fits(self, people: int)"))
    }
}
