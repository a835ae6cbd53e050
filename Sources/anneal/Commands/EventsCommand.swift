import ArgumentParser

/// `anneal events`: what logs and events tell.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Read what runs told; find templates, causes and anomalies in logs.",
        subcommands: [
            EventsTailCommand.self, EventsQueryCommand.self, EventsExplainCommand.self, EventsReplayCommand.self,
            EventsExportCommand.self, EventsDetectCommand.self, EventsRatesCommand.self, EventsTemplatesCommand.self,
            EventsCausalCommand.self,
        ])
}
