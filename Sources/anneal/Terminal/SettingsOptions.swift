import AnnealFoundation
import ArgumentParser
import Foundation

/// The options that every command with settings has, and the settings that come of them.
struct SettingsOptions: ParsableArguments {
    @Option(help: "The model, by the provider's or the local catalogue's name.")
    var model: String?

    @Option(help: "An OpenAI-compatible address, such as http://127.0.0.1:8080/v1.")
    var baseUrl: String?

    @Option(help: "openai, anthropic or local; found out when not given.")
    var provider: String?

    /// The flags by setting.
    var flags: [String: String] {
        var flags: [String: String] = [:]
        flags["model.name"] = model
        flags["model.baseUrl"] = baseUrl
        flags["model.provider"] = provider
        return flags
    }

    /// Reads the settings that are in force for a repository.
    ///
    /// - Parameters:
    ///   - repository: the repository's root, if there is one.
    ///   - more: further flags by setting.
    /// - Returns: the settings.
    /// - Throws: `ConfigurationError`.
    func settings(repository: String?, more: [String: String] = [:]) throws -> Settings {
        let environment = ProcessInfo.processInfo.environment
        return try Settings(
            flags: flags.merging(more, uniquingKeysWith: { $1 }), environment: environment,
            projectFile: repository.map { $0 + "/.anneal/config.yaml" },
            userFile: StateDirectories(environment: environment).configuration.appending(path: "config.yaml").path)
    }
}
