import ArgumentParser

/// The command line of Anneal.
@main
struct Anneal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anneal", abstract: "Turns a written specification into tested, committed code.",
        version: "0.1.0")
}
