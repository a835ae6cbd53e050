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
            of: interface("read(text: str) -> tuple"), path: "a.py", kind: .notes(["one", "two"]))
        #expect(python == "def read(text: str) -> tuple:\n    # one\n    # two\n")
        let javaScript = JavaScriptLanguage().beginning(
            of: interface("read(text)"), path: "a.mjs", kind: .notes(["one"]))
        #expect(javaScript == "export function read(text) {\n  // one\n")
    }

    @Test("a head alone has what its types need, and a sentence where the language has it inside")
    func heads() {
        let python = PythonLanguage()
        #expect(
            python.beginning(
                of: interface("read(a: List[int]) -> Optional[str]"), path: "a.py", kind: .head(summary: "Go."))
                == "from typing import List, Optional\n\n\ndef read(a: List[int]) -> Optional[str]:\n    \"\"\"Go.\"\"\"\n"
        )
        #expect(
            python.beginning(of: interface("read(a)"), path: "a.py", kind: .head(summary: #"Say "\d""#))
                == "def read(a):\n    \"\"\"Say \"\\\\d\" \"\"\"\n")
        #expect(
            JavaScriptLanguage().beginning(of: interface("read(a)"), path: "a.mjs", kind: .head(summary: "Go."))
                == "export function read(a) {\n")
    }

    @Test("a long sentence goes over several lines")
    func longSummary() {
        let sentence = Array(repeating: "twelve words", count: 12).joined(separator: " ")
        let head = PythonLanguage().beginning(of: interface("read(a)"), path: "a.py", kind: .head(summary: sentence))
        let lines = head?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.count < 110 })
        #expect(lines.dropFirst(2).first?.hasPrefix("    ") == true)
        #expect(lines.dropFirst(3).first == "    \"\"\"")
    }

    @Test("a text is taken apart with a regular expression that the model goes on with")
    func readsText() {
        let python = PythonLanguage().beginning(
            of: interface("read(text: str) -> tuple"), path: "a.py", kind: .readsText)
        #expect(python == "import re\n\n\ndef read(text: str) -> tuple:\n    match = re.fullmatch(r\"")
        let javaScript = JavaScriptLanguage().beginning(of: interface("read(text)"), path: "a.cjs", kind: .readsText)
        #expect(javaScript == "function read(text) {\n  const match = /^")
    }

    @Test("without a signature that the language can read there is none", arguments: [nil, "read("])
    func none(signature: String?) {
        #expect(PythonLanguage().beginning(of: interface(signature), path: "a.py", kind: .readsText) == nil)
        #expect(JavaScriptLanguage().beginning(of: interface(signature), path: "a.mjs", kind: .notes([])) == nil)
        #expect(SwiftLanguage().beginning(of: interface("read()"), path: "a.swift", kind: .readsText) == nil)
    }
}
