internal import AnnealFoundation
internal import AnnealModels

/// The chunks of an OpenAI-compatible stream, in the shape that OpenAI and llama.cpp's server give them.
enum OpenAIMockWire: MockWire {
    static let unknownModel = "model_not_found"

    static func events(_ answer: ScriptedAnswer, _ response: ChatResponse, body: JSONValue) -> [MockEvent] {
        let wantsLogProbabilities = body["logprobs"] == .bool(true)
        var events = [chunk(response, ["role": "assistant", "content": .null])]
        if !answer.reasoning.isEmpty {
            events.append(chunk(response, ["reasoning_content": .string(answer.reasoning)]))
        }
        for piece in answer.pieces {
            let probabilities: JSONValue? =
                wantsLogProbabilities ? ["content": [["token": .string(piece), "logprob": -0.25]]] : nil
            events.append(
                chunk(response, ["content": .string(piece)], logProbabilities: probabilities, isPiece: true))
        }
        events += calls(response)
        events.append(chunk(response, [:], finish: finish(response)))
        events.append(
            MockEvent([
                "id": "chatcmpl-mock", "object": "chat.completion.chunk", "model": .string(response.model),
                "choices": [], "usage": usage(response.usage),
            ]))
        events.append(MockEvent(raw: "data: [DONE]\n\n"))
        return events
    }

    /// Calls side by side: first all names, then the halves of the arguments in turn.
    private static func calls(_ response: ChatResponse) -> [MockEvent] {
        let calls = response.toolCalls.enumerated()
        let heads = calls.map { index, call in
            chunk(
                response,
                [
                    "tool_calls": [
                        [
                            "index": .int(index), "id": .string(call.id), "type": "function",
                            "function": ["name": .string(call.name), "arguments": ""],
                        ]
                    ]
                ])
        }
        func part(_ index: Int, _ text: Substring) -> MockEvent {
            chunk(
                response,
                ["tool_calls": [["index": .int(index), "function": ["arguments": .string(String(text))]]]])
        }
        let first = calls.map { part($0, $1.arguments.prefix($1.arguments.count / 2)) }
        let second = calls.map { part($0, $1.arguments.dropFirst($1.arguments.count / 2)) }
        return heads + first + second
    }

    static func whole(_ response: ChatResponse, reasoning: String) -> JSONValue {
        var message: [String: JSONValue] = ["role": "assistant", "content": .string(response.text)]
        if !reasoning.isEmpty { message["reasoning_content"] = .string(reasoning) }
        if !response.toolCalls.isEmpty {
            message["tool_calls"] = .array(
                response.toolCalls.map { call in
                    [
                        "id": .string(call.id), "type": "function",
                        "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
                    ]
                })
        }
        return [
            "id": "chatcmpl-mock", "object": "chat.completion", "model": .string(response.model),
            "choices": [["index": 0, "message": .object(message), "finish_reason": .string(finish(response))]],
            "usage": usage(response.usage),
        ]
    }

    private static func chunk(
        _ response: ChatResponse, _ delta: JSONValue, finish: String? = nil, logProbabilities: JSONValue? = nil,
        isPiece: Bool = false
    ) -> MockEvent {
        var choice: [String: JSONValue] = [
            "index": 0, "delta": delta, "finish_reason": finish.map { .string($0) } ?? .null,
        ]
        choice["logprobs"] = logProbabilities
        return MockEvent(
            [
                "id": "chatcmpl-mock", "object": "chat.completion.chunk", "created": 1_700_000_000,
                "model": .string(response.model), "choices": [.object(choice)],
            ], isPiece: isPiece)
    }

    private static func finish(_ response: ChatResponse) -> String {
        switch response.finishReason {
        case .stop, .cut: "stop"
        case .length: "length"
        case .toolCalls: "tool_calls"
        }
    }

    private static func usage(_ usage: Usage) -> JSONValue {
        [
            "prompt_tokens": .int(usage.prompt.value), "completion_tokens": .int(usage.generated.value),
            "total_tokens": .int(usage.prompt.value + usage.generated.value),
            "prompt_tokens_details": ["cached_tokens": .int(usage.cached.value)],
        ]
    }
}
