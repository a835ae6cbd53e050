internal import AnnealFoundation

/// The body of `POST /v1/messages`.
///
/// Source: Anthropic API reference "Create a Message".
struct AnthropicBody: WireBody, Hashable {
    var model: String
    var maxTokens: Int
    var stream: Bool? = true
    var system: [Block]?
    var messages: [Message]
    var tools: [Tool]?
    var temperature: Double?
    var topP: Double?
    var stopSequences: [String]?
    var outputConfig: OutputConfig?

    enum CodingKeys: String, CodingKey {
        case model, stream, system, messages, tools, temperature
        case maxTokens = "max_tokens"
        case topP = "top_p"
        case stopSequences = "stop_sequences"
        case outputConfig = "output_config"
    }

    struct Message: Encodable, Hashable {
        var role: String
        var content: [Block]
    }

    /// A block of a message: text, a call of a tool, or a tool's result.
    struct Block: Encodable, Hashable {
        var type: String
        var text: String?
        var id: String?
        var name: String?
        var input: JSONValue?
        var toolUseID: String?
        var content: String?
        var cacheControl: CacheControl?

        enum CodingKeys: String, CodingKey {
            case type, text, id, name, input, content
            case toolUseID = "tool_use_id"
            case cacheControl = "cache_control"
        }
    }

    struct CacheControl: Encodable, Hashable { var type = "ephemeral" }

    struct Tool: Encodable, Hashable {
        var name: String
        var description: String
        var inputSchema: JSONValue

        enum CodingKeys: String, CodingKey {
            case name, description
            case inputSchema = "input_schema"
        }
    }

    struct OutputConfig: Encodable, Hashable {
        var format: Format

        struct Format: Encodable, Hashable {
            var type = "json_schema"
            var schema: JSONValue
        }
    }

    static let dispensable = ["temperature", "top_p", "stop_sequences"]

    mutating func leaveOut(_ option: String) -> Bool {
        let before = self
        switch option {
        case "temperature": temperature = nil
        case "top_p": topP = nil
        case "stop_sequences": stopSequences = nil
        default: break
        }
        return self != before
    }
}

/// An event of the answer's stream; an answer in one piece is read as one, too.
struct AnthropicEvent: Decodable {
    var type: String
    var index: Int?
    var message: Message?
    var contentBlock: Block?
    var delta: Delta?
    var usage: Usage?
    var error: JSONValue?

    enum CodingKeys: String, CodingKey {
        case type, index, message, delta, usage, error
        case contentBlock = "content_block"
    }

    struct Message: Decodable {
        var model: String?
        var usage: Usage?
    }

    struct Block: Decodable {
        var type: String
        var id: String?
        var name: String?
        var text: String?
        var input: JSONValue?
    }

    struct Delta: Decodable {
        var text: String?
        var thinking: String?
        var partialJSON: String?
        var stopReason: String?

        enum CodingKeys: String, CodingKey {
            case text, thinking
            case partialJSON = "partial_json"
            case stopReason = "stop_reason"
        }
    }

    struct Usage: Decodable {
        var input: Int?
        var output: Int?
        var cacheRead: Int?
        var cacheWritten: Int?

        enum CodingKeys: String, CodingKey {
            case input = "input_tokens"
            case output = "output_tokens"
            case cacheRead = "cache_read_input_tokens"
            case cacheWritten = "cache_creation_input_tokens"
        }
    }
}
