public import AnnealFoundation

/// A model with a smaller and quicker one beside it, which writes the answers to requests that are marked as drafts.
///
/// Everything else is the main model's: its name, what it can do, how it counts tokens. Budgets, recorders and redaction
/// go around both.
public struct DraftingModel: ChatModel {
    private let main: any ChatModel
    private let draft: any ChatModel

    /// Puts a smaller model beside a model.
    ///
    /// - Parameters:
    ///   - main: the model.
    ///   - draft: the smaller one.
    public init(_ main: any ChatModel, draft: any ChatModel) {
        self.main = main
        self.draft = draft
    }

    /// The main model's name.
    public var name: String { main.name }

    /// What the main model can do, and how many drafts the other writes at a time.
    ///
    /// - Throws: `ModelError` when one of the servers cannot be reached.
    public func capabilities() async throws -> ModelCapabilities {
        var capabilities = try await main.capabilities()
        capabilities.draftSlots = max(1, try await draft.capabilities().parallelSlots)
        return capabilities
    }

    /// Asks the model that the request is meant for.
    ///
    /// - Parameter request: the conversation and how to answer it.
    /// - Returns: pieces of the answer.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        (request.tier == .draft ? draft : main).stream(request)
    }

    /// Counts tokens with the main model's tokenizer.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError` when the server cannot be reached.
    public func countTokens(_ text: String) async throws -> TokenCount { try await main.countTokens(text) }
}

/// Which of two models a request is meant for.
public enum ModelTier: String, Sendable, Hashable, Codable {
    /// The smaller one, where there is one.
    case draft
}
