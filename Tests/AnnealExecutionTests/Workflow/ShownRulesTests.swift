import AnnealContext
import Testing

@testable import AnnealExecution

@Suite("Rules in requests")
struct ShownRulesTests {
    private func lines(_ word: String, _ count: Int) -> String {
        (1...count).map { "\(word) number \($0) holds always." }.joined(separator: "\n")
    }

    @Test("what fits is shown as it is, in its order")
    func whole() {
        let shown = ShownRules([("AGENTS.md", "One.\n"), ("a/AGENTS.md", "Two.\n")], tokens: 200)
        #expect(
            shown.text == """
                # Rules of this repository

                Where two of them differ, the later one holds.

                From `AGENTS.md`:

                One.


                From `a/AGENTS.md`:

                Two.

                """)
        #expect(shown.notes.isEmpty)
        #expect(ShownRules([]).text.isEmpty)
    }

    @Test("what is too long is cut at a line, says so, and stays within the room", arguments: [100, 150, 409])
    func cut(tokens: Int) {
        let shown = ShownRules([("AGENTS.md", lines("Rule", 400))], tokens: tokens)
        #expect(EstimatedTokens().count(shown.text) <= tokens)
        #expect(shown.text.contains("Rule number 1 holds always.\n"))
        #expect(shown.text.contains("lines found no room.)"))
        #expect(shown.notes.count == 1 && shown.notes[0].contains("of 400 lines"))
        #expect(!shown.text.contains("number 400"))
    }

    @Test("the cut is at a heading where one is near, and never within a block of code")
    func headings() {
        let begin = "# Style\n" + lines("Rule", 10) + "\n"
        let heading = ShownRules([("A.md", begin + "# Tests\n" + lines("Test", 400))], tokens: 150)
        #expect(heading.text.contains("Rule number 10") && !heading.text.contains("# Tests"))
        let code = ShownRules([("A.md", begin + "```sh\n" + lines("make", 400) + "\n```\n")], tokens: 150)
        #expect(code.text.contains("Rule number 10") && !code.text.contains("```"))
    }

    @Test("a long one does not push out a short one, whichever comes first")
    func shares() {
        for isFirst in [true, false] {
            let rules: [(path: String, text: String)] = [
                ("AGENTS.md", lines("Rule", 400)), ("a/AGENTS.md", "Cents are whole.\n"),
            ]
            let shown = ShownRules(isFirst ? rules : rules.reversed(), tokens: 200)
            #expect(shown.text.contains("Cents are whole.") && shown.text.contains("Rule number 1 holds"))
            #expect(EstimatedTokens().count(shown.text) <= 200)
        }
    }

    @Test("what has no room for a line is left out with a word")
    func none() {
        let shown = ShownRules([("AGENTS.md", String(repeating: "x", count: 4000))], tokens: 100)
        #expect(shown.text.isEmpty && shown.notes.count == 1)
    }
}
