public import AnnealFoundation

/// A language model that answers conversations.
///
/// Implementations: `OpenAIChatModel` (any OpenAI-compatible address, a local llama.cpp server among them),
/// `AnthropicChatModel`; around them `BudgetedModel` and, outermost, `CassetteModel`; in tests `ScriptedModel`.
public protocol ChatModel: Sendable {
    /// What is known of the model without asking it.
    var name: String { get }

    /// What the model can take and do; asks the server the first time and remembers.
    ///
    /// - Throws: `ModelError` when the server cannot be reached.
    func capabilities() async throws -> ModelCapabilities

    /// Asks the model and gives its answer as it comes.
    ///
    /// The stream ends after `.finished`. Ending the iteration early ends the request.
    ///
    /// - Parameter request: the conversation and how to answer it.
    /// - Returns: pieces of the answer; the stream throws `ModelError` or `CancellationError`.
    func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error>

    /// Counts tokens with the model's own tokenizer, or an upper estimate where the server offers none.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError` when the server cannot be reached.
    func countTokens(_ text: String) async throws -> TokenCount
}

extension ChatModel {
    /// Asks the model and waits for the whole answer.
    ///
    /// An answer whose connection broke in the middle is asked for once more: nobody saw the pieces.
    ///
    /// - Throws: `ModelError`, `CancellationError`.
    public func respond(to request: ChatRequest) async throws -> ChatResponse {
        var seen = false
        do {
            return try await wholeAnswer(to: request) { seen = true }
        } catch let error as ModelError where seen && [.unreachable, .malformedAnswer].contains(error.code) {
            return try await wholeAnswer(to: request) {}
        }
    }

    private func wholeAnswer(to request: ChatRequest, onPiece: () -> Void) async throws -> ChatResponse {
        for try await event in stream(request) {
            if case .finished(let response) = event { return response }
            onPiece()
        }
        try Task.checkCancellation()
        throw ModelError(
            code: .malformedAnswer, message: "the answer ended before it was complete", place: name,
            remedy: "try again; if it happens often, look at the server's log")
    }
}

/// What a model can take and do.
public struct ModelCapabilities: Sendable, Hashable, Codable {
    /// Tokens of prompt and answer together, as the server really serves them.
    public var contextLength: TokenCount
    /// Requests that the server works on at the same time.
    public var parallelSlots: Int
    /// Whether tool calls come back as such.
    public var supportsTools: Bool
    /// Whether output can be held to a JSON schema.
    public var supportsJSONSchema: Bool
    /// Whether the model runs on this machine, so that other work slows it down.
    public var isLocal: Bool
    /// Whether it is a small model that can't drive a free tool loop.
    public var isSmall: Bool
    /// Whether output can be held to a GBNF grammar; where it can't, a request's grammar is left out.
    public var supportsGrammar: Bool
    /// Whether a trailing assistant message is continued; the answer is then the continuation alone.
    public var supportsPrefill: Bool
    /// How the context's length is known.
    public var contextSource: ContextSource
    /// Answers that a smaller model beside this one writes at the same time (`DraftingModel`); `nil` where there is none.
    public var draftSlots: Int?

    /// Creates capabilities.
    public init(
        contextLength: TokenCount, parallelSlots: Int = 1, supportsTools: Bool = true,
        supportsJSONSchema: Bool = true, isLocal: Bool = false, isSmall: Bool = false, supportsGrammar: Bool = false,
        supportsPrefill: Bool = false, contextSource: ContextSource = .server
    ) {
        self.contextLength = contextLength
        self.parallelSlots = parallelSlots
        self.supportsTools = supportsTools
        self.supportsJSONSchema = supportsJSONSchema
        self.isLocal = isLocal
        self.isSmall = isSmall
        self.supportsGrammar = supportsGrammar
        self.supportsPrefill = supportsPrefill
        self.contextSource = contextSource
    }

    /// A sentence for reports when the context's length is not the server's word; `nil` when it is.
    public var contextRemark: String? {
        switch contextSource {
        case .server: nil
        case .setting: "the context of \(contextLength.value) tokens comes from model.contextLength"
        case .table: "the context of \(contextLength.value) tokens comes from the table of known models"
        case .assumed:
            "nobody tells the model's context: \(contextLength.value) tokens are assumed; set model.contextLength"
        }
    }

    /// The context that is taken when nobody tells a length: what Ollama serves by default, the least of the servers
    /// in use.
    public static let assumedContextLength: TokenCount = 4096
}

/// How a context's length is known.
public enum ContextSource: String, Sendable, Hashable, Codable {
    /// The server tells it.
    case server
    /// The setting `model.contextLength` tells it.
    case setting
    /// The table of known models tells it.
    case table
    /// Nobody tells it: `ModelCapabilities.assumedContextLength` is taken, and reports say so.
    case assumed
}

/// A piece of an answer.
public enum ChatEvent: Sendable, Hashable {
    /// More text.
    case text(String)
    /// More of the model's reasoning, where it is shown.
    case reasoning(String)
    /// More text of one of the other answers, where several were asked for; they are counted from 1.
    case alternative(Int, String)
    /// One of several answers is complete; the first is 0.
    case ended(Int)
    /// The answer is complete.
    case finished(ChatResponse)
}
