import AnnealFoundation
import AnnealOrchestration
import ArgumentParser

/// `anneal show [RUN]`: what a run did.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a run did, with its evidence and its bill.")

    @Argument(help: "The run, or a part of its identifier; the newest of the repository when not given.")
    var name: String?
    @Option(help: "The repository whose newest run is meant.") var repo = "."
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let desk = try RunDesk()
            let run = try await desk.find(name, repo: repo)
            var summary = try desk.catalogue.summary(of: run)
            summary.decisions = try await desk.decisions(of: run)
            if json {
                Terminal.result(try desk.line("run", try desk.catalogue.state(of: run)))
            } else {
                Terminal.result(ReportMarkdown(summary).text)
            }
            return .verified
        }
    }
}
