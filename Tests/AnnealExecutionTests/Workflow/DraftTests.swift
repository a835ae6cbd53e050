import AnnealModels
import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("Drafts of a smaller model", .tags(.integration))
struct DraftTests {
    private static let right = NumbersScene.answer(twice: "x * 2")
    private static let wrong = NumbersScene.answer(twice: "x + 3")

    /// What a run leaves whose drafts come two at a time.
    private func run(
        _ answers: [ScriptedAnswer], text: String = NumbersScene.text, confirms: Bool = false, slots: Int? = 2
    ) async throws -> NumbersScene.Ended {
        try await NumbersScene.run(
            answers, text: text, draftSlots: slots, settings: ["workflow.confirm": "\(confirms)"])
    }

    @Test("a draft that passes every check is taken, and the model is not asked")
    func solved() async throws {
        let ended = try await run([NumbersScene.batch(Self.wrong, Self.right)])
        #expect(ended.tiers == [.draft])
        #expect(ended.attempt.unmet == 0)
        #expect(ended.code.contains("x * 2"))
    }

    @Test("what drafts do not solve goes to the model")
    func unsolved() async throws {
        let ended = try await run([
            NumbersScene.batch(Self.wrong, NumbersScene.answer(twice: "x")), Self.right,
        ])
        #expect(ended.tiers == [.draft, nil])
        #expect(ended.attempt.unmet == 0)
    }

    @Test("a draft alone is compared with an answer of the model")
    func compared() async throws {
        let ended = try await run(
            [NumbersScene.batch(Self.wrong, Self.right), NumbersScene.answer(twice: "x + x")], confirms: true)
        #expect(ended.tiers == [.draft, nil])
        #expect(ended.attempt.doubt == nil)
    }

    @Test("without checks, or without a smaller model, there is no draft")
    func none() async throws {
        let lines = NumbersScene.text.split(separator: "\n", omittingEmptySubsequences: false)
        let bare = lines.filter { !$0.hasPrefix("- ") }.joined(separator: "\n")
        #expect(try await run([Self.right], text: bare).tiers.first == .some(nil))
        #expect(try await run([Self.right], slots: nil).tiers == [nil])
    }

    @Test("a smaller model that cannot be reached is done without, and the report says so")
    func unreachable() async throws {
        let ended = try await run([
            ScriptedAnswer(error: ModelError(code: .unreachable, message: "nobody answers")), Self.right,
        ])
        #expect(ended.tiers == [.draft, nil])
        #expect(ended.attempt.unmet == 0)
        #expect(ended.attempt.notes.contains("no draft: nobody answers"))
    }
}
