import AnnealEvents
import AnnealFoundation
import AnnealOrchestration

/// Every event as one JSON object on a line of standard output; the last is `run.completed` with the result.
///
/// What the event tells stands beside `type`, `time`, `run`, `task` and `correlation`, so that a reader needs no second
/// level.
struct JSONProgress: ProgressDisplay {
    /// Takes a line; standard output unless a test listens.
    var write: @Sendable (String) -> Void = { Terminal.result($0) }

    func handle(_ event: RunEvent) {
        guard var members = (try? JSONValue(encoding: event))?.objectValue else { return }
        members["data"] = nil
        members.merge(event.data, uniquingKeysWith: { own, _ in own })
        if let line = try? CanonicalJSON.string(JSONValue.object(members)) { write(line) }
    }

    /// The event `run.completed` has told everything already.
    func finish(_ summary: RunSummary, reports: [String]) {}
}
