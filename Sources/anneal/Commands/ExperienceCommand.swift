import ArgumentParser

/// `anneal experience`: what runs left behind.
struct ExperienceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experience", abstract: "See, search, exchange and forget what runs left behind.",
        subcommands: [
            ExperienceStatsCommand.self, ExperienceSearchCommand.self, ExperienceShowCommand.self,
            ExperienceGraphCommand.self, ExperienceInitCommand.self, ExperienceForgetCommand.self,
            ExperienceExportCommand.self, ExperienceImportCommand.self, ExperienceBenchCommand.self,
            ExperienceDistillCommand.self,
        ])
}
