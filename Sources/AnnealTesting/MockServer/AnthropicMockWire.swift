internal import AnnealFoundation
internal import AnnealModels

/// The events of Anthropic's stream, in the shape that its API gives them.
enum AnthropicMockWire: MockWire {
    static let unknownModel = "not_found_error"

    static func events(_ answer: ScriptedAnswer, _ response: ChatResponse, body: JSONValue) -> [MockEvent] {
        var events = [
            event(
                "message_start",
                [
                    "message": [
                        "id": "msg_mock", "type": "message", "role": "assistant", "content": [],
                        "model": .string(response.model), "usage": usage(response.usage, output: 1),
                    ]
                ]), event("ping", [:]),
        ]
        var index = 0
        func block(_ start: JSONValue, _ deltas: [(JSONValue, Bool)]) {
            events.append(event("content_block_start", ["index": .int(index), "content_block": start]))
            for (delta, isPiece) in deltas {
                events.append(
                    event("content_block_delta", ["index": .int(index), "delta": delta], isPiece: isPiece))
            }
            events.append(event("content_block_stop", ["index": .int(index)]))
            index += 1
        }
        if !answer.reasoning.isEmpty {
            block(
                ["type": "thinking", "thinking": ""],
                [(["type": "thinking_delta", "thinking": .string(answer.reasoning)], false)])
        }
        if !answer.text.isEmpty {
            block(
                ["type": "text", "text": ""],
                answer.pieces.map { (["type": "text_delta", "text": .string($0)], true) })
        }
        for call in response.toolCalls {
            let half = call.arguments.count / 2
            let parts = [String(call.arguments.prefix(half)), String(call.arguments.dropFirst(half))]
            block(
                ["type": "tool_use", "id": .string(call.id), "name": .string(call.name), "input": [:]],
                parts.map { (["type": "input_json_delta", "partial_json": .string($0)], false) })
        }
        events.append(
            event(
                "message_delta",
                [
                    "delta": ["stop_reason": .string(stop(response)), "stop_sequence": .null],
                    "usage": ["output_tokens": .int(response.usage.generated.value)],
                ]))
        events.append(event("message_stop", [:]))
        return events
    }

    static func whole(_ response: ChatResponse, reasoning: String) -> JSONValue {
        var content: [JSONValue] = []
        if !response.text.isEmpty { content.append(["type": "text", "text": .string(response.text)]) }
        content += response.toolCalls.map { call in
            [
                "type": "tool_use", "id": .string(call.id), "name": .string(call.name),
                "input": (try? JSONValue(parsing: call.arguments)) ?? [:],
            ]
        }
        return [
            "id": "msg_mock", "type": "message", "role": "assistant", "model": .string(response.model),
            "content": .array(content), "stop_reason": .string(stop(response)),
            "usage": usage(response.usage, output: response.usage.generated.value),
        ]
    }

    private static func event(_ type: String, _ members: [String: JSONValue], isPiece: Bool = false) -> MockEvent {
        var members = members
        members["type"] = .string(type)
        return MockEvent(.object(members), name: type, isPiece: isPiece)
    }

    private static func stop(_ response: ChatResponse) -> String {
        switch response.finishReason {
        case .stop, .cut: "end_turn"
        case .length: "max_tokens"
        case .toolCalls: "tool_use"
        }
    }

    private static func usage(_ usage: Usage, output: Int) -> JSONValue {
        [
            "input_tokens": .int(usage.prompt.value - usage.cached.value), "output_tokens": .int(output),
            "cache_read_input_tokens": .int(usage.cached.value), "cache_creation_input_tokens": 0,
        ]
    }
}
