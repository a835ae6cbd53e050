import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealModels

@Suite("Answers that go round in circles")
struct RepetitionTests {
    /// Bytes of the text after which a reader would have cut it; `nil` when never.
    private func cutAt(_ text: String, piece: Int = 4) -> Int? {
        var detector = RepetitionDetector()
        var read = 0
        var rest = text[...]
        while !rest.isEmpty {
            let next = String(rest.prefix(piece))
            rest = rest.dropFirst(piece)
            read += next.utf8.count
            if detector.take(next) { return read }
        }
        return nil
    }

    private let start =
        "def solve(items):\n    total = 0\n    for item in items:\n        total += item\n    return total\n\n"

    @Test(
        "loops are noticed soon",
        arguments: [
            "The function returns the sum of the list.\n", "assert solve([1, 2]) == 3\n",
            "I think that we should first check the input, then compute. ", "return total\n    return total\n    ",
            "def helper(value):\n    if value is None:\n        return None\n    return value.strip().lower()\n\n",
        ])
    func loops(block: String) throws {
        let cut = try #require(cutAt(start + String(repeating: block, count: 60)))
        // Fifty tokens are about two hundred bytes; a long block has to come three times.
        #expect(cut - start.utf8.count <= max(224, 3 * block.utf8.count + 32))
    }

    @Test("a few lines in changing order are a loop, too")
    func loose() {
        var random = SplitMix64(seed: 3)
        let lines = [
            "self.assertEqual(value, other)\n", "self.assertTrue(result.is_valid)\n", "self.check_everything(result)\n",
        ]
        let text = (0..<60).map { _ in lines[Int.random(in: 0..<3, using: &random)] }.joined()
        #expect(cutAt(start + text) != nil)
    }

    @Test("tables, grids, rules, blank lines and lists of literals are left alone")
    func legitimate() {
        let table = (1...40).map { "| item \($0) | \($0 * 7 % 13) | yes |\n" }.joined()
        let grid = String(repeating: "[0, 0, 0, 0, 0, 0, 0, 0, 0],\n", count: 9)
        let cases = (1...30).map { "    (\($0), \($0 * $0)),\n" }.joined()
        let tests = (1...30).map { "def test_case_\($0)():\n    assert square(\($0)) == \($0 * $0)\n\n" }.joined()
        let cells = String(repeating: "<td></td>", count: 12)
        let nulls = String(repeating: "null, ", count: 20)
        let braces = String(repeating: "    }\n", count: 6)
        let rule = String(repeating: "-", count: 120) + "\n" + String(repeating: "=", count: 120)
        for text in [table, grid, cases, tests, cells, nulls, braces, rule, String(repeating: "\n", count: 40)] {
            #expect(cutAt(start + text + start) == nil, "\(text.prefix(60))")
        }
    }

    @Test("a long line with nothing but its number new is a loop; rows of data are not")
    func counted() throws {
        let list = (1...40).map {
            "    # \($0). Given a log with the line that is left open, when it is parsed, then it is skipped.\n"
        }
        let cut = try #require(cutAt(start + list.joined()))
        #expect(cut - start.utf8.count <= 7 * list[0].utf8.count)
        let calls = (10...60).map { "    assert platform_of(table, \"10\($0)\") == \"NORTH\"\n" }
        let late = try #require(cutAt(start + calls.joined()))
        #expect(late - start.utf8.count <= 10 * calls[0].utf8.count)
        let words = ["apple", "bread", "cheese", "dates", "eggs", "flour", "grapes", "honey"]
        let rows = words.enumerated().map {
            "    {\"number\": \($0), \"name\": \"\($1)\", \"category\": \"food\", \"price\": \($0 * 3)},\n"
        }
        #expect(cutAt(start + rows.joined() + start) == nil)
    }

    @Test("even numbers without end are cut at last")
    func endless() {
        #expect(cutAt(String(repeating: "0, ", count: 2000)) != nil)
        #expect(cutAt(String(repeating: "\n", count: 3000)) != nil)
    }

    @Test("random text is never cut and never crashes")
    func fuzz() {
        var random = SplitMix64(seed: 11)
        let alphabet = Array("abcdefghij klmnop\n(){}=é🌍0123456789")
        for _ in 0..<40 {
            let text = String((0..<3000).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
            #expect(cutAt(text, piece: Int.random(in: 1...40, using: &random)) == nil)
        }
    }

    @Test("a cut answer keeps the first copy, says so, and has an estimated usage")
    func answer() async throws {
        let block = "The function returns the sum of the list.\n"
        let model = ScriptedModel(answers: [
            ScriptedAnswer(start + String(repeating: block, count: 100), pieceLength: 4)
        ])
        let request = ChatRequest(messages: [ChatMessage(.user, "x")])
        let answer = try await model.respondCuttingLoops(to: request)
        #expect(answer.finishReason == .cut)
        #expect(answer.text.hasPrefix(start))
        #expect(answer.text.utf8.count < start.utf8.count + 2 * block.utf8.count)
        #expect(answer.usage.generated > 20 && answer.usage.generated < 200)
        #expect(answer.usage.requests == 1)
    }

    @Test("an answer without a loop comes as it is")
    func untouched() async throws {
        let usage = Usage(prompt: 3, generated: 4, requests: 1)
        let model = ScriptedModel(answers: [ScriptedAnswer(start, usage: usage)])
        let answer = try await model.respondCuttingLoops(to: ChatRequest(messages: [ChatMessage(.user, "x")]))
        #expect(answer.text == start)
        #expect(answer.finishReason == .stop)
        #expect(answer.usage == usage)
    }
}
