import ArgumentParser

/// `anneal guard`: what keeps commands from doing harm.
struct GuardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard", abstract: "Run commands as Anneal runs them: without a way out of one folder.",
        subcommands: [GuardExecCommand.self])
}
