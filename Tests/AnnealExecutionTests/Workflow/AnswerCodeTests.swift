import Testing

@testable import AnnealExecution

@Suite("Code in answers")
struct AnswerCodeTests {
    @Test("the block that defines the wanted name wins over a longer one")
    func wantedName() {
        let answer = "```\nprint('a long usage example')\nprint('words')\n```\n```python\ndef g(): pass\n```"
        #expect(AnswerCode.find(in: answer, defining: ["def g"]) == "def g(): pass\n")
    }

    @Test("without a wanted name the longest block is taken")
    func longest() {
        let answer = "```\na\n```\n```\nlonger block\n```"
        #expect(AnswerCode.find(in: answer, defining: ["zzz"]) == "longer block\n")
    }

    @Test("a block that was cut off counts to the end")
    func unclosed() {
        #expect(AnswerCode.find(in: "Sure:\n```js\nlet a = 1", defining: []) == "let a = 1\n")
    }

    @Test("an answer without code gives nothing", arguments: ["", "I cannot do that.", "```\n\n```"])
    func none(answer: String) {
        #expect(AnswerCode.find(in: answer, defining: ["f"]) == nil)
    }
}
