import ArgumentParser

/// `anneal guard`: what keeps commands from doing harm.
struct GuardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard", abstract: "Judge commands, scan files, and run commands without a way out of one folder.",
        subcommands: [
            GuardCheckCommand.self, GuardExplainCommand.self, GuardTestCommand.self, GuardExecCommand.self,
            GuardLogCommand.self, GuardVerifyCommand.self, GuardScanCommand.self, GuardRestoreCommand.self,
        ])
}
