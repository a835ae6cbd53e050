import AnnealContext
import AnnealFoundation
import AnnealSpecs
import Testing

@testable import AnnealExecution

@Suite("Hints: checks without evidence")
struct HintTests {
    private func requirement(_ body: String) throws -> Requirement {
        let text =
            "# Tool\n\nOne module, `tool.py`. Python 3.11.\n\n### R1 Read\n`read(text: str) -> int` reads.\n\n\(body)\n"
        return try #require(try SpecDocument(parsing: text, path: "spec.md").requirements.first)
    }

    private func short(_ check: Check) -> String {
        switch check.example.expectation {
        case .value(let value): "\(check.example.call) = \(value)"
        case .error(let type, _): "\(check.example.call) ! \(type ?? "")"
        case .output: check.example.call
        }
    }

    @Test("damaged texts are tried where another form has to raise an error")
    func badForms() throws {
        let found = try requirement("- `read(\"1:30\")` returns `90`.\n- Text of another form raises `ValueError`.")
        let checks = BadFormChecks.checks(of: found)
        #expect(
            checks.map(short) == [
                "read(\"\") ! ValueError", "read(\"1:30!\") ! ValueError", "read(\"!1:30\") ! ValueError",
            ])
        #expect(checks.allSatisfy { $0.criterion == found.criteria.last?.id })
        #expect(Set(checks.map(\.id)).count == 3)
    }

    @Test(
        "no text is damaged without a sentence about other forms, an error's name, or a text with a form",
        arguments: [
            "- `read(\"1:30\")` returns `90`.\n- Too large a number raises `ValueError`.",
            "- `read(\"1:30\")` returns `90`.\n- Text of another form gives 0.",
            "- `read(\"word\")` returns `4`.\n- Text of another form raises `ValueError`.",
            "- `read(\"1:30\", 2)` returns `90`.\n- Text of another form raises `ValueError`.",
        ])
    func noForms(body: String) throws {
        #expect(BadFormChecks.checks(of: try requirement(body)).isEmpty)
    }

    @Test("a damaged text within a list is tried where invalid ones are left out")
    func tolerance() throws {
        let body = "- `count([\"a1\", \"b2\"], 3)` returns `2`.\n- Invalid texts are not counted, and raise nothing."
        let found = try requirement(body)
        let checks = BadFormChecks.toleranceChecks(of: found, language: "python")
        #expect(checks.map(short) == ["isinstance(count([\"a1\", \"b2\", \"!b2\"], 3), object) = True"])
        #expect(BadFormChecks.toleranceChecks(of: found, language: "swift").isEmpty)
        let other = try requirement("- `count([\"a1\"])` returns `1`.\n- Invalid texts raise `ValueError`.")
        #expect(BadFormChecks.toleranceChecks(of: other, language: "python").isEmpty)
    }

    @Test("a model's calls are read with what it expects, other lines are left out")
    func suggestions() {
        let answer = """
            ```python
            double(2)  # => 4
            double(2)  # => 5
            double(-1)  # raises ValueError
            print("nothing of this task")
            other(1)  # => 2
            double(
            ```
            """
        let checks = SuggestedChecks.read(answer, language: "python", criterion: "R1.1", calling: ["double"])
        #expect(checks.map(short) == ["double(2) = 4", "double(-1) ! ValueError"])
        #expect(SuggestedChecks.read("no code", language: "python", criterion: "R1.1", calling: []).isEmpty)
    }

    @Test("a model's tests are read, each with its own variables and assertions")
    func suggestedTests() {
        let python = """
            def test_1():
                numbers = [
                    1,
                    2,
                ]
                result = total(numbers)
                assert result == 3
                assert total([]) == 0, "nothing"

            def test_2():
                with pytest.raises(ValueError):
                    total(None)

            def test_3():
                text = \"\"\"a "b"
                c\"\"\"
                assert total(text) is None
            """
        let checks = SuggestedChecks.read(python, language: "python", criterion: "R1.1", calling: ["total"])
        #expect(checks.map(short) == ["result = 3", "total([]) = 0", "total(None) ! ValueError", "total(text) = None"])
        #expect(checks.map(\.example.setup.count) == [2, 0, 0, 1])
        let script = """
            test("1", async () => {
              const cue = { start: 1 };
              assert.deepStrictEqual(total(cue, 2), { start: 3 });
            });
            test("2", () => {
              assert.throws(() => total(null));
              expect(total({ start: 9 }, 1)).toEqual({ start: 10 });
            });
            """
        let other = SuggestedChecks.read(script, language: "javascript", criterion: "R1.1", calling: ["total"])
        #expect(
            other.map(short) == [
                "total(cue, 2) = { start: 3 }", "total(null) ! ", "total({ start: 9 }, 1) = { start: 10 }",
            ])
    }

    @Test("hints order answers that are equal otherwise, and checks come first")
    func order() {
        func candidate(passed: Int, missed: Int) -> Candidate {
            var candidate = Candidate(index: 0, arm: "a", files: [:], code: "")
            candidate.outcomes = (0..<passed).map { TestOutcome(name: "t\($0)", status: .passed, detail: "") }
            candidate.hints = (0..<missed).map { TestOutcome(name: "h\($0)", status: .failed, detail: "") }
            candidate.regressionsChecked = true
            return candidate
        }
        #expect(candidate(passed: 1, missed: 0).isBetter(than: candidate(passed: 1, missed: 1)))
        #expect(candidate(passed: 2, missed: 1).isBetter(than: candidate(passed: 1, missed: 0)))
        #expect(candidate(passed: 1, missed: 1).isSound)
        #expect(!candidate(passed: 1, missed: 1).isComplete)
    }
}
