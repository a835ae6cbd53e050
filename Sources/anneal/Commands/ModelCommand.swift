import AnnealFoundation
import AnnealModels
import ArgumentParser
import Foundation

/// `anneal model`: the local models.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Fetch, serve and stop local models.",
        discussion: "A local model is fetched and served by itself when a run needs it; see docs/local-model.md.",
        subcommands: [
            ModelListCommand.self, ModelPullCommand.self, ModelServeCommand.self, ModelStopCommand.self,
            ModelStatusCommand.self,
        ])
}

/// The runtime of local models with the settings of a command.
func localRuntime(_ settings: Settings) -> LocalRuntime {
    let environment = ProcessInfo.processInfo.environment
    return LocalRuntime(
        directories: StateDirectories(environment: environment), environment: environment, settings: settings,
        launcher: SystemProcessLauncher())
}
