internal import AnnealFoundation

extension AnthropicBody {
    /// Cache marks that the API takes in one request.
    static let mostCacheMarks = 4

    /// Writes a request.
    ///
    /// - Parameters:
    ///   - request: the conversation; seed, log probabilities, grammar and slot have no counterpart here.
    ///   - model: the model's name.
    ///   - maximumTokens: tokens of answer that there is room for.
    init(_ request: ChatRequest, model: String, maximumTokens: TokenCount) {
        self.model = model
        maxTokens = maximumTokens.value
        temperature = min(request.temperature, 1)
        topP = request.topP
        stopSequences = request.stop.isEmpty ? nil : request.stop
        tools =
            request.tools.isEmpty
            ? nil
            : request.tools.map { Tool(name: $0.name, description: $0.description, inputSchema: $0.parameters) }
        outputConfig = request.jsonSchema.map { OutputConfig(format: .init(schema: $0.closingObjects)) }

        var marks = Self.mostCacheMarks
        var marked = Set<Int>()
        // The last marks reach furthest; earlier ones are covered by them.
        for (index, message) in request.messages.enumerated().reversed() where message.endsCachedPrefix && marks > 0 {
            marked.insert(index)
            marks -= 1
        }
        var system: [Block] = []
        var messages: [Message] = []
        for (index, message) in request.messages.enumerated() {
            var blocks = Self.blocks(of: message, isLast: index == request.messages.count - 1)
            if marked.contains(index), !blocks.isEmpty { blocks[blocks.count - 1].cacheControl = CacheControl() }
            let role = message.role == .assistant ? "assistant" : "user"
            if message.role == .system {
                system += blocks
            } else if let last = messages.last, last.role == role {
                // The API wants turns; the results of parallel calls share one.
                messages[messages.count - 1].content += blocks
            } else if !blocks.isEmpty {
                messages.append(Message(role: role, content: blocks))
            }
        }
        self.system = system.isEmpty ? nil : system
        self.messages = messages
    }

    private static func blocks(of message: ChatMessage, isLast: Bool) -> [Block] {
        if message.role == .tool {
            return [Block(type: "tool_result", toolUseID: message.toolCallID, content: message.text)]
        }
        var text = message.text
        if isLast, message.role == .assistant {
            // The API refuses an answer to continue that ends in white space.
            while let last = text.last, last.isWhitespace { text.removeLast() }
        }
        var blocks = text.isEmpty ? [] : [Block(type: "text", text: text)]
        blocks += message.toolCalls.map { call in
            let parsed = try? JSONValue(parsing: call.arguments)
            let input = parsed?.objectValue == nil ? JSONValue.object([:]) : parsed
            return Block(type: "tool_use", id: call.id, name: call.name, input: input)
        }
        return blocks
    }
}

extension JSONValue {
    /// A JSON schema whose objects allow no members but those they name, as Anthropic asks for.
    var closingObjects: JSONValue {
        switch self {
        case .array(let items): return .array(items.map(\.closingObjects))
        case .object(var members):
            members = members.mapValues(\.closingObjects)
            if members["type"] == "object" { members["additionalProperties"] = false }
            return .object(members)
        default: return self
        }
    }
}
