public import AnnealFoundation
public import Foundation

/// A model behind Anthropic's API.
public struct AnthropicChatModel: ChatModel {
    /// The version of the API that requests are written for.
    static let version = "2023-06-01"

    /// The model's name.
    public let name: String

    private let configuration: RemoteModelConfiguration
    private let endpoint: ModelEndpoint
    private let contextLength: Remembered<Int?>
    private let refusedOptions = RefusedOptions()

    /// Creates a model; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - baseURL: the address, by default Anthropic's own.
    ///   - key: the key.
    ///   - configuration: name, context, limits and prices; without a name a present Sonnet is used.
    ///   - transport: the connections to use.
    public init(
        baseURL: URL? = nil, key: String, configuration: RemoteModelConfiguration = RemoteModelConfiguration(),
        transport: ModelTransport = .shared
    ) {
        self.configuration = configuration
        let name = configuration.model ?? KnownModels.anthropicStandard
        self.name = name
        let base = baseURL.map { RemoteModelConfiguration.base($0, isVersioned: false) } ?? "https://api.anthropic.com"
        let endpoint = ModelEndpoint(
            transport: transport, base: base, headers: [("x-api-key", key), ("anthropic-version", Self.version)],
            timeouts: configuration.timeouts, retry: configuration.retry)
        self.endpoint = endpoint
        contextLength = Remembered { try await Self.askContext(endpoint, model: name) }
    }

    /// What the model can take and do; asked the first time and remembered.
    ///
    /// - Throws: `ModelError` when the server cannot be reached or does not know the model.
    public func capabilities() async throws -> ModelCapabilities {
        let (length, source) = configuration.context(told: try await contextLength.value(), model: name)
        let isLocal = configuration.isLocal ?? RemoteModelConfiguration.isLoopback(endpoint.base)
        return ModelCapabilities(
            contextLength: length, parallelSlots: 8, isLocal: isLocal, isSmall: ModelSize.isSmall(name) ?? false,
            contextSource: source)
    }

    /// Asks the model and gives its answer as it comes; see `ChatModel`.
    ///
    /// - Parameter request: the conversation and how to answer it.
    /// - Returns: pieces of the answer.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        AsyncThrowingStream { reader in
            let work = Task {
                do {
                    try await exchange(request, into: reader)
                    reader.finish()
                } catch {
                    reader.finish(throwing: error)
                }
            }
            reader.onTermination = { _ in work.cancel() }
        }
    }

    /// Counts with the API's own counter, as a message of a user.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError` when the server cannot be reached.
    public func countTokens(_ text: String) async throws -> TokenCount {
        guard !text.isEmpty else { return 0 }
        return try await count(ChatRequest(messages: [ChatMessage(.user, text)])) ?? TokenEstimate.upper(of: text)
    }

    private func exchange(
        _ request: ChatRequest, into reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws {
        if request.count > 1 { return try await answerSeparately(request, into: reader) }
        let (context, _) = configuration.context(told: try await contextLength.value(), model: name)
        let room = try await request.roomForAnswer(context: context, place: name) { try await count($0) }
        let url = endpoint.base + "/v1/messages"
        try await AnswerStream<AnthropicBody, AnthropicAssembler>(
            endpoint: endpoint, url: url, prices: configuration.prices, refusedOptions: refusedOptions,
            assembler: { AnthropicAssembler(model: name, place: url) }
        ).run(AnthropicBody(request, model: name, maximumTokens: room), into: reader)
    }

    /// Counts a whole request, tools included.
    private func count(_ request: ChatRequest) async throws -> TokenCount? {
        let body = AnthropicBody(request, model: name, maximumTokens: 1)
        let counted = AnthropicCountBody(model: name, system: body.system, messages: body.messages, tools: body.tools)
        let answer = try await endpoint.json(
            endpoint.base + "/v1/messages/count_tokens", body: try CanonicalJSON.data(counted))
        return answer["input_tokens"]?.intValue.map { TokenCount($0) }
    }

    /// The context that the server tells of the model, if it does.
    private static func askContext(_ endpoint: ModelEndpoint, model: String) async throws -> Int? {
        do {
            let answer = try await endpoint.json(endpoint.base + "/v1/models/\(model)")
            return answer["max_input_tokens"]?.intValue.flatMap { $0 > 0 ? $0 : nil }
        } catch let error as ModelError where [.badRequest, .malformedAnswer].contains(error.code) {
            // Gateways often serve conversations only.
            return nil
        }
    }
}

/// The body of `POST /v1/messages/count_tokens`.
private struct AnthropicCountBody: Encodable {
    var model: String
    var system: [AnthropicBody.Block]?
    var messages: [AnthropicBody.Message]
    var tools: [AnthropicBody.Tool]?
}
