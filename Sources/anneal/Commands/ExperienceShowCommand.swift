import AnnealExperience
import AnnealFoundation
import ArgumentParser

/// `anneal experience show`: records and what they rest on.
struct ExperienceShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is remembered of a run, a project or one record.")

    @OptionGroup var selection: ExperienceSelectionOptions
    @Option(help: "At most so many, the newest.") var count = 50
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let store = try ExperienceDesk().store()
            let chosen = try await selection.selection(in: store)
            for record in try await store.records(chosen, limit: count) {
                let line =
                    json
                    ? try CanonicalJSON.string(JSONValue.object(try ExperienceText.json(record)))
                    : ExperienceText.line(record)
                Terminal.result(line)
            }
            return .verified
        }
    }
}
