import AnnealExperience
import AnnealFoundation
import ArgumentParser

/// `anneal experience search TEXT`: what earlier runs did that is like it.
struct ExperienceSearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find attempts, failures and repairs of earlier runs that are like a text.")

    @Argument(help: "What to look for: a task, a failure.") var text: String
    @Option(help: "At most so many.") var count = 10
    @Option(help: "How alike they have to be, from 0 to 1.") var threshold = 0.2
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let library = try ExperienceDesk().library()
            let found = try await library.similar(to: text, count: count, threshold: threshold)
            for item in found {
                if json {
                    var members = try ExperienceText.json(item.record)
                    members["similarity"] = .double(item.similarity)
                    Terminal.result(try CanonicalJSON.string(JSONValue.object(members)))
                } else {
                    Terminal.result("\(ExperienceText.rounded(item.similarity)) \(ExperienceText.line(item.record))")
                }
            }
            if found.isEmpty && !json { Terminal.note("nothing that is remembered is like it") }
            return .verified
        }
    }
}
