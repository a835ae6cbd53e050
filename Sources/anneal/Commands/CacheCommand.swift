import ArgumentParser

/// `anneal cache`: what is kept so that it need not be computed again.
struct CacheCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Look at what is kept for later, and try policies on traces of requests.",
        subcommands: [
            CacheStatsCommand.self, CacheExplainCommand.self, CacheClearCommand.self, CacheSimulateCommand.self,
            CacheGateCommand.self,
        ])
}
