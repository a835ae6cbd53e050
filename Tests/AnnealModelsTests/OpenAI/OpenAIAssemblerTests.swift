import AnnealFoundation
import Testing

@testable import AnnealModels

@Suite("Streams of OpenAI-compatible servers")
struct OpenAIAssemblerTests {
    private func assemble(_ events: [String]) throws -> AssembledAnswer {
        var assembler = OpenAIAssembler(model: "asked", place: "p")
        for event in events { _ = try assembler.take(ServerSentEvent(name: "message", data: event)) }
        return try assembler.answer()
    }

    @Test("text, reasoning, log probabilities and usage come together")
    func text() throws {
        var assembler = OpenAIAssembler(model: "asked", place: "p")
        var pieces: [ChatEvent] = []
        for data in [
            #"{"model":"served","choices":[{"delta":{"role":"assistant","content":null}}]}"#,
            #"{"choices":[{"delta":{"reasoning_content":"hm"}}]}"#,
            #"{"choices":[{"delta":{"content":"Hel"},"logprobs":{"content":[{"token":"Hel","logprob":-0.5}]}}]}"#,
            #"{"choices":[{"delta":{"content":"lo"},"finish_reason":"length"}]}"#,
            #"{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":4}}}"#,
            "[DONE]",
        ] { pieces += try assembler.take(ServerSentEvent(name: "message", data: data)) }
        #expect(pieces == [.reasoning("hm"), .text("Hel"), .text("lo")])
        #expect(assembler.isComplete)
        let response = try assembler.answer().response
        #expect(response.text == "Hello")
        #expect(response.model == "served")
        #expect(response.finishReason == .length)
        #expect(response.logProbabilities == [-0.5])
        #expect(response.usage == Usage(prompt: 9, cached: 4, generated: 2))
    }

    @Test("llama.cpp's timings give prompt, cached and generated tokens where usage does not")
    func timings() throws {
        let answer = try assemble([
            #"{"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}],"timings":{"cache_n":236,"prompt_n":1,"predicted_n":35}}"#
        ])
        #expect(answer.response.usage == Usage(prompt: 237, cached: 236, generated: 35))
    }

    @Test("fragments of parallel calls are put together by their index")
    func parallelCalls() throws {
        let answer = try assemble([
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"read","arguments":""}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"run","arguments":"{\"c\""}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"p\":"}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":":1}"}},{"index":0,"function":{"arguments":"2}"}}]}}]}"#,
            #"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#,
        ])
        #expect(
            answer.response.toolCalls == [
                ToolCall(id: "a", name: "read", arguments: "{\"p\":2}"),
                ToolCall(id: "b", name: "run", arguments: "{\"c\":1}"),
            ])
        #expect(answer.response.finishReason == .toolCalls)
    }

    @Test("calls without index or identifier, and arguments as an object, are understood")
    func sloppyCalls() throws {
        let answer = try assemble([
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":{"x":1}}},{"index":0,"id":"b","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"stop"}]}"#
        ])
        #expect(answer.response.toolCalls.map(\.arguments) == ["{\"x\":1}", "{}"])
        #expect(answer.response.finishReason == .toolCalls)
        let unnamed = try assemble([
            #"{"choices":[{"delta":{"tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}]}"#
        ])
        #expect(unnamed.response.toolCalls == [ToolCall(id: "call_0", name: "f", arguments: "{}")])
    }

    @Test("an answer in one piece is understood")
    func whole() throws {
        #expect(
            try assemble([#"{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}"#]).response.text == "hi")
    }

    @Test("a refusal, a filter, an error within the stream and a break have their codes")
    func failures() {
        func code(_ events: [String]) -> ModelError.Code? {
            do { _ = try assemble(events) } catch let error as ModelError { return error.code } catch {}
            return nil
        }
        #expect(code([#"{"choices":[{"delta":{"refusal":"no"}}]}"#]) == .refused)
        #expect(code([#"{"choices":[{"delta":{},"finish_reason":"content_filter"}]}"#]) == .refused)
        #expect(code([#"{"error":{"code":503,"message":"overloaded"}}"#]) == .overloaded)
        #expect(code([#"{"error":{"code":400,"type":"exceed_context_size_error","message":"x"}}"#]) == .contextOverflow)
        #expect(code([#"{"choices":[{"delta":{"content":"cut o"}}]}"#]) == .unreachable)
        #expect(code(["{nonsense"]) == .malformedAnswer)
    }
}
