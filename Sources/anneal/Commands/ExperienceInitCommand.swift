import AnnealExperience
import AnnealFoundation
import ArgumentParser

/// `anneal experience init`: seeds for the first run.
struct ExperienceInitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Put what is known beforehand into the knowledge graph.",
        discussion:
            "Languages with their tools, and kinds of failure with what to do about them. Again changes nothing.")

    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let library = try ExperienceDesk().library()
            try await library.follow()
            guard let graph = library.graph else { return .verified }
            let count = try await ExperienceSeeds.plant(in: graph)
            let line =
                json ? try CanonicalJSON.string(JSONValue.object(["nodes": .int(count)])) : "\(count) nodes were added"
            Terminal.result(line)
            return .verified
        }
    }
}
