import ArgumentParser

/// `anneal spec`: look at a specification before any work is done.
struct SpecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spec", abstract: "Check a specification, show what was understood of it, compare two.",
        subcommands: [SpecCheckCommand.self, SpecShowCommand.self, SpecDiffCommand.self])
}
