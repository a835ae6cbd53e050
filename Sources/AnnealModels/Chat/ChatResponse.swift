public import AnnealFoundation

/// A complete answer.
public struct ChatResponse: Sendable, Hashable, Codable {
    /// Why the answer ended.
    public enum FinishReason: String, Sendable, Hashable, Codable {
        /// The model was done, or a stop text came.
        case stop
        /// The limit of tokens was reached.
        case length
        /// The model calls tools.
        case toolCalls
        /// The reader ended it early, for example because it went round in circles.
        case cut
    }

    /// The answer's text.
    public var text: String
    /// The texts of the other answers, when several were asked for.
    public var alternatives: [String]
    /// The calls of tools.
    public var toolCalls: [ToolCall]
    /// Why the answer ended.
    public var finishReason: FinishReason
    /// Tokens and time.
    public var usage: Usage
    /// Log probabilities of the answer's tokens, when they were asked for and are served.
    public var logProbabilities: [Double]?
    /// The model's name as the server gives it.
    public var model: String

    /// Creates an answer.
    public init(
        text: String, toolCalls: [ToolCall] = [], finishReason: FinishReason = .stop, usage: Usage = Usage(),
        logProbabilities: [Double]? = nil, model: String = "", alternatives: [String] = []
    ) {
        self.text = text
        self.alternatives = alternatives
        self.toolCalls = toolCalls
        self.finishReason = finishReason
        self.usage = usage
        self.logProbabilities = logProbabilities
        self.model = model
    }
}

/// What an answer took.
public struct Usage: Sendable, Hashable, Codable {
    /// Tokens of the prompt, those from the cache included.
    public var prompt: TokenCount
    /// Tokens of the prompt that the server had in its cache.
    public var cached: TokenCount
    /// Tokens generated.
    public var generated: TokenCount
    /// Price by the table; zero for local models and where no price is known.
    public var cost: USD
    /// Requests.
    public var requests: Int
    /// Time that the requests took; those that ran at the same time add up.
    public var duration: Duration

    /// Creates a usage.
    public init(
        prompt: TokenCount = 0, cached: TokenCount = 0, generated: TokenCount = 0, cost: USD = .zero,
        requests: Int = 0, duration: Duration = .zero
    ) {
        self.prompt = prompt
        self.cached = cached
        self.generated = generated
        self.cost = cost
        self.requests = requests
        self.duration = duration
    }

    /// Adds two usages.
    public static func + (lhs: Usage, rhs: Usage) -> Usage {
        Usage(
            prompt: lhs.prompt + rhs.prompt, cached: lhs.cached + rhs.cached,
            generated: lhs.generated + rhs.generated, cost: lhs.cost + rhs.cost,
            requests: lhs.requests + rhs.requests, duration: lhs.duration + rhs.duration)
    }

    /// Adds a usage.
    public static func += (lhs: inout Usage, rhs: Usage) { lhs = lhs + rhs }

    /// The share of the prompts' tokens that came from the server's cache; `nil` where there were none.
    public var cachedShare: Double? {
        prompt.value > 0 ? Double(cached.value) / Double(prompt.value) : nil
    }
}
