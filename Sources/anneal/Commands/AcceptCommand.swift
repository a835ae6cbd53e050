import AnnealExecution
import AnnealFoundation
import AnnealOrchestration
import ArgumentParser

/// `anneal accept [RUN]`: merges a run's branch.
struct AcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Merge a run's branch into the checked-out one.",
        discussion: """
            Moves the branch forward where that is possible and makes a merge commit otherwise. Nothing is changed when \
            there is a conflict or uncommitted work would be overwritten.
            """)

    @Argument(help: "The run, or a part of its identifier; the newest of the repository when not given.")
    var name: String?
    @Option(help: "The repository whose newest run is meant.") var repo = "."
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let desk = try RunDesk()
            let run = try await desk.find(name, repo: repo)
            let state = try await desk.control.accept(run, git: desk.repository(of: run))
            if json {
                Terminal.result(try desk.line("run.accepted", state))
            } else if let acceptance = state.acceptance {
                let place = acceptance.branch ?? "the detached HEAD"
                let how =
                    switch acceptance.way {
                    case .fastForward: "was moved forward to \(acceptance.after.prefix(12))"
                    case .merge: "got the merge commit \(acceptance.after.prefix(12))"
                    case .present: "had it already"
                    }
                Terminal.result("\(run) is accepted: \(place) \(how); `anneal undo \(run)` takes it back")
            }
            return .verified
        }
    }
}
