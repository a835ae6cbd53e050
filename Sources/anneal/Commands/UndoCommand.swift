import AnnealFoundation
import AnnealOrchestration
import ArgumentParser

/// `anneal undo [RUN]`: takes a run back.
struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take a run back: its branch, and what was merged of it.",
        discussion: """
            A branch that holds nothing newer goes back to where it was; otherwise a commit reverts what the run made. \
            Your own commits and uncommitted work stay.
            """)

    @Argument(help: "The run, or a part of its identifier; the newest of the repository when not given.")
    var name: String?
    @Option(help: "The repository whose newest run is meant.") var repo = "."
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let desk = try RunDesk()
            let run = try await desk.find(name, repo: repo)
            let state = try await desk.control.undo(run, git: desk.repository(of: run))
            Terminal.result(json ? try desk.line("run.undone", state) : "\(run) is undone")
            return .verified
        }
    }
}
