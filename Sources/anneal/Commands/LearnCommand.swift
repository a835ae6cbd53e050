import ArgumentParser

/// `anneal learn`: the learning library on data of your own.
struct LearnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn", abstract: "Schedule workflows and projects, validate trees, measure networks.",
        subcommands: [
            LearnScheduleCommand.self, LearnProjectsCommand.self, LearnTreesCommand.self, LearnBenchCommand.self,
        ])
}
