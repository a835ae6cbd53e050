import AnnealFoundation
import AnnealModels
import ArgumentParser
import Foundation

/// `anneal model pull NAME`
struct ModelPullCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Fetch a local model; goes on where an interruption left it.")

    @Argument(help: "The model; the default one when not given.") var name: String?
    @Option(help: "Take this GGUF file instead of fetching one; its digest is checked.") var file: String?
    @Option(help: "The repository whose configuration counts.") var repo = "."
    @Flag(help: "One JSON object a line.") var json = false
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await reportingErrors(json: json) {
            let settings = try options.settings(repository: repo)
            let runtime = localRuntime(settings)
            let entry = try runtime.catalogue.resolve(
                name ?? settings.text("model.name"), folder: runtime.store.folder)
            let display = LocalProgressDisplay(json: json)
            let place = try await runtime.store.fetch(entry, file: file.map(absolutePath)) { display.show($0) }
            display.end()
            if json {
                Terminal.result(
                    try CanonicalJSON.string(
                        JSONValue.object([
                            "type": "pulled", "name": .string(entry.name), "path": .string(place.path),
                        ])))
            } else {
                Terminal.result("\(entry.name) is here: \(place.path)")
            }
            return .verified
        }
    }
}

/// A path as a person gives it, made absolute.
func absolutePath(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
}
