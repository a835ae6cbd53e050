import AnnealFoundation
import AnnealModels
import ArgumentParser
import Foundation

/// `anneal model stop [NAME]`
struct ModelStopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stop", abstract: "Stop the local model.")

    @Argument(help: "The model whose server is stopped; all when not given.") var name: String?
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            // What runs is stopped even when the configuration cannot be read.
            let stopped = try await localRuntime(try Settings()).stop(model: name)
            if stopped.isEmpty, !json { Terminal.result("no local model is running") }
            for model in stopped {
                Terminal.result(
                    json
                        ? try CanonicalJSON.string(JSONValue.object(["type": "stopped", "name": .string(model)]))
                        : "stopped \(model)")
            }
            return .verified
        }
    }
}
