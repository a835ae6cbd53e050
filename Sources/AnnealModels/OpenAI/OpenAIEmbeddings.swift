public import AnnealFoundation
public import Foundation

/// Vectors of texts by any server that answers `/v1/embeddings`: OpenAI, llama.cpp's server, vLLM, Ollama, gateways.
public struct OpenAIEmbeddings: Sendable {
    /// Texts of one request.
    static let textsAtOnce = 64

    /// The model's name.
    public let model: String
    private let endpoint: ModelEndpoint

    /// Creates a client; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - baseURL: the address with the version, such as `http://127.0.0.1:8080/v1`.
    ///   - model: the model's name, such as `text-embedding-3-small`.
    ///   - key: the key, if the server wants one.
    ///   - timeouts: how long the server may keep silent.
    ///   - retry: when failed requests are made again.
    ///   - transport: the connections to use.
    public init(
        baseURL: URL, model: String, key: String? = nil, timeouts: ModelTimeouts = .remote,
        retry: RetryPolicy = RetryPolicy(), transport: ModelTransport = .shared
    ) {
        self.model = model
        endpoint = ModelEndpoint(
            transport: transport, base: RemoteModelConfiguration.base(baseURL, isVersioned: true),
            headers: key.map { [("authorization", "Bearer \($0)")] } ?? [], timeouts: timeouts, retry: retry)
    }

    /// The server of the settings `context.embeddingsUrl` and `context.embeddingsModel`; `nil` when no address is set.
    ///
    /// - Parameters:
    ///   - settings: the settings in force.
    ///   - environment: the process's environment, which may have `OPENAI_API_KEY`.
    ///   - directories: where the user's own configuration lies.
    /// - Returns: a client.
    /// - Throws: `ModelError` for an address that is none or that only the project's own file names (it would be sent
    ///   code), and without a model's name.
    public static func configured(
        _ settings: Settings, environment: [String: String], directories: StateDirectories
    ) throws(ModelError) -> OpenAIEmbeddings? {
        guard let text = settings.text("context.embeddingsUrl"), !text.isEmpty else { return nil }
        let url = try ConnectedModel.address(text, place: "context.embeddingsUrl")
        guard let model = settings.text("context.embeddingsModel"), !model.isEmpty else {
            throw ModelError(
                code: .badRequest, message: "the model for embeddings has no name", place: "context.embeddingsModel",
                remedy: "set it, to text-embedding-3-small for example")
        }
        guard
            ConnectedModel.isTrusted(
                url, setting: "context.embeddingsUrl", settings: settings, directories: directories)
        else {
            throw ModelError(
                code: .unauthorized,
                message: "code is not sent to an address that the project's own configuration names",
                place: "context.embeddingsUrl", remedy: "set it in your own configuration or in the environment")
        }
        let key = environment["OPENAI_API_KEY"].flatMap { $0.isEmpty ? nil : $0 }
        return OpenAIEmbeddings(baseURL: url, model: model, key: key)
    }

    /// The vectors of texts, each scaled to length 1.
    ///
    /// - Parameter texts: none of them empty.
    /// - Returns: one vector for each text.
    /// - Throws: `ModelError` when the server refuses or answers something else; `CancellationError`.
    public func vectors(of texts: [String]) async throws -> [[Float]] {
        var vectors: [[Float]] = []
        for start in stride(from: 0, to: texts.count, by: Self.textsAtOnce) {
            vectors += try await request(Array(texts[start..<min(start + Self.textsAtOnce, texts.count)]))
        }
        return vectors
    }

    private func request(_ texts: [String]) async throws -> [[Float]] {
        let body = JSONValue.object([
            "model": .string(model), "input": .array(texts.map { .string($0) }), "encoding_format": "float",
        ])
        let answer = try await endpoint.json(endpoint.base + "/embeddings", body: try JSONEncoder().encode(body))
        var vectors = [[Float]?](repeating: nil, count: texts.count)
        for (position, entry) in (answer["data"]?.arrayValue ?? []).enumerated() {
            let index = entry["index"]?.intValue ?? position
            guard vectors.indices.contains(index), let numbers = entry["embedding"]?.arrayValue else { continue }
            vectors[index] = Self.scaled(numbers.compactMap { $0.doubleValue.map { Float($0) } })
        }
        let known = vectors.compactMap { $0 }
        guard known.count == texts.count, let width = known.first?.count, width > 0,
            known.allSatisfy({ $0.count == width })
        else {
            throw ModelError(
                code: .malformedAnswer, message: "it gives \(known.count) vectors for \(texts.count) texts",
                place: endpoint.base, remedy: "check that \(model) is a model for embeddings")
        }
        return known
    }

    private static func scaled(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }
}
