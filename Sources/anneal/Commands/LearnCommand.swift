import ArgumentParser

/// `anneal learn`: the learning library on data of your own.
struct LearnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract:
            "Record what ways of working bring; schedule workflows and projects, validate trees, measure networks.",
        subcommands: [
            LearnRecordCommand.self, LearnEvaluateCommand.self, LearnTrainCommand.self, LearnContinuousCommand.self,
            LearnStatusCommand.self, LearnServeCommand.self,
            LearnReportCommand.self, LearnExplainCommand.self, LearnRollbackCommand.self, LearnExportCommand.self,
            LearnScheduleCommand.self, LearnProjectsCommand.self, LearnTreesCommand.self, LearnBenchCommand.self,
        ])
}
