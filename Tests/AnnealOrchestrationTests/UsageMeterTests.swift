import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealTesting
import Synchronization
import Testing

@Suite("Meter of a task")
struct UsageMeterTests {
    private let request = ChatRequest(messages: [ChatMessage(.user, "x")])

    @Test("an answer that was cut is on the bill, once")
    func cut() async throws {
        let loop = String(repeating: "The function returns the sum of the list.\n", count: 100)
        let whole = Usage(prompt: 3, generated: 4, requests: 1)
        let meter = UsageMeter(
            ScriptedModel(answers: [ScriptedAnswer(loop, pieceLength: 4), ScriptedAnswer("done", usage: whole)]))
        let answer = try await meter.respondCuttingLoops(to: request)
        #expect(answer.finishReason == .cut)
        #expect(meter.usage.requests == 1)
        #expect(meter.usage.generated >= 20)
        let before = meter.usage
        _ = try await meter.respondCuttingLoops(to: request)
        #expect(meter.usage.generated == before.generated + whole.generated)
        #expect(meter.usage.requests == 2)
    }

    @Test("who listens hears how many answers a request asked for")
    func answers() async throws {
        let heard = Mutex<[Int]>([])
        let meter = UsageMeter(
            ScriptedModel(answers: (0..<4).map { _ in ScriptedAnswer("some words") }),
            told: { _, answers in heard.withLock { $0.append(answers) } })
        _ = try await meter.respond(to: request)
        var three = request
        three.count = 3
        for try await _ in meter.stream(three) {}
        #expect(heard.withLock { $0 } == [1, 3])
    }

    @Test("an answer whose end comes while its reader leaves is counted once")
    func race() async throws {
        let meter = UsageMeter(
            ScriptedModel(answers: (0..<300).map { _ in ScriptedAnswer("some words", pieceLength: 2) }))
        for asked in 1...300 {
            for try await _ in meter.stream(request) { break }
            #expect(meter.usage.requests == asked)
        }
    }
}
