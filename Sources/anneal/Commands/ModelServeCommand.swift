import AnnealFoundation
import AnnealModels
import ArgumentParser
import Foundation

/// `anneal model serve [NAME]`
struct ModelServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Start the local model; it stays until it is stopped or not used for a while.",
        discussion: """
            A server that runs with the same settings is kept. One that was started with other settings is replaced,
            unless it is working on a request.
            """)

    @Argument(help: "The model or the path of a GGUF file; the default model when not given.") var name: String?
    @Option(help: "Take the model from this GGUF file when it is not here.") var file: String?
    @Option(help: "Tokens of context of each slot.") var context: Int?
    @Option(help: "Requests at the same time.") var slots: Int?
    @Option(help: "Threads; all cores when not given.") var threads: Int?
    @Option(help: "Minutes without use after which it ends.") var idleMinutes: Int?
    @Option(help: "The repository whose configuration counts.") var repo = "."
    @Flag(help: "One JSON object a line.") var json = false
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await reportingErrors(json: json) {
            var flags: [String: String] = [:]
            flags["model.localContextLength"] = context.map(String.init)
            flags["model.localSlots"] = slots.map(String.init)
            flags["model.localThreads"] = threads.map(String.init)
            flags["model.idleMinutes"] = idleMinutes.map(String.init)
            let runtime = localRuntime(try options.settings(repository: repo, more: flags))
            let display = LocalProgressDisplay(json: json)
            let server = try await runtime.serve(model: name, file: file.map(absolutePath)) { display.show($0) }
            display.end()
            Terminal.result(
                try json
                    ? CanonicalJSON.string(
                        JSONValue.object(["type": "serving", "server": JSONValue(encoding: server)]))
                    : "\(server.model) at \(server.baseURL): \(server.slots) slots of \(server.contextLength.value) "
                        + "tokens, process \(server.pid)")
            return .verified
        }
    }
}
