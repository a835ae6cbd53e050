import AnnealFoundation
import AnnealOrchestration
import ArgumentParser

/// `anneal cancel [RUN]`: ends a run for good.
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a run, its process too if it is at work, and clean up after it.",
        discussion: "The branch stays when it holds commits. A run that is only to pause is stopped with Ctrl-C.")

    @Argument(help: "The run, or a part of its identifier; the newest of the repository when not given.")
    var name: String?
    @Option(help: "The repository whose newest run is meant.") var repo = "."
    @Flag(help: "Remove the branch too.") var deleteBranch = false
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let desk = try RunDesk()
            let run = try await desk.find(name, repo: repo)
            let state = try await desk.control.cancel(
                run, git: desk.repository(of: run), removesBranch: deleteBranch)
            Terminal.result(json ? try desk.line("run.cancelled", state) : "\(run) is \(state.summary.phase.rawValue)")
            return .verified
        }
    }
}
