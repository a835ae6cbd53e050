import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("Several answers at once")
struct AnswerBatchTests {
    private let loop = String(repeating: "The function returns the sum of the list.\n", count: 40)

    /// Plays a list of events, and never ends by itself.
    private struct Playing: ChatModel {
        let name = "playing"
        var events: [ChatEvent]

        func capabilities() async -> ModelCapabilities { ModelCapabilities(contextLength: 8192, parallelSlots: 4) }
        func countTokens(_ text: String) async -> TokenCount { TokenEstimate.upper(of: text) }
        func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            AsyncThrowingStream { reader in for event in events { reader.yield(event) } }
        }
    }

    private func request(_ count: Int) -> ChatRequest {
        ChatRequest(messages: [ChatMessage(.user, "x")], count: count)
    }

    @Test("what goes round is not waited for when the others are complete")
    func loops() async throws {
        let events: [ChatEvent] =
            [.text("def f(): pass"), .ended(0), .alternative(2, "def g(): pass")]
            + loop.split(separator: "\n").map { .alternative(1, $0 + "\n") } + [.ended(2)]
        let answer = try await Playing(events: events).respondCuttingLoops(to: request(3))
        #expect(answer.finishReason == .cut)
        #expect(answer.text == "def f(): pass")
        #expect(answer.alternatives.count == 2)
        #expect(answer.alternatives[0].utf8.count < 120)
        #expect(answer.alternatives[1] == "def g(): pass")
        #expect(answer.usage.generated > 30)
    }

    @Test("one that is much longer than complete ones is left out")
    func straggler() async throws {
        let words = (0..<400).map { ChatEvent.alternative(1, "word\($0 * 7919 % 1000) ") }
        let answer = try await Playing(events: [.text("short"), .ended(0)] + words).respondCuttingLoops(to: request(2))
        #expect(answer.text == "short")
        #expect(answer.alternatives.isEmpty)
    }

    @Test("one that is still open beside shorter ones is waited for")
    func patience() {
        let rest = (0..<60).map { ChatEvent.alternative(1, "word\($0) ") }
        #expect(!AnswerBatch.cuts([.text("short"), .ended(0)] + rest, count: 2))
        #expect(!AnswerBatch.cuts([.text("short"), .ended(0)] + rest + rest, count: 4), "too few are complete")
        #expect(AnswerBatch.cuts([.text(loop)], count: 1))
        #expect(!AnswerBatch.cuts([.text(loop)], count: 2))
    }

    @Test("a batch that was cut is in the recording as it was used")
    func recorded() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "c").path
            let events: [ChatEvent] =
                [.text("one"), .ended(0)] + loop.split(separator: "\n").map { .alternative(1, $0 + "\n") }
            let first = try CassetteModel(path: path, mode: .record, base: Playing(events: events))
            let cut = try await first.respondCuttingLoops(to: request(2))
            #expect(cut.finishReason == .cut)
            for _ in 0..<500 {
                if let text = try? String(contentsOfFile: path, encoding: .utf8), text.contains("pieces") { break }
                try await Task.sleep(for: .milliseconds(5))
            }
            let second = try CassetteModel(path: path, mode: .replay)
            let again = try await second.respondCuttingLoops(to: request(2))
            #expect(again.text == cut.text)
            #expect(again.alternatives == cut.alternatives)
        }
    }

    @Test("at the deadline the complete answers are taken, also from a recording")
    func deadline() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "c").path
            let events: [ChatEvent] = [.text("one"), .ended(0), .alternative(1, "half")]
            let first = try CassetteModel(path: path, mode: .record, base: Playing(events: events))
            let cut = try await first.respondCuttingLoops(to: request(2), until: .now)
            #expect(cut.text == "one")
            #expect(cut.alternatives.isEmpty)
            for _ in 0..<500 {
                if let text = try? String(contentsOfFile: path, encoding: .utf8), text.contains("pieces") { break }
                try await Task.sleep(for: .milliseconds(5))
            }
            let second = try CassetteModel(path: path, mode: .replay)
            #expect(try await second.respondCuttingLoops(to: request(2)).text == "one")
        }
    }

    @Test("the pieces of every answer are told with its number and its end")
    func assembled() throws {
        var assembler = OpenAIAssembler(model: "m", place: "p", answers: 2)
        let events = try [
            #"{"choices":[{"index":1,"delta":{"content":"b"}}]}"#,
            #"{"choices":[{"index":0,"delta":{"content":"a"}}]}"#,
            #"{"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}"#,
            #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
        ].flatMap { try assembler.take(ServerSentEvent(name: "message", data: $0)) }
        #expect(events == [.alternative(1, "b"), .text("a"), .ended(1), .ended(0)])
        #expect(try assembler.answer().response.alternatives == ["b"])
    }
}
