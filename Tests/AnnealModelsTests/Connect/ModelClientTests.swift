import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

/// Both clients against the mock server, over real connections.
@Suite("Clients over the wire", .timeLimit(.minutes(2)))
struct ModelClientTests {
    enum API: CaseIterable, Sendable { case openAI, anthropic }

    private func client(
        _ api: API, _ server: MockModelServer, key: String = "k", timeouts: ModelTimeouts = .remote,
        retry: RetryPolicy = RetryPolicy(clock: SkippingClock())
    ) throws -> any ChatModel {
        let configuration = RemoteModelConfiguration(model: "mock-1.5b", timeouts: timeouts, retry: retry)
        switch api {
        case .openAI:
            let address = try #require(URL(string: server.url))
            return OpenAIChatModel(
                baseURL: address, key: key, configuration: configuration)
        case .anthropic:
            let address = try #require(URL(string: server.anthropicURL))
            return AnthropicChatModel(
                baseURL: address, key: key, configuration: configuration)
        }
    }

    private func failure(_ operation: () async throws -> Void) async -> ModelError? {
        do {
            try await operation()
            return nil
        } catch { return error as? ModelError }
    }

    private static let hello = ChatRequest(messages: [ChatMessage(.user, "hello")])
    private static let path: [API: String] = [.openAI: "/v1/chat/completions", .anthropic: "/v1/messages"]

    @Test("an answer comes in pieces and with its usage", arguments: API.allCases)
    func answer(api: API) async throws {
        let script = ModelScript(answers: [
            ScriptedAnswer(
                "Good morning 🌍, world", reasoning: "hm",
                toolCalls: [
                    ToolCall(id: "a", name: "f", arguments: #"{"x":"é"}"#),
                    ToolCall(id: "b", name: "g", arguments: "{}"),
                ],
                usage: Usage(prompt: 50, cached: 30, generated: 7))
        ])
        try await withMockModelServer(script) { server in
            var text = ""
            var reasoning = ""
            var response: ChatResponse?
            for try await event in try client(api, server).stream(Self.hello) {
                switch event {
                case .text(let piece): text += piece
                case .reasoning(let piece): reasoning += piece
                case .alternative, .ended: Issue.record("a single answer was asked for")
                case .finished(let answer): response = answer
                }
            }
            #expect(text == "Good morning 🌍, world")
            #expect(reasoning == "hm")
            let answer = try #require(response)
            #expect(answer.text == text)
            #expect(answer.toolCalls.map(\.arguments) == [#"{"x":"é"}"#, "{}"])
            #expect(answer.usage.prompt == 50 && answer.usage.cached == 30 && answer.usage.generated == 7)
            #expect(answer.usage.requests == 1 && answer.usage.duration > .zero)
            let sent = try #require(server.requests(to: Self.path[api] ?? "").first)
            #expect(sent.headers["authorization"] == (api == .openAI ? "Bearer k" : nil))
            #expect(sent.headers["x-api-key"] == (api == .anthropic ? "k" : nil))
        }
    }

    @Test("too many requests are made again after the time that the server asks for", arguments: API.allCases)
    func retries(api: API) async throws {
        let script = ModelScript(answers: [
            ScriptedAnswer(fault: .status(429, retryAfter: "7", body: "")),
            ScriptedAnswer(fault: .status(529, retryAfter: nil, body: "{}")), "done",
        ])
        try await withMockModelServer(script) { server in
            let clock = SkippingClock()
            let retry = RetryPolicy(clock: clock, random: { 1 })
            let model = try client(api, server, retry: retry)
            #expect(try await model.respond(to: Self.hello).text == "done")
            #expect(clock.sleeps == [.seconds(8), .seconds(2)])
        }
    }

    @Test("a server that falls silent is a hang, and told from a slow one", arguments: API.allCases)
    func hang(api: API) async throws {
        let script = ModelScript(answers: [ScriptedAnswer("some words and more", fault: .stall(afterPieces: 1))])
        try await withMockModelServer(script) { server in
            let timeouts = ModelTimeouts(firstByte: .seconds(600), betweenPieces: .milliseconds(300))
            let error = await failure {
                _ = try await client(api, server, timeouts: timeouts).respond(to: Self.hello)
            }
            #expect(error?.code == .hung)
        }
        let slow = ModelScript(answers: [
            ScriptedAnswer("one two three four five", pieceLength: 4, delayBetweenPieces: .milliseconds(150))
        ])
        try await withMockModelServer(slow) { server in
            let timeouts = ModelTimeouts(firstByte: .seconds(20), betweenPieces: .seconds(10))
            let model = try client(api, server, timeouts: timeouts)
            #expect(try await model.respond(to: Self.hello).text == "one two three four five")
        }
    }

    @Test("a connection that breaks in the middle of an answer is asked once more", arguments: API.allCases)
    func broken(api: API) async throws {
        let script = ModelScript(answers: [
            ScriptedAnswer("some words and more", fault: .breakOff(afterPieces: 1)), "whole",
        ])
        try await withMockModelServer(script) { server in
            let model = try client(api, server)
            #expect(try await model.respond(to: Self.hello).text == "whole")
        }
    }

    @Test("pieces that make no sense are a malformed answer", arguments: API.allCases)
    func malformed(api: API) async throws {
        let script = ModelScript(answers: [ScriptedAnswer("some words and more", fault: .malformed(afterPieces: 1))])
        try await withMockModelServer(script) { server in
            let error = await failure { _ = try await client(api, server).respond(to: Self.hello) }
            #expect(error?.code == .malformedAnswer)
        }
    }

    @Test("a wrong key and an unknown model are told at once", arguments: API.allCases)
    func refused(api: API) async throws {
        try await withMockModelServer(ModelScript(answers: ["x"]), options: .init(key: "right")) { server in
            let error = await failure { _ = try await client(api, server, key: "wrong").respond(to: Self.hello) }
            #expect(error?.code == .unauthorized)
        }
        try await withMockModelServer(ModelScript(answers: ["x"]), options: .init(model: "another")) { server in
            let error = await failure { _ = try await client(api, server).respond(to: Self.hello) }
            #expect(error?.code == .unknownModel)
        }
    }

    @Test("a prompt that does not fit is an error before it is sent", arguments: API.allCases)
    func overflow(api: API) async throws {
        try await withMockModelServer(
            ModelScript(answers: ["x"]), options: .init(contextLength: 500, isLlamaCpp: api == .openAI)
        ) {
            server in
            let long = ChatRequest(messages: [ChatMessage(.user, String(repeating: "word ", count: 2000))])
            let error = await failure { _ = try await client(api, server).respond(to: long) }
            #expect(error?.code == .contextOverflow)
            #expect(server.requests(to: Self.path[api] ?? "").isEmpty)
        }
    }

    @Test("an answer is no longer than the context has room for")
    func room() async throws {
        try await withMockModelServer(ModelScript(answers: ["x"]), options: .init(contextLength: 1000)) { server in
            var request = Self.hello
            request.maximumTokens = 5000
            _ = try await client(.openAI, server).respond(to: request)
            let sent = server.requests(to: "/v1/chat/completions").first?.body["max_tokens"]?.intValue ?? 0
            #expect(sent > 900 && sent < 1000)
        }
    }

    @Test("ending the stream early ends the request", arguments: API.allCases)
    func early(api: API) async throws {
        let script = ModelScript(answers: [
            ScriptedAnswer(
                String(repeating: "word ", count: 4000), pieceLength: 5, delayBetweenPieces: .milliseconds(2))
        ])
        try await withMockModelServer(script) { server in
            for try await event in try client(api, server).stream(Self.hello) {
                if case .text = event { break }
            }
            for _ in 0..<500 where server.brokenAnswers == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(server.brokenAnswers == 1)
        }
    }

    @Test("cancelling the task ends the wait for a silent server", arguments: API.allCases)
    func cancelled(api: API) async throws {
        try await withMockModelServer(ModelScript(answers: [ScriptedAnswer("x", delay: .seconds(600))])) { server in
            let model = try client(api, server)
            let task = Task { try await model.respond(to: Self.hello) }
            for _ in 0..<500 where server.requests(to: Self.path[api] ?? "").isEmpty {
                try await Task.sleep(for: .milliseconds(10))
            }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test("an option that the model refuses is left out, also the next time")
    func refusedOption() async throws {
        let complaint = #"{"error":{"message":"Unsupported parameter: 'temperature' is not supported"}}"#
        let script = ModelScript(answers: [
            ScriptedAnswer(fault: .status(400, retryAfter: nil, body: complaint)), "done",
        ])
        try await withMockModelServer(script) { server in
            let model = try client(.openAI, server)
            #expect(try await model.respond(to: Self.hello).text == "done")
            #expect(try await model.respond(to: Self.hello).text == "done")
            let sent = server.requests(to: "/v1/chat/completions").map { $0.body["temperature"] != nil }
            #expect(sent == [true, false, false])
        }
    }

    @Test("nobody at the address is unreachable")
    func unreachable() async throws {
        let port = try await withMockModelServer(ModelScript(answers: [])) { $0.port }
        let model = OpenAIChatModel(
            baseURL: try #require(URL(string: "http://127.0.0.1:\(port)/v1")),
            configuration: RemoteModelConfiguration(retry: .never))
        #expect(await failure { _ = try await model.respond(to: Self.hello) }?.code == .unreachable)
    }
}
