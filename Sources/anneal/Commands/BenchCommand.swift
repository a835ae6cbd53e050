import ArgumentParser

/// `anneal bench`: how fast the parts of Anneal are on this machine.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure parts of Anneal on this machine.",
        subcommands: [BenchBusCommand.self])
}
