import ArgumentParser

/// The root of the command line.
struct AnnealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anneal", abstract: "Turns a written specification into tested, committed code.",
        version: AnnealVersion.text,
        groupedSubcommands: [
            CommandGroup(name: "Work", subcommands: [RunCommand.self, PlanCommand.self, SpecCommand.self]),
            CommandGroup(
                name: "Runs",
                subcommands: [
                    RunsCommand.self, ShowCommand.self, ResumeCommand.self, AcceptCommand.self, UndoCommand.self,
                    CancelCommand.self,
                ]),
            CommandGroup(name: "Models", subcommands: [ModelCommand.self]),
            CommandGroup(name: "Safety", subcommands: [GuardCommand.self]),
            CommandGroup(name: "Learning", subcommands: [LearnCommand.self, RecommendCommand.self]),
            CommandGroup(
                name: "Insight",
                subcommands: [
                    ContextCommand.self, EventsCommand.self, CacheCommand.self, ExperienceCommand.self,
                    BenchCommand.self,
                ]),
            CommandGroup(
                name: "Set-up",
                subcommands: [DoctorCommand.self, InitCommand.self, ConfigCommand.self, CompletionsCommand.self]),
        ])
}
