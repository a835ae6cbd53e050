import AnnealExecution
import AnnealFoundation
import AnnealOrchestration
import ArgumentParser

/// `anneal runs`: the runs of this machine or repository.
struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List the runs, the newest first.",
        discussion: "A run whose process is gone is shown as interrupted, and what it left behind is tidied up.")

    @Option(help: "Only the runs of this repository.") var repo: String?
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let desk = try RunDesk()
            await desk.tidy()
            var root: String?
            if let repo { root = try await desk.repository(at: repo).root }
            let runs = try desk.catalogue.summaries(of: root)
            if json {
                for run in runs { Terminal.result(try desk.line("run", try desk.catalogue.state(of: run.run))) }
            } else if runs.isEmpty {
                Terminal.note("there are no runs yet: `anneal run SPEC --repo DIR` starts one")
            } else {
                for line in RunTable.lines(runs, terminal: .current()) { Terminal.result(line) }
            }
            return .verified
        }
    }
}
