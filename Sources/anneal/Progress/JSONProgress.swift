import AnnealEvents
import AnnealFoundation
import AnnealOrchestration

/// Every event as one JSON object on a line of standard output; the last is `run.completed` with the result.
struct JSONProgress: ProgressDisplay {
    /// Takes a line; standard output unless a test listens.
    var write: @Sendable (String) -> Void = { Terminal.result($0) }

    func handle(_ event: RunEvent) {
        if let line = try? CanonicalJSON.string(event) { write(line) }
    }

    /// The event `run.completed` has told everything already.
    func finish(_ summary: RunSummary, reports: [String]) {}
}
