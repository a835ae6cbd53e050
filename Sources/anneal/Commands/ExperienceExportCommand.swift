import AnnealExperience
import AnnealFoundation
import ArgumentParser

/// `anneal experience export`: for other machines.
struct ExperienceExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print what is remembered for another machine, one JSON object a line.",
        discussion: "Without --text no word of a project is part of it: no titles, no failures' wordings, no names.")

    @OptionGroup var selection: ExperienceSelectionOptions
    @Flag(help: "With the projects' own words.") var text = false

    func run() async throws {
        try await reportingErrors {
            let store = try ExperienceDesk().store()
            let file = try await store.export(try await selection.selection(in: store), includingText: text)
            Output.results.write(try file.text())
            Terminal.note("\(file.records.count) records, \(file.evidence.count) observations")
            return .verified
        }
    }
}
