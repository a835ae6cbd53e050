import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal config`: the settings and where they come from.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "The settings, and where a value comes from.",
        subcommands: [List.self, Explain.self], defaultSubcommand: List.self)

    /// `anneal config list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Every setting with its value in force.")

        @Option(help: "The repository whose configuration counts.") var repo = "."
        @Flag(help: "One JSON object a line.") var json = false
        @OptionGroup var options: SettingsOptions

        func run() async throws {
            try await reportingErrors(json: json) {
                let settings = try options.settings(repository: repo)
                for setting in Setting.all {
                    let explanation = try settings.explain(setting.key)
                    if json {
                        Terminal.result(
                            try CanonicalJSON.string(
                                JSONValue.object([
                                    "key": .string(setting.key),
                                    "value": explanation.value.map { .string($0) } ?? .null,
                                    "source": .string(explanation.source), "summary": .string(setting.summary),
                                ])))
                    } else {
                        let value = explanation.value ?? "(unset)"
                        Terminal.result("\(setting.key) = \(value)  [\(explanation.source)]  \(setting.summary)")
                    }
                }
                return .verified
            }
        }
    }

    /// `anneal config explain KEY`
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Where a setting's value comes from.")

        @Argument(help: "The setting, such as model.name.") var key: String
        @Option(help: "The repository whose configuration counts.") var repo = "."
        @OptionGroup var options: SettingsOptions

        func run() async throws {
            try await reportingErrors {
                let explanation = try options.settings(repository: repo).explain(key)
                let setting = Setting.named(key)
                Terminal.result("\(key): \(setting?.summary ?? "")")
                Terminal.result("  environment variable: \(setting?.environmentVariable ?? "")")
                if explanation.candidates.isEmpty { Terminal.result("  nothing sets it") }
                for (rank, candidate) in explanation.candidates.enumerated() {
                    Terminal.result(
                        "  \(rank == 0 ? "in force" : "hidden  ") \(candidate.value)  from \(candidate.source)")
                }
                return .verified
            }
        }
    }
}
