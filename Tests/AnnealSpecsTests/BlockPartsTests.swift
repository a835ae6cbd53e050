import Testing

@testable import AnnealSpecs

@Suite("Parsing in parts")
struct BlockPartsTests {
    private static let paragraphs = "Text with `code`, a [link] and | bars.\n\n## Heading\n\nMore *text*.\n\n"

    private func blocks(_ markdown: String, parts: Int) throws -> String {
        let part = try markdown.withBytes { bytes in
            Result { try SpecText.with(bytes) { try BlockParts.read($0, path: "a.md", parts: parts) } }
        }.get()
        return "\(part.blocks)\n\(part.spans)\n\(part.pieces)\n\(String(decoding: part.flat, as: UTF8.self))"
    }

    private func parts(_ markdown: String, _ count: Int) -> [BlockPart]? {
        markdown.withBytes { bytes in SpecText.with(bytes) { BlockParts.parts($0, count) } }
    }

    @Test(
        "a document in parts has the blocks of the whole",
        arguments: [
            "", "```\ncode that is never closed\n\n", "```\ncode\n```\n\n",
            "- item\n\n      ```\n      open in an item\n\n",
            "<!-- a comment\n\n", "<script>\n\n", "<div>\n\n", "Title\n=====\n\n", "> quoted\nlazy\n\n",
            "    indented\n\n",
            "- one\n  - two\n\n", "[link]: https://example.org\n\n", "| a | b |\n| --- | --- |\n| `1` | 2 |\n\n",
            "- [ ] task\n\n", "~~~\n\n# no heading\n\n~~~\n\n",
        ])
    func sameBlocks(piece: String) throws {
        for before in 0..<4 {
            let front = String(repeating: Self.paragraphs, count: before)
            let document = front + piece + String(repeating: Self.paragraphs, count: 4 - before)
            let whole = try blocks(document, parts: 1)
            for parts in 2...6 {
                let divided = try blocks(document, parts: parts)
                #expect(divided == whole, "\(before) before, \(parts) parts")
            }
        }
    }

    @Test("a document is divided before headings")
    func divides() throws {
        let made = try #require(parts(String(repeating: Self.paragraphs, count: 8), 3))
        #expect(made.count == 3)
        #expect(made.map(\.lines.lowerBound) == [0] + made.dropLast().map(\.lines.upperBound))
        #expect(made.dropFirst().allSatisfy { $0.blocks.first?.kind == .heading })
    }

    @Test("a document is not divided within code")
    func code() throws {
        let code = "```\n" + String(repeating: "\n# comment\n", count: 40) + "```\n\n"
        let made = try #require(parts(code + Self.paragraphs + code + Self.paragraphs, 8))
        #expect(made.count == 3)
    }

    @Test("what follows HTML that stays open over a heading is read at once")
    func openHTML() throws {
        let eight = String(repeating: Self.paragraphs, count: 8)
        let text = eight + "<!-- open\n\n" + eight
        let made = try #require(parts(text, 4))
        #expect(made.count == 2)
        #expect(made.last?.blocks.last?.kind == .html)
    }
}
