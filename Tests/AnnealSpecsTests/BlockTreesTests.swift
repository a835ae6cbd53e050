import Testing

@testable import AnnealSpecs

@Suite("Parsing in parts")
struct BlockTreesTests {
    private static let paragraphs = "Text with `code`, a [link] and | bars.\n\n## Heading\n\nMore *text*.\n\n"

    private func blocks(_ markdown: String, parts: Int) throws -> String {
        let source = try BlockReader.read(SpecText(bytes: Array(markdown.utf8)), path: "a.md", parts: parts)
        return "\(source.blocks)\n\(source.spans)\n\(source.pieces)\n\(String(decoding: source.flat, as: UTF8.self))"
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
        let text = SpecText(bytes: Array(String(repeating: Self.paragraphs, count: 8).utf8))
        let trees = try #require(BlockTrees.parse(text, parts: 3))
        #expect(trees.count == 3)
        #expect(trees.map(\.lineBefore) == trees.map(\.lineBefore).sorted())
    }

    @Test("a document whose code stays open over a heading is parsed at once")
    func openCode() throws {
        let text = SpecText(bytes: Array(("```\n\n" + String(repeating: Self.paragraphs, count: 8)).utf8))
        let trees = try #require(BlockTrees.parse(text, parts: 3))
        #expect(trees.count == 1)
    }
}
