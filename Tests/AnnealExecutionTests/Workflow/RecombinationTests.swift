import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("Functions of different answers put together", .tags(.integration))
struct RecombinationTests {
    /// A run of three answers, the first greedy, the others a batch; each of the batch gets another function right.
    private func run(without: String = "") async throws -> NumbersScene.Ended {
        try await NumbersScene.run(
            [
                NumbersScene.answer(twice: "x + 3", half: "x - 3"),
                NumbersScene.batch(
                    NumbersScene.answer(twice: "x * 2", half: "x"), NumbersScene.answer(twice: "x", half: "x // 2")),
            ], settings: ["workflow.candidates": "2", "workflow.without": without])
    }

    @Test("two answers that are right in another function each make one that is right in both")
    func combined() async throws {
        let ended = try await run()
        #expect(ended.code.contains("return x * 2"))
        #expect(ended.code.contains("return x // 2"))
        #expect(ended.attempt.unmet == 0)
        #expect(ended.arms.last == "recombine")
    }

    @Test("left out, one of the answers stays with what it fails")
    func leftOut() async throws {
        let ended = try await run(without: "recombination")
        #expect(ended.attempt.unmet == 2)
        #expect(!ended.arms.contains("recombine"))
    }

    @Test(
        "a call is the name as a word before a bracket",
        arguments: [
            ("half(2)", true), ("x.half(2)", true), ("behalf(2)", false), ("half_up(2)", false), ("half", false),
            ("half_up(half(3))", true),
        ])
    func calls(_ text: String, _ expected: Bool) {
        #expect(Recombination.call(text, calls: "half") == expected)
    }
}
