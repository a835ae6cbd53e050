import AnnealFoundation
import Testing

@testable import AnnealModels

@Suite("Bodies for OpenAI-compatible servers")
struct OpenAIBodyTests {
    static let tool = ToolDefinition(
        name: "read", description: "Reads a file",
        parameters: ["type": "object", "properties": ["path": ["type": "string"]]])

    private func json(_ request: ChatRequest, _ flavour: OpenAIFlavour) throws -> String {
        try CanonicalJSON.string(OpenAIBody(request, model: "m", flavour: flavour, maximumTokens: 100))
    }

    @Test("llama.cpp's server gets grammar, slot, cache and the word to continue")
    func llama() throws {
        let request = ChatRequest(
            messages: [ChatMessage(.system, "s"), ChatMessage(.user, "u"), ChatMessage(.assistant, "def f(")],
            grammar: "root ::= \"x\"", temperature: 0.5, topP: 0.9, stop: ["END"], seed: 0xFFFF_FFFF_0000_0007, slot: 2)
        #expect(
            try json(request, .llamaCpp)
                == #"{"add_generation_prompt":false,"cache_prompt":true,"#
                + #""chat_template_kwargs":{"enable_thinking":false},"continue_final_message":true,"#
                + #""grammar":"root ::= \"x\"","id_slot":2,"max_tokens":100,"#
                + #""messages":[{"content":"s","role":"system"},{"content":"u","role":"user"},"#
                + #"{"content":"def f(","role":"assistant"}],"model":"m","return_progress":true,"seed":7,"stop":["END"],"#
                + #""stream":true,"stream_options":{"include_usage":true},"temperature":0.5,"top_p":0.9}"#)
    }

    @Test("OpenAI gets nothing that it does not know")
    func openAI() throws {
        let request = ChatRequest(
            messages: [
                ChatMessage(.user, "u"),
                ChatMessage(.assistant, "", toolCalls: [ToolCall(id: "c1", name: "read", arguments: "{}")]),
                ChatMessage(.tool, "text", toolCallID: "c1"),
            ], tools: [Self.tool], jsonSchema: ["type": "object", "properties": [:], "additionalProperties": false],
            grammar: "root ::= x", wantsLogProbabilities: true, slot: 1)
        #expect(
            try json(request, .openAI)
                == #"{"logprobs":true,"max_completion_tokens":100,"messages":[{"content":"u","role":"user"},"#
                + #"{"role":"assistant","tool_calls":[{"function":{"arguments":"{}","name":"read"},"id":"c1","#
                + #""type":"function"}]},{"content":"text","role":"tool","tool_call_id":"c1"}],"model":"m","#
                + #""response_format":{"json_schema":{"name":"answer","schema":{"additionalProperties":false,"#
                + #""properties":{},"type":"object"},"strict":true},"type":"json_schema"},"stream":true,"#
                + #""stream_options":{"include_usage":true},"temperature":0,"tools":[{"function":{"#
                + #""description":"Reads a file","name":"read","parameters":{"properties":{"path":{"type":"string"}},"#
                + #""type":"object"}},"type":"function"}],"top_logprobs":1}"#)
    }

    @Test("any other server gets the common part, without grammar and slot")
    func other() throws {
        let request = ChatRequest(messages: [ChatMessage(.user, "u")], grammar: "root ::= x", slot: 1)
        #expect(
            try json(request, .other)
                == #"{"max_tokens":100,"messages":[{"content":"u","role":"user"}],"model":"m","stream":true,"#
                + #""stream_options":{"include_usage":true},"temperature":0}"#)
    }

    @Test("a schema is strict only when its objects are closed everywhere")
    func closed() {
        let open: JSONValue = ["type": "object", "properties": ["a": ["type": "string"]]]
        let closed: JSONValue = [
            "type": "object", "properties": ["a": ["type": "string"]], "required": ["a"], "additionalProperties": false,
        ]
        #expect(!open.isClosedSchema)
        #expect(closed.isClosedSchema)
        #expect(!JSONValue.object(["type": "array", "items": open]).isClosedSchema)
    }
}
