internal import AnnealFoundation
internal import AnnealModels

extension ScriptedAnswer: Decodable {
    private enum CodingKeys: String, CodingKey {
        case text, reasoning, toolCalls, finishReason, usage, pieceLength, delay, delayBetweenPieces
        case status, retryAfter, body, stallAfter, breakAfter, malformedAfter
    }

    private struct Call: Decodable {
        var id: String?
        var name: String
        var arguments: JSONValue?
    }

    private struct Tokens: Decodable {
        var prompt: Int?
        var cached: Int?
        var generated: Int?
    }

    /// Reads a text, or an object with the members of an answer; durations are seconds. An object may also have
    /// `status` with `retryAfter` and `body`, or one of `stallAfter`, `breakAfter`, `malformedAfter` in pieces.
    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self.init(text)
            return
        }
        let members = try decoder.container(keyedBy: CodingKeys.self)
        func optional<Value: Decodable>(_ key: CodingKeys, as type: Value.Type = Value.self) throws -> Value? {
            try members.decodeIfPresent(Value.self, forKey: key)
        }
        let calls = try optional(.toolCalls, as: [Call].self) ?? []
        self.init(
            try optional(.text) ?? "", reasoning: try optional(.reasoning) ?? "",
            toolCalls: calls.enumerated().map { number, call in
                ToolCall(
                    id: call.id ?? "call_\(number)", name: call.name,
                    arguments: call.arguments?.stringValue
                        ?? call.arguments.flatMap { try? CanonicalJSON.string($0) } ?? "{}")
            },
            finishReason: try optional(.finishReason),
            usage: try optional(.usage, as: Tokens.self).map { tokens in
                Usage(
                    prompt: TokenCount(tokens.prompt ?? 0), cached: TokenCount(tokens.cached ?? 0),
                    generated: TokenCount(tokens.generated ?? 0))
            },
            pieceLength: try optional(.pieceLength) ?? 8,
            delay: .seconds(try optional(.delay, as: Double.self) ?? 0),
            delayBetweenPieces: .seconds(try optional(.delayBetweenPieces, as: Double.self) ?? 0))
        if let status = try optional(.status, as: Int.self) {
            fault = .status(status, retryAfter: try optional(.retryAfter), body: try optional(.body) ?? "")
        } else if let pieces = try optional(.stallAfter, as: Int.self) {
            fault = .stall(afterPieces: pieces)
        } else if let pieces = try optional(.breakAfter, as: Int.self) {
            fault = .breakOff(afterPieces: pieces)
        } else if let pieces = try optional(.malformedAfter, as: Int.self) {
            fault = .malformed(afterPieces: pieces)
        }
    }
}
