import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealTelemetry
import AnnealTesting
import Synchronization
import Testing
import Tracing

@Suite("Spans of questions to a model")
struct ModelSpanTests {
    private final class Collection: SpanSink {
        private let kept = Mutex<[FinishedSpan]>([])
        var spans: [FinishedSpan] { kept.withLock { $0 } }
        func take(_ span: FinishedSpan) { kept.withLock { $0.append(span) } }
    }

    /// Fails each time.
    private struct Broken: ChatModel {
        let name = "broken"
        func capabilities() async throws -> ModelCapabilities { ModelCapabilities(contextLength: 100) }
        func countTokens(_ text: String) async throws -> TokenCount { 1 }
        func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            AsyncThrowingStream {
                throw ModelError(code: .overloaded, message: "no, says the secret", place: nil, remedy: nil)
            }
        }
    }

    /// Tells which header it was asked with, in a task that it starts.
    private struct Echo: ChatModel {
        let name = "echo"
        func capabilities() async throws -> ModelCapabilities { ModelCapabilities(contextLength: 100) }
        func countTokens(_ text: String) async throws -> TokenCount { 1 }
        func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            AsyncThrowingStream { reader in
                Task {
                    reader.yield(.finished(ChatResponse(text: TraceHeader.current ?? "none", model: "echo-1")))
                    reader.finish()
                }
            }
        }
    }

    private let request = ChatRequest(messages: [ChatMessage(.user, "a question that nobody else hears")])

    @Test("each question is one span with the tokens of the bill, whole or cut")
    func tokens() async throws {
        let collection = Collection()
        let meter = UsageMeter(
            ScriptedModel(answers: (0..<40).map { _ in ScriptedAnswer("some words here", pieceLength: 2) }),
            tracing: RunTracing(RunTracer([collection]), provider: "test"))
        for number in 0..<40 {
            if number % 2 == 0 {
                _ = try await meter.respond(to: request)
            } else {
                for try await _ in meter.stream(request) { break }
            }
        }
        #expect(collection.spans.count == 40)
        func sum(_ name: String) -> Int { collection.spans.compactMap { $0.attributes[name]?.intValue }.reduce(0, +) }
        #expect(sum(TelemetryName.outputTokens) == meter.usage.generated.value)
        #expect(sum(TelemetryName.inputTokens) == meter.usage.prompt.value)
        #expect(collection.spans.allSatisfy { $0.kind == .client && $0.attributes[TelemetryName.provider] == "test" })
        #expect(!"\(collection.spans)".contains("nobody"))
        #expect(!"\(collection.spans)".contains("words"))
    }

    @Test("a question that fails is a span that has failed, with the kind of error and not its words")
    func failing() async throws {
        let collection = Collection()
        let meter = UsageMeter(Broken(), tracing: RunTracing(RunTracer([collection])))
        await #expect(throws: ModelError.self) { () async throws -> Void in _ = try await meter.respond(to: request) }
        let span = try #require(collection.spans.first)
        #expect(collection.spans.count == 1)
        #expect(span.isFailure == true)
        #expect(span.attributes[TelemetryName.error] == .string(ModelError.Code.overloaded.rawValue))
        #expect(span.attributes[TelemetryName.outcome] == "failed")
        #expect(!"\(span)".contains("secret"))
    }

    @Test("what works on the answer knows the span's header, and nothing after it does")
    func header() async throws {
        let collection = Collection()
        let tracer = RunTracer([collection])
        let meter = UsageMeter(Echo(), tracing: RunTracing(tracer))
        let answer = try await tracer.withSpan("attempt") { _ in try await meter.respond(to: request) }
        let span = try #require(collection.spans.first { $0.name == "chat echo" })
        let attempt = try #require(collection.spans.first { $0.name == "attempt" })
        #expect(answer.text == span.reference.traceparent)
        #expect(span.parent == attempt.reference.span)
        #expect(span.attributes[TelemetryName.responseModel] == "echo-1")
        #expect(TraceHeader.current == nil)
        #expect(try await UsageMeter(Echo()).respond(to: request).text == "none")
    }
}
