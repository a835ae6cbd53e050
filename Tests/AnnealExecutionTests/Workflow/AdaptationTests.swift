import AnnealTesting
import Testing

@testable import AnnealExecution

/// Answers that are right but for the form of what they return.
@Suite("Adapted answers", .tags(.integration))
struct AdaptationTests {
    private static let text = """
        # Distances

        One Python module, `numbers_.py`. Python 3.11.

        ## Requirements

        ### R1 Apart
        `apart(a: int, b: int) -> int` returns how far two numbers are apart.

        - `apart(2, 5)` returns `3`.
        - `apart(9, 5)` returns `4`.
        """

    private static func answer(_ expression: String, _ more: [String] = []) -> ScriptedAnswer {
        let texts = ([expression] + more).map { "```python\ndef apart(a, b):\n    \($0)\n```" }
        var answer = ScriptedAnswer(texts[0])
        answer.alternatives = Array(texts.dropFirst())
        return answer
    }

    private func run(_ answers: [ScriptedAnswer], confirms: Bool, without: String = "") async throws
        -> NumbersScene.Ended
    {
        try await NumbersScene.run(
            answers, text: Self.text,
            settings: [
                "workflow.mutations": "40", "workflow.confirm": "\(confirms)", "workflow.candidates": "2",
                "workflow.without": without,
            ])
    }

    @Test("the first answer's form is mended before the model is asked again")
    func first() async throws {
        let ended = try await run([Self.answer("return b - a")], confirms: false)
        #expect(ended.arms == ["generate-greedy-headed", "adapt"])
        #expect(ended.code.contains("return abs(b - a)"))
        #expect(ended.attempt.unmet == 0)
    }

    @Test("without the ideas behind it nothing is tried")
    func nothing() async throws {
        let ended = try await run(
            [Self.answer("return b - a"), Self.answer("return abs(a - b)", ["return abs(b - a)"])],
            confirms: false, without: "forms,templates")
        #expect(ended.arms == ["generate-greedy-headed", "generate-2-headed"])
    }

    @Test("answers that the same change makes right and that agree are no reason to doubt")
    func alike() async throws {
        let ended = try await run(
            [
                Self.answer("return b - a"), Self.answer("return a - b", ["d = b - a\n    return d"]),
                Self.answer("e = a - b\n    return e", ["f = b - a\n    return f"]),
            ], confirms: true)
        #expect(ended.attempt.unmet == 0)
        #expect(ended.attempt.doubt == nil)
        #expect(ended.attempt.notes.contains { $0.contains("small change") })
    }

    @Test("a changed answer that stands alone is doubted")
    func alone() async throws {
        let ended = try await run(
            [
                Self.answer("return b - a"), Self.answer("return a", ["return b"]),
                Self.answer("return a * b", ["return b * b"]),
            ], confirms: true)
        #expect(ended.attempt.unmet == 0)
        #expect(ended.attempt.doubt?.contains("small change") == true)
        // Of the batch after the first nothing passes, so that no third is asked for.
        #expect(ended.arms.filter { $0 == "generate-2-headed" }.count == 2)
    }
}
