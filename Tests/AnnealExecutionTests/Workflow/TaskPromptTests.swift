import AnnealContext
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

@Suite("Answers that go on from a beginning", .tags(.unit))
struct TaskPromptTests {
    private func prompt(
        _ name: String, _ signature: String, in path: String, _ criteria: String
    ) throws -> TaskPrompt {
        let text = """
            # Fines

            One module `\(path)`.

            ## Requirements

            ### R1 Fine
            \(criteria)
            """
        let specification = try SpecDocument(parsing: text, path: "spec.md")
        let interface = Interface(
            kind: .function, name: name, signature: signature, location: SourceLocation(line: 1))
        let task = PlanTask(
            id: "T001", title: "Fine", requirements: ["R1"], criteria: [], writes: [path], interfaces: [interface])
        let language = try #require(Languages.forFile(path: path))
        return TaskPrompt(
            specification: specification, task: task, requirements: specification.requirements, path: path,
            language: language, present: "", related: [], interfaces: [interface], checks: [], opensAnswer: true)
    }

    private static let criteria = """
        - `fine(days)` gives 25 cents for each day.
        - `fine(0)` returns `0`.
        """

    @Test("notes that a function was begun with, and those that the model added, are not in its code")
    func notes() throws {
        let prompt = try prompt("fine", "fine(days: int) -> int", in: "fines.py", Self.criteria)
        let opening = try #require(prompt.messages(style: .begun).last?.text)
        #expect(opening.contains("    # 2. "), "\(opening)")
        let answer = "    # 3. The code will be run\n    #    - `fine(0)`\n    # Days count.\n    return 25 * days\n```"
        let text = prompt.completed(answer, style: .begun)
        #expect(!text.contains("# 1.") && !text.contains("# 2.") && !text.contains("# 3.") && !text.contains("#    -"))
        #expect(
            text == """
                ```python
                def fine(days: int) -> int:
                    \"""Gives 25 cents for each day.\"""
                    # Days count.
                    return 25 * days
                ```
                """, "\(text)")
    }

    @Test("the same in JavaScript, whose functions have no documentation within") func javaScript() throws {
        let prompt = try prompt("fine", "fine(days)", in: "src/fines.mjs", Self.criteria)
        let opening = try #require(prompt.messages(style: .begun).last?.text)
        #expect(opening.contains("  // 2. "), "\(opening)")
        let text = prompt.completed("  // 3. Days.\n  return 25 * days;\n}\n```", style: .begun)
        #expect(text.hasSuffix("function fine(days) {\n  return 25 * days;\n}\n```"), "\(text)")
        #expect(!text.contains("// 1."))
    }

    @Test("what a function that takes a text apart was begun with stays") func readsText() throws {
        var prompt = try prompt(
            "split", "split(code: str) -> str", in: "codes.py",
            """
            `split(code: str) -> str` gives the letter of a code such as `K03`; anything else raises `ValueError`.

            - `split("K03")` returns `"K"`.
            - `split("03K")` raises `ValueError`.
            """)
        let shown = try #require(prompt.messages(style: .begun).last?.text)
        #expect(shown.hasSuffix("    if match is None:\n        raise ValueError("), "\(shown)")
        prompt.usesForm = false
        let opening = try #require(prompt.messages(style: .begun).last?.text)
        #expect(opening.hasSuffix("match = re.fullmatch(r\""), "\(opening)")
        #expect(prompt.completed("[A-Z]\", code)", style: .begun) == opening + "[A-Z]\", code)")
    }

    @Test("functions that may have to do with the task are named where a function is begun, others in every request")
    func callees() throws {
        var prompt = try prompt("fine", "fine(days: int) -> int", in: "fines.py", Self.criteria)
        let signature = "rate(days: int) -> int"
        let other = Interface(
            kind: .function, name: "rate", signature: signature, location: SourceLocation(line: 1))
        let isNamed = { (prompt: TaskPrompt, style: Workflow.Style) in
            prompt.messages(style: style)[1].text.contains("Call what exists where it helps: `\(signature)`")
        }
        #expect(!isNamed(prompt, .begun))
        prompt.existing = [other]
        #expect(isNamed(prompt, .begun) && !isNamed(prompt, .headed) && !isNamed(prompt, .direct))
        prompt.existing = []
        prompt.helpers = [other]
        #expect(isNamed(prompt, .begun) && isNamed(prompt, .headed) && isNamed(prompt, .direct))
    }

    @Test(
        "what a function is summed up with is about what it does",
        arguments: [
            ("`fine(days)` returns 25 cents for each day.", "Returns 25 cents for each day."),
            ("`fine(days)` in `lib/fines.py` returns 25 cents.", "Returns 25 cents."),
            ("System MUST offer `fine(days)` in `lib/fines.py`, which returns 25 cents.", "Returns 25 cents."),
            ("The system shall provide a function `fine(days)` that returns 25 cents.", "Returns 25 cents."),
            (
                "System MUST compute `fine(days)` in `fines.py` from whole days.",
                "Compute `fine(days)` from whole days."
            ),
            ("The module MUST raise, in `fine`, an error.", "Raise, in `fine`, an error."),
            (
                "WHEN a book is late THE SYSTEM SHALL charge 25 cents.",
                "WHEN a book is late THE SYSTEM SHALL charge 25 cents."
            ),
            ("`fine(days)` in `fines.py`.", "`fine(days)` in `fines.py`."),
        ])
    func summary(_ criterion: String, _ expected: String) throws {
        let prompt = try prompt("fine", "fine(days: int) -> int", in: "fines.py", "- \(criterion)")
        let function = try #require(prompt.function)
        let requirement = try #require(prompt.requirements.first)
        #expect(TaskPrompt.summary(of: function, in: requirement) == expected)
    }

    @Test(
        "a function's documentation has all sentences of its requirement, without examples",
        arguments: [
            (
                "`fine(days: int, rate: int) -> list` returns a list: the days, then the cents.",
                "Returns a list: the days, then the cents."
            ),
            (
                "`fine(days)` returns 25 cents for each day. A day counts when it has begun.",
                "Returns 25 cents for each day.\n\nA day counts when it has begun."
            ),
            (
                "`fine(days)` returns 25 cents a day.\n- A negative number raises `ValueError`: `fine(-1)`.\n- At most 900, e.g. for `40` days.",
                "Returns 25 cents a day.\n\nA negative number raises `ValueError`. At most 900, e.g. for `40` days."
            ),
            ("`fine(days)` returns cents.\n- `fine(2)` returns `50`.", "`fine(days)` returns cents."),
        ])
    func documentation(_ text: String, _ expected: String) throws {
        let prompt = try prompt("fine", "fine(days: int) -> int", in: "fines.py", "- \(text)")
        let function = try #require(prompt.function)
        let requirement = try #require(prompt.requirements.first)
        #expect(TaskPrompt.documentation(of: function, in: requirement) == expected)
    }

    @Test("of a docstring, what stands before its examples")
    func docstring() throws {
        let body = #"""
            ```python
            def fine(days):
                """ Say what a late book costs.
                25 cents a day.

                no more than 900, whatever comes.

                >>> fine(2)
                50
                Never mind this.
                """
            ```
            """#
        let prompt = try prompt("fine", "fine(days: int) -> int", in: "fines.py", body)
        let function = try #require(prompt.function)
        let requirement = try #require(prompt.requirements.first)
        #expect(
            TaskPrompt.documentation(of: function, in: requirement)
                == "Say what a late book costs.\n\n25 cents a day. no more than 900, whatever comes.")
    }
}
