public import AnnealFoundation
public import Foundation

/// A model behind any OpenAI-compatible address: OpenAI itself, llama.cpp's server, vLLM, Ollama, LM Studio, gateways.
///
/// What the server is and how much context it serves is asked before the first request and remembered.
public struct OpenAIChatModel: ChatModel {
    /// The name that was given, or the address until the server has told its model.
    public var name: String {
        configuration.displayName ?? configuration.model ?? server.present?.model ?? endpoint.base
    }

    private let configuration: RemoteModelConfiguration
    private let endpoint: ModelEndpoint
    private let server: Remembered<OpenAIServer>
    private let refusedOptions = RefusedOptions()

    /// Creates a model; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - baseURL: the address with the version, such as `http://127.0.0.1:8080/v1`.
    ///   - key: the key, if the server wants one.
    ///   - configuration: name, context, limits and prices.
    ///   - transport: the connections to use.
    public init(
        baseURL: URL, key: String? = nil, configuration: RemoteModelConfiguration = RemoteModelConfiguration(),
        transport: ModelTransport = .shared
    ) {
        self.configuration = configuration
        endpoint = ModelEndpoint(
            transport: transport, base: RemoteModelConfiguration.base(baseURL, isVersioned: true),
            headers: key.map { [("authorization", "Bearer \($0)")] } ?? [], timeouts: configuration.timeouts,
            retry: configuration.retry)
        let (endpoint, model) = (endpoint, configuration.model)
        server = Remembered { try await OpenAIServer.ask(endpoint, name: model) }
    }

    /// What the server can take and do; asked the first time and remembered.
    ///
    /// - Throws: `ModelError` when the server cannot be reached.
    public func capabilities() async throws -> ModelCapabilities {
        let server = try await server.value()
        let isLlama = server.flavour == .llamaCpp
        let isLocal = configuration.isLocal ?? RemoteModelConfiguration.isLoopback(endpoint.base)
        let (length, source) = configuration.context(told: server.contextLength, model: server.model)
        return ModelCapabilities(
            contextLength: length, parallelSlots: server.slots ?? (isLlama ? 1 : 8), isLocal: isLocal,
            isSmall: ModelSize.isSmall(server.model) ?? isLocal, supportsGrammar: isLlama, supportsPrefill: isLlama,
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

    /// Counts with llama.cpp's tokenizer; other servers offer none, so the upper estimate is given.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError` when the server cannot be reached.
    public func countTokens(_ text: String) async throws -> TokenCount {
        try await exactCount(text, of: server.value()) ?? TokenEstimate.upper(of: text)
    }

    /// Counts with the server's own tokenizer.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens; `nil` where the server does not count.
    /// - Throws: `ModelError` when the server cannot be reached.
    public func exactTokens(of text: String) async throws -> TokenCount? {
        try await exactCount(text, of: server.value())
    }

    private func exchange(
        _ request: ChatRequest, into reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws {
        let server = try await server.value()
        if request.count > 1, server.flavour == .other { return try await answerSeparately(request, into: reader) }
        let (context, _) = configuration.context(told: server.contextLength, model: server.model)
        let room = try await request.roomForAnswer(context: context, place: server.model) { request in
            try await exactCount(request.promptText, of: server).map { $0 + request.templateTokens }
        }
        let url = endpoint.base + "/chat/completions"
        let limited = request.limited(to: server.slots)
        try await AnswerStream<OpenAIBody, OpenAIAssembler>(
            endpoint: endpoint, url: url, prices: configuration.prices, refusedOptions: refusedOptions,
            assembler: { OpenAIAssembler(model: server.model, place: url, answers: limited.count) }
        ).run(
            OpenAIBody(
                limited, model: server.model, flavour: server.flavour, maximumTokens: room),
            into: reader)
    }

    private func exactCount(_ text: String, of server: OpenAIServer) async throws -> TokenCount? {
        guard server.flavour == .llamaCpp else { return nil }
        let body = try CanonicalJSON.data(["content": text])
        let answer = try await endpoint.json(endpoint.root + "/tokenize", body: body)
        return answer["tokens"]?.arrayValue.map { TokenCount($0.count) }
    }
}

extension ChatRequest {
    /// A server with slots refuses to sample more answers than it has of them.
    fileprivate func limited(to slots: Int?) -> ChatRequest {
        guard let slots, count > max(1, slots) else { return self }
        var limited = self
        limited.count = max(1, slots)
        return limited
    }
}
