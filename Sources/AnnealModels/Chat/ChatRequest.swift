public import AnnealFoundation

/// A conversation and how to answer it.
public struct ChatRequest: Sendable, Hashable, Codable {
    /// The conversation; the parts that stay the same come first, for the prefix cache.
    public var messages: [ChatMessage]
    /// Tools that the model may call.
    public var tools: [ToolDefinition]
    /// A JSON schema that the answer must follow.
    public var jsonSchema: JSONValue?
    /// A GBNF grammar that the answer must follow; left out where `ModelCapabilities.supportsGrammar` is false.
    public var grammar: String?
    /// The most tokens of the answer.
    public var maximumTokens: TokenCount
    /// 0 is greedy.
    public var temperature: Double
    /// Nucleus sampling; `nil` leaves it to the server.
    public var topP: Double?
    /// Texts that end the answer and are not part of it.
    public var stop: [String]
    /// Makes sampling repeatable where the server can.
    public var seed: UInt64?
    /// Whether to give the tokens' log probabilities.
    public var wantsLogProbabilities: Bool
    /// The server's slot to use, so that its prefix cache is found again; only llama.cpp's server takes one.
    public var slot: Int?
    /// How many answers to sample. Servers that can do it read the prompt once for all of them; those after the first
    /// come as `ChatResponse.alternatives`.
    public var count: Int
    /// The model that it is meant for, where there are two (`DraftingModel`); `nil` means the main one.
    public var tier: ModelTier?

    /// Creates a request.
    public init(
        messages: [ChatMessage], tools: [ToolDefinition] = [], jsonSchema: JSONValue? = nil, grammar: String? = nil,
        maximumTokens: TokenCount = 2048, temperature: Double = 0, topP: Double? = nil, stop: [String] = [],
        seed: UInt64? = nil, wantsLogProbabilities: Bool = false, slot: Int? = nil, count: Int = 1
    ) {
        self.messages = messages
        self.tools = tools
        self.jsonSchema = jsonSchema
        self.grammar = grammar
        self.maximumTokens = maximumTokens
        self.temperature = temperature
        self.topP = topP
        self.stop = stop
        self.seed = seed
        self.wantsLogProbabilities = wantsLogProbabilities
        self.slot = slot
        self.count = count
    }
}

/// One message of a conversation.
public struct ChatMessage: Sendable, Hashable, Codable {
    /// Who speaks.
    public enum Role: String, Sendable, Hashable, Codable {
        /// Standing instructions.
        case system
        /// The person, or Anneal in their place.
        case user
        /// The model. A trailing assistant message is continued by servers that can do it.
        case assistant
        /// The result of a tool call.
        case tool
    }

    /// Who speaks.
    public var role: Role
    /// What is said.
    public var text: String
    /// The calls that the assistant made.
    public var toolCalls: [ToolCall]
    /// For a tool's result: the call that it answers.
    public var toolCallID: String?
    /// Whether a cache mark goes behind this message, for servers that want to be told.
    public var endsCachedPrefix: Bool

    /// Creates a message.
    public init(
        _ role: Role, _ text: String, toolCalls: [ToolCall] = [], toolCallID: String? = nil,
        endsCachedPrefix: Bool = false
    ) {
        self.role = role
        self.text = text
        self.toolCalls = toolCalls
        self.toolCallID = toolCallID
        self.endsCachedPrefix = endsCachedPrefix
    }
}

/// A tool that the model may call.
public struct ToolDefinition: Sendable, Hashable, Codable {
    /// Its name: letters, digits, `_` and `-`.
    public var name: String
    /// What it does, for the model.
    public var description: String
    /// JSON schema of its arguments, an object.
    public var parameters: JSONValue

    /// Creates a definition.
    public init(name: String, description: String, parameters: JSONValue) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}

/// A call of a tool by the model.
public struct ToolCall: Sendable, Hashable, Codable {
    /// The call's identifier, given by the server or made up where it gives none.
    public var id: String
    /// The tool's name.
    public var name: String
    /// The arguments as the model wrote them: JSON, but perhaps malformed.
    public var arguments: String

    /// Creates a call.
    public init(id: String, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
