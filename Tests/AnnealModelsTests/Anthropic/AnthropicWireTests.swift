import AnnealFoundation
import Testing

@testable import AnnealModels

@Suite("Anthropic's wire")
struct AnthropicWireTests {
    private func json(_ request: ChatRequest) throws -> String {
        try CanonicalJSON.string(AnthropicBody(request, model: "m", maximumTokens: 100))
    }

    @Test("system, cache marks, tools, parallel results and an answer to continue are written as the API wants")
    func body() throws {
        let request = ChatRequest(
            messages: [
                ChatMessage(.system, "rules", endsCachedPrefix: true), ChatMessage(.user, "u"),
                ChatMessage(
                    .assistant, "look",
                    toolCalls: [
                        ToolCall(id: "a", name: "read", arguments: #"{"p":1}"#),
                        ToolCall(id: "b", name: "read", arguments: "broken"),
                    ]), ChatMessage(.tool, "one", toolCallID: "a"), ChatMessage(.tool, "two", toolCallID: "b"),
                ChatMessage(.assistant, "so: \n"),
            ], tools: [ToolDefinition(name: "read", description: "d", parameters: ["type": "object"])],
            temperature: 0.5, stop: ["END"], seed: 3)
        #expect(
            try json(request)
                == #"{"max_tokens":100,"messages":[{"content":[{"text":"u","type":"text"}],"role":"user"},"#
                + #"{"content":[{"text":"look","type":"text"},{"id":"a","input":{"p":1},"name":"read","type":"tool_use"},"#
                + #"{"id":"b","input":{},"name":"read","type":"tool_use"}],"role":"assistant"},"#
                + #"{"content":[{"content":"one","tool_use_id":"a","type":"tool_result"},"#
                + #"{"content":"two","tool_use_id":"b","type":"tool_result"}],"role":"user"},"#
                + #"{"content":[{"text":"so:","type":"text"}],"role":"assistant"}],"model":"m","#
                + #""stop_sequences":["END"],"stream":true,"#
                + #""system":[{"cache_control":{"type":"ephemeral"},"text":"rules","type":"text"}],"temperature":0.5,"#
                + #""tools":[{"description":"d","input_schema":{"type":"object"},"name":"read"}]}"#)
    }

    @Test("no more cache marks are written than the API takes, and the last ones stay")
    func marks() throws {
        let messages = (0..<6).map { ChatMessage($0 % 2 == 0 ? .user : .assistant, "\($0)", endsCachedPrefix: true) }
        let body = AnthropicBody(ChatRequest(messages: messages), model: "m", maximumTokens: 1)
        #expect(body.messages.map { $0.content[0].cacheControl != nil } == [false, false, true, true, true, true])
    }

    @Test("a schema is asked for with its objects closed")
    func schema() throws {
        let request = ChatRequest(messages: [ChatMessage(.user, "u")], jsonSchema: ["type": "object"])
        #expect(
            try json(request).contains(
                #""output_config":{"format":{"schema":{"additionalProperties":false,"type":"object"},"type":"json_schema"}}"#
            ))
    }

    @Test("a stream with thinking, text, two calls and the cache is put together")
    func stream() throws {
        var assembler = AnthropicAssembler(model: "asked", place: "p")
        var pieces: [ChatEvent] = []
        for data in [
            #"{"type":"message_start","message":{"model":"served","usage":{"input_tokens":5,"cache_read_input_tokens":100,"cache_creation_input_tokens":20,"output_tokens":1}}}"#,
            #"{"type":"ping"}"#, #"{"type":"something_new","index":"?"}"#.replacing("\"?\"", with: "0"),
            #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"x"}}"#,
            #"{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}"#,
            #"{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}}"#,
            #"{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}"#,
            #"{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"b","name":"g","input":{}}}"#,
            #"{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"y\":"}}"#,
            #"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"x\":1}"}}"#,
            #"{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"2}"}}"#,
            #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":42}}"#,
            #"{"type":"message_stop"}"#,
        ] { pieces += try assembler.take(ServerSentEvent(name: "x", data: data)) }
        #expect(pieces == [.reasoning("hm"), .text("Hi")])
        #expect(assembler.isComplete)
        let answer = try assembler.answer()
        #expect(answer.cacheWritten == 20)
        #expect(answer.response.usage == Usage(prompt: 125, cached: 100, generated: 42))
        #expect(answer.response.finishReason == .toolCalls)
        #expect(
            answer.response.toolCalls == [
                ToolCall(id: "a", name: "f", arguments: "{\"x\":1}"),
                ToolCall(id: "b", name: "g", arguments: "{\"y\":2}"),
            ])
    }

    @Test("refusal, overload within the stream and a break have their codes")
    func failures() {
        func code(_ events: [String]) -> ModelError.Code? {
            var assembler = AnthropicAssembler(model: "m", place: "p")
            do {
                for event in events { _ = try assembler.take(ServerSentEvent(name: "x", data: event)) }
                _ = try assembler.answer()
            } catch { return error.code }
            return nil
        }
        #expect(code([#"{"type":"message_delta","delta":{"stop_reason":"refusal"}}"#]) == .refused)
        #expect(code([#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#]) == .overloaded)
        #expect(code([#"{"type":"content_block_delta","index":0,"delta":{"text":"x"}}"#]) == .unreachable)
        #expect(code(["nonsense"]) == .malformedAnswer)
    }
}
