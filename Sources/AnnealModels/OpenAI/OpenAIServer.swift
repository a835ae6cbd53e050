internal import AnnealFoundation
internal import Foundation

/// What was found out about the server behind an OpenAI-compatible address.
struct OpenAIServer: Sendable {
    /// The model's name for requests.
    var model: String
    /// Whose server it is.
    var flavour: OpenAIFlavour
    /// Context of a request, where the server tells it.
    var contextLength: Int?
    /// Requests worked on at the same time, where the server tells it.
    var slots: Int?

    /// Asks the server.
    ///
    /// - Parameters:
    ///   - endpoint: the address.
    ///   - name: the model to use; `nil` takes the one that the server names first.
    /// - Returns: what it told.
    /// - Throws: `ModelError` when it cannot be reached, refuses the key, or serves no model.
    static func ask(_ endpoint: ModelEndpoint, name: String?) async throws -> OpenAIServer {
        let models = try await listedModels(endpoint)
        let listed = models.first { $0["id"]?.stringValue == name } ?? (name == nil ? models.first : nil)
        let owner = (listed ?? models.first)?["owned_by"]?.stringValue
        guard let model = name ?? listed?["id"]?.stringValue else {
            throw ModelError(
                code: .unknownModel, message: "the server names no model", place: endpoint.base,
                remedy: "give the model's name with --model")
        }
        var server = OpenAIServer(model: model, flavour: .other, contextLength: listed.flatMap(context))
        if host(endpoint.base) == "api.openai.com" {
            server.flavour = .openAI
        } else if owner == "llamacpp" || models.isEmpty || (listed ?? models.first)?["meta"]?["n_ctx_train"] != nil {
            try await server.askProperties(endpoint)
        } else if owner == "library" {
            try await server.askOllama(endpoint)
        }
        return server
    }

    private static func listedModels(_ endpoint: ModelEndpoint) async throws -> [JSONValue] {
        do {
            let answer = try await endpoint.json(endpoint.base + "/models")
            return (answer["data"]?.arrayValue ?? answer["models"]?.arrayValue ?? [])
        } catch let error as ModelError where [.badRequest, .unknownModel, .malformedAnswer].contains(error.code) {
            // A server without this call can still answer conversations.
            return []
        }
    }

    /// The length that vLLM, SGLang, LM Studio, OpenRouter, Groq and others give with a model.
    private static func context(_ model: JSONValue) -> Int? {
        let fields = [
            "loaded_context_length", "max_model_len", "context_length", "context_window", "max_context_length",
            "max_input_tokens",
        ]
        return fields.lazy.compactMap { model[$0]?.intValue }.first { $0 > 0 }
    }

    /// llama.cpp's `/props`: the context of a slot as it is served, and the number of slots.
    private mutating func askProperties(_ endpoint: ModelEndpoint) async throws {
        guard let properties = try await optional(endpoint, endpoint.root + "/props") else { return }
        guard let served = properties["default_generation_settings"]?["n_ctx"]?.intValue, served > 0 else { return }
        flavour = .llamaCpp
        contextLength = served
        slots = properties["total_slots"]?.intValue
    }

    /// Ollama's `/api/ps`: the context of a model that is loaded; what the model was trained for is not what is served.
    private mutating func askOllama(_ endpoint: ModelEndpoint) async throws {
        guard let running = try await optional(endpoint, endpoint.root + "/api/ps") else { return }
        let entry = running["models"]?.arrayValue?.first {
            $0["name"]?.stringValue == model || $0["model"]?.stringValue == model
        }
        contextLength = entry?["context_length"]?.intValue
    }

    /// A call that the server may not know.
    private func optional(_ endpoint: ModelEndpoint, _ url: String) async throws -> JSONValue? {
        do {
            return try await endpoint.json(url, retry: .never)
        } catch is ModelError {
            return nil
        }
    }

    private static func host(_ url: String) -> String? { URL(string: url)?.host() }
}
