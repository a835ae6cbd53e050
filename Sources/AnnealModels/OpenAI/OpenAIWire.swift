internal import AnnealFoundation

/// The body of `POST /v1/chat/completions`, with the extensions of llama.cpp's server and vLLM.
///
/// Source: OpenAI API reference "Create chat completion"; llama.cpp `tools/server/README.md`.
struct OpenAIBody: WireBody, Hashable {
    var model: String
    var messages: [Message]
    var stream = true
    var streamOptions: StreamOptions? = StreamOptions()
    var maxTokens: Int?
    var maxCompletionTokens: Int?
    var temperature: Double?
    var topP: Double?
    var stop: [String]?
    var seed: Int?
    var n: Int?
    var logprobs: Bool?
    var topLogprobs: Int?
    var tools: [Tool]?
    var responseFormat: ResponseFormat?
    // llama.cpp's server alone.
    var grammar: String?
    var idSlot: Int?
    var cachePrompt: Bool?
    var returnProgress: Bool?
    var chatTemplateKwargs: JSONValue?
    // llama.cpp's server and vLLM.
    var continueFinalMessage: Bool?
    var addGenerationPrompt: Bool?

    enum CodingKeys: String, CodingKey {
        case model, messages, stream, temperature, stop, seed, n, logprobs, tools, grammar
        case streamOptions = "stream_options"
        case maxTokens = "max_tokens"
        case maxCompletionTokens = "max_completion_tokens"
        case topP = "top_p"
        case topLogprobs = "top_logprobs"
        case responseFormat = "response_format"
        case idSlot = "id_slot"
        case cachePrompt = "cache_prompt"
        case returnProgress = "return_progress"
        case chatTemplateKwargs = "chat_template_kwargs"
        case continueFinalMessage = "continue_final_message"
        case addGenerationPrompt = "add_generation_prompt"
    }

    struct StreamOptions: Encodable, Hashable {
        var includeUsage = true
        enum CodingKeys: String, CodingKey { case includeUsage = "include_usage" }
    }

    struct Message: Encodable, Hashable {
        var role: String
        var content: String?
        var toolCalls: [Call]?
        var toolCallID: String?

        enum CodingKeys: String, CodingKey {
            case role, content
            case toolCalls = "tool_calls"
            case toolCallID = "tool_call_id"
        }

        struct Call: Encodable, Hashable {
            var id: String
            var type = "function"
            var function: Function
        }

        struct Function: Encodable, Hashable {
            var name: String
            var arguments: String
        }
    }

    struct Tool: Encodable, Hashable {
        var type = "function"
        var function: Function

        struct Function: Encodable, Hashable {
            var name: String
            var description: String
            var parameters: JSONValue
        }
    }

    struct ResponseFormat: Encodable, Hashable {
        var type = "json_schema"
        var jsonSchema: Schema

        enum CodingKeys: String, CodingKey {
            case type
            case jsonSchema = "json_schema"
        }

        struct Schema: Encodable, Hashable {
            var name = "answer"
            var strict: Bool
            var schema: JSONValue
        }
    }

    static let dispensable = [
        "temperature", "top_p", "seed", "stop", "logprobs", "top_logprobs", "stream_options", "max_tokens",
        "return_progress", "continue_final_message", "add_generation_prompt", "chat_template_kwargs",
    ]

    mutating func leaveOut(_ option: String) -> Bool {
        let before = self
        switch option {
        case "temperature": temperature = nil
        case "top_p": topP = nil
        case "seed": seed = nil
        case "stop": stop = nil
        case "logprobs", "top_logprobs":
            logprobs = nil
            topLogprobs = nil
        case "stream_options": streamOptions = nil
        case "max_tokens":
            // Newer models of OpenAI know it by another name only.
            maxCompletionTokens = maxTokens ?? maxCompletionTokens
            maxTokens = nil
        case "return_progress": returnProgress = nil
        case "continue_final_message", "add_generation_prompt":
            continueFinalMessage = nil
            addGenerationPrompt = nil
        case "chat_template_kwargs": chatTemplateKwargs = nil
        default: break
        }
        return self != before
    }
}

/// A chunk of the answer's stream; an answer in one piece has `message` in the place of `delta`.
struct OpenAIChunk: Decodable {
    var model: String?
    var choices: [Choice]?
    var usage: Usage?
    var timings: Timings?
    var error: JSONValue?

    struct Choice: Decodable {
        var index: Int?
        var delta: Delta?
        var message: Delta?
        var finishReason: String?
        var logprobs: LogProbabilities?

        enum CodingKeys: String, CodingKey {
            case index, delta, message, logprobs
            case finishReason = "finish_reason"
        }
    }

    struct Delta: Decodable {
        var content: String?
        var reasoningContent: String?
        var reasoning: String?
        var refusal: String?
        var toolCalls: [Call]?

        enum CodingKeys: String, CodingKey {
            case content, reasoning, refusal
            case reasoningContent = "reasoning_content"
            case toolCalls = "tool_calls"
        }
    }

    struct Call: Decodable {
        var index: Int?
        var id: String?
        var function: Function?

        struct Function: Decodable {
            var name: String?
            /// A text by the book; some servers give the object itself.
            var arguments: JSONValue?
        }
    }

    struct LogProbabilities: Decodable {
        var content: [Token]?

        struct Token: Decodable { var logprob: Double? }
    }

    struct Usage: Decodable {
        var promptTokens: Int?
        var completionTokens: Int?
        var details: Details?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
            case details = "prompt_tokens_details"
        }

        struct Details: Decodable {
            var cachedTokens: Int?
            enum CodingKeys: String, CodingKey { case cachedTokens = "cached_tokens" }
        }
    }

    /// llama.cpp's own account.
    struct Timings: Decodable {
        var cached: Int?
        var prompt: Int?
        var predicted: Int?

        enum CodingKeys: String, CodingKey {
            case cached = "cache_n"
            case prompt = "prompt_n"
            case predicted = "predicted_n"
        }
    }
}
