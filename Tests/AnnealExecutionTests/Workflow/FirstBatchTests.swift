import AnnealTesting
import Testing

@testable import AnnealExecution

/// Several answers in the first request.
@Suite("The first request", .tags(.integration))
struct FirstBatchTests {
    private func run(
        _ settings: [String: String] = [:], timeLimit: Duration? = nil,
        halves: [String] = [String](repeating: "x // 2", count: 5)
    ) async throws -> NumbersScene.Ended {
        // One answer more than are asked for at once serves as the greedy one.
        let answers = halves.map { NumbersScene.answer(twice: "2 * x", half: $0) }
        var batch = answers[0]
        batch.alternatives = answers.dropFirst().prefix(3).map(\.text)
        var further = answers[4]
        further.alternatives = answers.prefix(3).map(\.text)
        let isBatch = settings["workflow.without"] == nil && (timeLimit ?? .seconds(100)) > .seconds(75)
        return try await NumbersScene.run(
            isBatch ? [batch, further] : [answers[4], batch],
            settings: ["workflow.confirm": "true", "workflow.candidates": "4"].merging(settings) { $1 },
            timeLimit: timeLimit)
    }

    @Test("asks for as many answers as are compared anyway, and that is all where they agree")
    func batch() async throws {
        let ended = try await run()
        #expect(ended.arms == ["generate-4-headed"])
        #expect(ended.attempt.unmet == 0)
        #expect(ended.attempt.doubt == nil)
        #expect(ended.code.contains("return x // 2"))
    }

    @Test("others are asked for where the first ones do not agree")
    func others() async throws {
        let ended = try await run(halves: ["x // 2", "int(x / 2) if x < 99 else 0", "x - 1", "x", "x // 2"])
        #expect(ended.arms.first == "generate-4-headed")
        #expect(ended.arms.count > 1)
        #expect(ended.code.contains("return x // 2"))
    }

    @Test(
        "asks for one answer without the idea, with little time, without a comparison, and with few answers at a time",
        arguments: [
            ["workflow.without": "batch"], ["workflow.confirm": "false", "workflow.without": "packing"],
            ["workflow.candidates": "3", "workflow.without": "packing"],
        ])
    func single(settings: [String: String]) async throws {
        #expect(try await run(settings).arms.first == "generate-greedy-headed")
    }

    @Test("asks for one answer where there is little time")
    func time() async throws {
        #expect(try await run(timeLimit: .seconds(60)).arms.first == "generate-greedy-headed")
        #expect(try await run(timeLimit: .seconds(90)).arms.first == "generate-4-headed")
    }
}
