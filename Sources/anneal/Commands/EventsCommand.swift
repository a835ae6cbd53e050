import ArgumentParser

/// `anneal events`: what logs and events tell.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Find templates, causes and anomalies in logs and events.",
        subcommands: [EventsTemplatesCommand.self, EventsCausalCommand.self])
}
