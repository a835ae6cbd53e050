import ArgumentParser

/// `anneal context`: what of a repository a task needs to see.
struct ContextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context", abstract: "Index a repository, and find the files that a task is about.",
        subcommands: [
            ContextIndexCommand.self, ContextSearchCommand.self, ContextExplainCommand.self, ContextMapCommand.self,
            ContextEmbedCommand.self,
            ContextPackCommand.self, ContextFeaturesCommand.self, ContextServeCommand.self,
        ])
}
