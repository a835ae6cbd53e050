import AnnealContext
import AnnealFoundation
import AnnealModels
import ArgumentParser
import Foundation

/// Whose tokens are counted.
struct TokenizerOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Whose tokens count: a GGUF file, the address of a server with /tokenize, or 'estimate'.",
            discussion: "The model in use when not given: its file or its server."))
    var tokenizer: String?
    @OptionGroup var settings: SettingsOptions

    /// The counter; says on standard error when it only estimates.
    ///
    /// - Parameter repository: whose settings count as well.
    /// - Returns: the counter.
    /// - Throws: `TokenError`, `PackError`, `ModelError`, `ConfigurationError`.
    func counter(repository: String) async throws -> any TokenCounter {
        if let tokenizer {
            if tokenizer == "estimate" { return EstimatedTokens() }
            if tokenizer.hasPrefix("http://") || tokenizer.hasPrefix("https://") { return try await server(tokenizer) }
            return try BytePairTokenizer(path: tokenizer)
        }
        let settings = try settings.settings(repository: repository)
        let environment = ProcessInfo.processInfo.environment
        if let address = settings.text("model.baseUrl") {
            guard let url = URL(string: address),
                ConnectedModel.isTrusted(
                    url, setting: "model.baseUrl", settings: settings,
                    directories: StateDirectories(environment: environment))
            else {
                Terminal.note("tokens are estimated: code is not sent to an address that the project itself names")
                return EstimatedTokens()
            }
            return try await server(address)
        }
        let folder = StateDirectories(environment: environment).models
        if let entry = try? ModelCatalogue.standard.resolve(settings.text("model.name"), folder: folder) {
            let file =
                entry.fileName.hasPrefix("/")
                ? URL(fileURLWithPath: entry.fileName)
                : folder.appending(path: entry.fileName)
            if FileManager.default.fileExists(atPath: file.path) { return try BytePairTokenizer(path: file.path) }
        }
        Terminal.note("tokens are estimated: no file and no server of the model is here")
        return EstimatedTokens()
    }

    private func server(_ address: String) async throws -> any TokenCounter {
        guard let url = URL(string: address) else {
            throw PackError(message: "this is no address", place: address, remedy: "write http://127.0.0.1:8080/v1")
        }
        let model = OpenAIChatModel(baseURL: url, configuration: RemoteModelConfiguration())
        guard try await model.exactTokens(of: "a") != nil else {
            Terminal.note("tokens are estimated: the server at \(address) does not count them")
            return EstimatedTokens()
        }
        return AskedTokens(name: address, isExact: true) { text in
            try await model.exactTokens(of: text)?.value ?? EstimatedTokens().count(text)
        }
    }
}
