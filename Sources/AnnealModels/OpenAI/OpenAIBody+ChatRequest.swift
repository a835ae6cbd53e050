internal import AnnealFoundation

/// Whose server answers behind an OpenAI-compatible address, as far as requests have to differ.
enum OpenAIFlavour: String, Sendable, Hashable {
    /// llama.cpp's server: grammars, slots, counting of tokens.
    case llamaCpp
    /// OpenAI itself, which refuses what it does not know.
    case openAI
    /// Any other: vLLM, Ollama, LM Studio, gateways.
    case other
}

extension OpenAIBody {
    /// Writes a request for a flavour of server.
    ///
    /// - Parameters:
    ///   - request: the conversation.
    ///   - model: the model's name for the server.
    ///   - flavour: whose server it is.
    ///   - maximumTokens: tokens of answer that there is room for.
    init(_ request: ChatRequest, model: String, flavour: OpenAIFlavour, maximumTokens: TokenCount) {
        self.model = model
        messages = request.messages.map(Message.init)
        temperature = request.temperature
        topP = request.topP
        stop = request.stop.isEmpty ? nil : request.stop
        n = request.count > 1 ? request.count : nil
        seed = request.seed.map { Int($0 & 0x7FFF_FFFF) }
        if request.wantsLogProbabilities {
            logprobs = true
            topLogprobs = 1
        }
        tools = request.tools.isEmpty ? nil : request.tools.map(Tool.init)
        responseFormat = request.jsonSchema.map { schema in
            ResponseFormat(jsonSchema: .init(strict: schema.isClosedSchema, schema: schema))
        }
        switch flavour {
        case .openAI: maxCompletionTokens = maximumTokens.value
        case .llamaCpp, .other: maxTokens = maximumTokens.value
        }
        if flavour == .llamaCpp { extendForLlamaCpp(request) }
        if flavour != .openAI, let last = request.messages.last, last.role == .assistant, last.toolCalls.isEmpty {
            continueFinalMessage = true
            addGenerationPrompt = false
        }
    }

    private mutating func extendForLlamaCpp(_ request: ChatRequest) {
        // The server takes either a schema or a grammar.
        grammar = request.jsonSchema == nil ? request.grammar : nil
        idSlot = request.slot
        cachePrompt = true
        // While it reads a long prompt it tells how far it is, so that this is no silence.
        returnProgress = true
        if request.messages.last?.role == .assistant {
            // A template that opens a reasoning block can't be continued.
            chatTemplateKwargs = ["enable_thinking": false]
        }
    }
}

extension OpenAIBody.Message {
    fileprivate init(_ message: ChatMessage) {
        role = message.role.rawValue
        // An assistant that only calls tools said nothing: the books want null then.
        content = message.text.isEmpty && !message.toolCalls.isEmpty ? nil : message.text
        toolCallID = message.toolCallID
        toolCalls =
            message.toolCalls.isEmpty
            ? nil
            : message.toolCalls.map { Call(id: $0.id, function: .init(name: $0.name, arguments: $0.arguments)) }
    }
}

extension OpenAIBody.Tool {
    fileprivate init(_ tool: ToolDefinition) {
        function = .init(name: tool.name, description: tool.description, parameters: tool.parameters)
    }
}

extension JSONValue {
    /// Whether a JSON schema allows no members but those it requires, everywhere: what OpenAI's strict mode asks for.
    var isClosedSchema: Bool {
        switch self {
        case .array(let items): return items.allSatisfy(\.isClosedSchema)
        case .object(let members):
            if members["type"]?.stringValue == "object" || members["properties"] != nil {
                let properties = Set((members["properties"]?.objectValue ?? [:]).keys)
                let required = Set((members["required"]?.arrayValue ?? []).compactMap(\.stringValue))
                guard members["additionalProperties"] == .bool(false), properties == required else { return false }
            }
            return members.values.allSatisfy(\.isClosedSchema)
        default: return true
        }
    }
}
