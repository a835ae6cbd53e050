import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("Bad input")
struct BadInputTests {
    private func code(_ bytes: [UInt8]) -> SpecError.Code? {
        do {
            _ = try SpecDocument(bytes: bytes, path: "x.md")
            return nil
        } catch {
            return error.code
        }
    }

    @Test("bytes that are no text are refused with their place")
    func noText() {
        #expect(code([0x61, 0xFF, 0x62]) == .notText)
        #expect(code([0x61, 0xC0, 0x80]) == .notText)
        #expect(code([0x61, 0xED, 0xA0, 0x80]) == .notText)
        #expect(code([0x61, 0xE2, 0x82]) == .notText)
        #expect(code(Array("a\u{0}b".utf8)) == .notText)
        let error = #expect(throws: SpecError.self) {
            try SpecDocument(bytes: Array("one\ntwo\u{0}".utf8), path: "x.md")
        }
        #expect(error?.place == "x.md:2:4")
        #expect(error?.remedy != nil)
    }

    @Test("empty, too large and too deep documents are refused")
    func sizes() {
        #expect(code([]) == .empty)
        #expect(code(Array(" \n\t\n".utf8)) == .empty)
        #expect(code(Array(repeating: 97, count: SpecDocument.sizeLimit + 1)) == .tooLarge)
        #expect(code(Array(String(repeating: "> ", count: 10_000).utf8) + [97]) == .tooDeep)
        #expect(code(Array(String(repeating: "- ", count: 10_000).utf8) + [97]) == .tooDeep)
        #expect(code(Array("---\na: [\n---\n# T\n".utf8)) == .frontMatter)
    }

    @Test("deeply nested brackets and emphasis are no trouble")
    func inlines() throws {
        for text in [
            String(repeating: "[", count: 10_000), String(repeating: "**a ", count: 10_000),
            "`f(" + String(repeating: "(", count: 10_000) + "`",
        ] {
            #expect(try spec("# T\n\n" + text).title == "T")
        }
    }

    @Test("files, folders and what is neither")
    func files() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.path
            #expect(throws: SpecError.self) { try SpecDocument.read(path: path) }
            #expect(throws: SpecError.self) { try SpecDocument.read(path: path + "/none.md") }
            try "# One\n\nIt must run.\n".write(toFile: path + "/spec.md", atomically: true, encoding: .utf8)
            #expect(try SpecDocument.read(path: path).title == "One")
            #expect(try SpecDocument.read(path: path + "/spec.md").path == path + "/spec.md")
            try FileManager.default.createDirectory(atPath: path + "/many", withIntermediateDirectories: true)
            for name in ["a.md", "b.md"] {
                try "# X\n".write(toFile: path + "/many/" + name, atomically: true, encoding: .utf8)
            }
            let error = #expect(throws: SpecError.self) { try SpecDocument.read(path: path + "/many") }
            #expect(error?.remedy?.contains("a.md") == true)
        }
    }

    @Test("documents with the line ends of Windows and a byte order mark read the same")
    func lineEnds() throws {
        let text = "# T\n\n### R1 A\n- `f(1)` returns `2`.\n"
        let windows = try spec("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
        #expect(windows.requirements.flatMap(\.examples).map(short) == ["f(1) = 2"])
        #expect(windows.title == "T")
    }

    @Test("mutated documents never crash, and what is read has places within the text")
    func fuzz() throws {
        var random = SplitMix64(seed: 20_261_124)
        let seeds = Self.seeds.map { Array($0.utf8) }
        let marks = Array("`()[]{}|#-*>\"'\\\n\r\t :=.,0aR\u{2192}é".utf8)
        for round in 0..<3000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int(random.next() % 8 + 1) {
                let at = Int(random.next() % UInt64(max(bytes.count, 1)))
                switch random.next() % 5 {
                case 0 where at < bytes.count: bytes.remove(at: at)
                case 1: bytes.insert(marks[Int(random.next() % UInt64(marks.count))], at: min(at, bytes.count))
                case 2 where at < bytes.count: bytes[at] = marks[Int(random.next() % UInt64(marks.count))]
                case 3: bytes.removeLast(min(bytes.count, Int(random.next() % 40)))
                default:
                    let end = min(bytes.count, at + Int(random.next() % 60))
                    if at < end {
                        bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int(random.next() % UInt64(bytes.count)))
                    }
                }
            }
            guard let document = try? SpecDocument(bytes: bytes, path: "x.md") else { continue }
            let lines = bytes.count { $0 == 10 || $0 == 13 } + 1
            for requirement in document.requirements {
                #expect((1...lines).contains(requirement.location.line))
                for example in requirement.examples { #expect((1...lines).contains(example.location.line)) }
            }
            _ = SpecChecker().findings(in: document)
        }
    }

    private static let seeds = [
        "---\na: 1\n---\n# T\n\n`m.py`\n\n### R1 A\n`f(text: str) -> int` runs.\n- `f(\"a\")` returns `1`, see R2.\n- `f(\"\")` raises `ValueError` with the text `bad: x`.\n\n| text | result |\n| --- | --- |\n| `x` | 2 |\n\n```python\n>>> f(\"b\")\n2\nassert f(\"c\") == 3\n```\n",
        "# Feature Specification: T\n\n### User Story 1 - A (Priority: P1)\n\n1. **Given** a, **When** b, **Then** c.\n\n- **FR-001**: System MUST `g(1)` → `2`. [NEEDS CLARIFICATION: x]\n- **FR-002**: MUST stop.\n",
        "### Requirement 1: A\n\n#### Acceptance Criteria\n\n1. WHEN `f(a)` is called THE SYSTEM SHALL return `{ a: 1 }`.\n   > quoted `x`\n   - nested\n\n## Non-goals\n\n- none\n",
        "# f\n\n```python\ndef f(a, b=[1]):\n    \"\"\"Adds.\n    >>> f(1)\n    2\n    For a = 3 the output should be 4\n    Input: 1\n    Output: 2\n    f(2) -> 3\n    \"\"\"\n```\n\n```console\n$ python -m f 1\n2\n```\n",
    ]
}
