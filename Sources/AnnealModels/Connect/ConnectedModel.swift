public import AnnealFoundation
public import Foundation

/// Finds the model that settings and environment mean, and connects to it.
public enum ConnectedModel {
    /// Who serves the model, as decided.
    enum Provider: Hashable {
        case openAI(URL, key: String?)
        case anthropic(URL?, key: String)
        case local
    }

    /// Connects to the model.
    ///
    /// In this order: the setting `model.provider`; the setting `model.baseUrl`; the variables `OPENAI_BASE_URL`,
    /// `OPENAI_API_KEY`, `ANTHROPIC_API_KEY` (with both keys a name that begins with `claude` decides for Anthropic);
    /// otherwise the local model. A key is not sent to an address that only the project's own configuration gives,
    /// unless it is on this machine: a repository must not be able to collect keys.
    ///
    /// - Parameters:
    ///   - settings: the settings in force.
    ///   - environment: the process's environment.
    ///   - directories: tell the user's configuration from the project's.
    ///   - startLocal: starts the local model by name, or the default one, and gives its address with `/v1`.
    /// - Returns: the model; nothing was asked of it yet.
    /// - Throws: `ModelError` when a key is missing or an address cannot be read; what `startLocal` throws.
    public static func open(
        settings: Settings, environment: [String: String], directories: StateDirectories,
        startLocal: @Sendable (_ modelName: String?) async throws -> URL
    ) async throws -> any ChatModel {
        let name = settings.text("model.name")
        var configuration = RemoteModelConfiguration(
            model: name, contextLength: settings.integer("model.contextLength").map { TokenCount($0) })
        switch try provider(settings: settings, environment: environment, directories: directories) {
        case .local:
            let url = try await startLocal(name)
            // The server knows the model by its file and serves only one: the name is for people.
            configuration.model = nil
            configuration.displayName = name ?? ModelCatalogue.standard.standardEntry?.name
            configuration.isLocal = true
            configuration.timeouts = .local
            return OpenAIChatModel(baseURL: url, configuration: configuration)
        case .anthropic(let url, let key):
            return AnthropicChatModel(baseURL: url, key: key, configuration: configuration)
        case .openAI(let url, let key):
            if RemoteModelConfiguration.isLoopback(url.absoluteString) { configuration.timeouts = .local }
            if name == nil, url == openAIAddress { configuration.model = KnownModels.openAIStandard }
            return OpenAIChatModel(baseURL: url, key: key, configuration: configuration)
        }
    }

    /// Who serves the model, in a word: `anthropic`, `openai`, `local` for the one that Anneal starts, and
    /// `openai_compatible` for any other address.
    ///
    /// - Parameters:
    ///   - settings: the settings in force.
    ///   - environment: the process's environment.
    ///   - directories: tell the user's configuration from the project's.
    /// - Returns: the word; `unknown` where the settings name nobody.
    public static func providerName(
        settings: Settings, environment: [String: String], directories: StateDirectories
    ) -> String {
        switch try? provider(settings: settings, environment: environment, directories: directories) {
        case .local: "local"
        case .anthropic: "anthropic"
        case .openAI(let url, _): url.host() == openAIAddress?.host() ? "openai" : "openai_compatible"
        case nil: "unknown"
        }
    }

    /// OpenAI's own address.
    static let openAIAddress = URL(string: "https://api.openai.com/v1")

    /// Puts the smaller model of `model.draft` beside a model, where the settings name one.
    ///
    /// - Parameters:
    ///   - main: the model.
    ///   - settings: `model.draft` and `model.draftBaseUrl` count.
    ///   - environment: the process's environment.
    ///   - directories: tell the user's configuration from the project's.
    ///   - wrapping: stands around each of the two models by itself.
    ///   - startLocal: starts a local model by name and gives its address with `/v1`.
    /// - Returns: both, or the model alone.
    /// - Throws: `ModelError` when an address cannot be read; what `startLocal` throws.
    public static func drafting(
        for main: any ChatModel, settings: Settings, environment: [String: String], directories: StateDirectories,
        wrapping: (any ChatModel) -> any ChatModel = { $0 },
        startLocal: @Sendable (_ modelName: String?) async throws -> URL
    ) async throws -> any ChatModel {
        let main = wrapping(main)
        let name = settings.text("model.draft")
        let place = "model.draftBaseUrl"
        guard name != nil || settings.text(place) != nil else { return main }
        var configuration = RemoteModelConfiguration(model: name)
        guard let given = settings.text(place) else {
            let url = try await startLocal(name)
            configuration.model = nil
            configuration.displayName = name
            configuration.isLocal = true
            configuration.timeouts = .local
            let draft = OpenAIChatModel(baseURL: url, configuration: configuration)
            return DraftingModel(main, draft: wrapping(draft))
        }
        let url = try address(given, place: place)
        if RemoteModelConfiguration.isLoopback(given) { configuration.timeouts = .local }
        let mayHaveKey = isTrusted(url, setting: place, settings: settings, directories: directories)
        let key = mayHaveKey ? environment["OPENAI_API_KEY"].flatMap { $0.isEmpty ? nil : $0 } : nil
        let draft = OpenAIChatModel(baseURL: url, key: key, configuration: configuration)
        return DraftingModel(main, draft: wrapping(draft))
    }

    /// Decides who serves the model.
    ///
    /// - Throws: `ModelError` when a key is missing or an address cannot be read.
    static func provider(
        settings: Settings, environment: [String: String], directories: StateDirectories
    ) throws(ModelError) -> Provider {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let openAIKey = variable("OPENAI_API_KEY")
        let anthropicKey = variable("ANTHROPIC_API_KEY")
        let given = try settings.text("model.baseUrl").map { text throws(ModelError) in
            try address(text, place: "model.baseUrl")
        }
        let openAIURL = try variable("OPENAI_BASE_URL").map { text throws(ModelError) in
            try address(text, place: "OPENAI_BASE_URL")
        }
        let anthropicURL = try variable("ANTHROPIC_BASE_URL").map { text throws(ModelError) in
            try address(text, place: "ANTHROPIC_BASE_URL")
        }
        let mayHaveKey =
            given.map {
                isTrusted($0, setting: "model.baseUrl", settings: settings, directories: directories)
            } ?? true
        let claude = settings.text("model.name")?.hasPrefix("claude") ?? false
        switch settings.text("model.provider") {
        case "local": return .local
        case "anthropic":
            guard let anthropicKey else { throw missing("ANTHROPIC_API_KEY", provider: "anthropic") }
            guard mayHaveKey else { throw untrusted() }
            return .anthropic(given ?? anthropicURL, key: anthropicKey)
        case "openai":
            if let given { return .openAI(given, key: mayHaveKey ? openAIKey : nil) }
            guard let url = openAIURL ?? openAIAddress, openAIKey != nil || openAIURL != nil else {
                throw missing("OPENAI_API_KEY", provider: "openai")
            }
            return .openAI(url, key: openAIKey)
        case let other?:
            throw ModelError(
                code: .badRequest, message: "there is no provider '\(other)'", place: "model.provider",
                remedy: "use openai, anthropic or local")
        case nil:
            if let given { return .openAI(given, key: mayHaveKey ? openAIKey : nil) }
            if let anthropicKey, claude { return .anthropic(anthropicURL, key: anthropicKey) }
            if let openAIURL { return .openAI(openAIURL, key: openAIKey) }
            if let openAIKey, let openAIAddress { return .openAI(openAIAddress, key: openAIKey) }
            if let anthropicKey { return .anthropic(anthropicURL, key: anthropicKey) }
            return .local
        }
    }

    /// Whether keys, or a project's text, may go to the address of a setting: one on this machine, or one that the user and
    /// not the project's own configuration gave.
    ///
    /// - Parameters:
    ///   - url: the address.
    ///   - setting: the setting's key.
    ///   - settings: the settings in force.
    ///   - directories: tell the user's configuration from the project's.
    /// - Returns: whether they may.
    public static func isTrusted(
        _ url: URL, setting: String = "model.baseUrl", settings: Settings, directories: StateDirectories
    ) -> Bool {
        if RemoteModelConfiguration.isLoopback(url.absoluteString) { return true }
        let source = (try? settings.explain(setting))?.source ?? ""
        return source == "flag" || source == "environment" || source.hasPrefix(directories.configuration.path + "/")
    }

    /// Reads an address.
    static func address(_ text: String, place: String) throws(ModelError) -> URL {
        if let url = URL(string: text), let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            url.host()?.isEmpty == false
        {
            return url
        }
        throw ModelError(
            code: .badRequest, message: "'\(text)' is not an address", place: place,
            remedy: "give one such as http://127.0.0.1:8080/v1")
    }

    private static func missing(_ variable: String, provider: String) -> ModelError {
        ModelError(
            code: .unauthorized, message: "the provider \(provider) needs a key", place: variable,
            remedy: "set \(variable), or use the local model with --provider local")
    }

    private static func untrusted() -> ModelError {
        ModelError(
            code: .unauthorized, message: "a key is not sent to an address from the project's configuration",
            place: "model.baseUrl", remedy: "give the address with --base-url or in your own configuration")
    }
}
