import AnnealExperience
import AnnealFoundation
import ArgumentParser

/// `anneal experience forget`: deletes for good.
struct ExperienceForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Delete what is remembered of a project, a run or a record, for good.",
        discussion: """
            Records go with their text, their vectors, their part of the knowledge graph and what they taught. Conditions \
            that are given all have to hold. Nothing brings it back.
            """)

    @OptionGroup var selection: ExperienceSelectionOptions
    @Flag(help: "Everything.") var all = false
    @Flag(help: "One JSON object.") var json = false

    func validate() throws {
        guard all != !selection.isEmpty else {
            throw ValidationError("Give --project, --run, --id, --older-than, or --all alone.")
        }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let desk = ExperienceDesk()
            let library = try desk.library()
            let count = try await SharedExperience.following(desk) {
                try await library.forget(try await selection.selection(in: library.store))
            }
            let line =
                json
                ? try CanonicalJSON.string(JSONValue.object(["forgotten": .int(count)])) : "\(count) records forgotten"
            Terminal.result(line)
            return .verified
        }
    }
}
