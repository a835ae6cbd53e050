import AnnealContext
import AnnealEvents
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal context features`: what is known of a project, and what runs told of its files and tasks.
struct ContextFeaturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "Show what is known of a project, and what runs told of its files and tasks.",
        discussion: "Each figure of the runs is told with its age in seconds. With --json there is the vector as well.")

    @OptionGroup var options: ContextOptions
    @OptionGroup var settings: SettingsOptions
    @Option(name: .customLong("path"), help: "A file, by its path in the repository.") var path: String?
    @Option(help: "A task, as RUN/TASK or TASK.") var task: String?
    @Option(help: "The most files and tasks.") var limit = 50

    func run() async throws {
        try await reportingErrors(json: options.json) {
            let service = ContextService(
                index: try await options.updated(), counter: EstimatedTokens(),
                plan: try ProjectContext.Plan(settings: settings.settings(repository: options.repo)),
                log: try? EventsDesk().log())
            var arguments: [String: JSONValue] = ["limit": .int(max(1, min(5000, limit)))]
            arguments["path"] = path.map { .string($0) }
            arguments["task"] = task.map { .string($0) }
            let answer = try await service.answer("features", .object(arguments))
            Terminal.result(
                options.json ? try CanonicalJSON.string(answer) : try CanonicalJSON.pretty(answer))
            return .verified
        }
    }
}
