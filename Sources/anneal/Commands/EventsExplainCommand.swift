import AnnealEvents
import AnnealFoundation
import ArgumentParser

/// `anneal events explain EVENT`: what is known of an event, and what probably led to it.
struct EventsExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell what an event is about, and what probably led to it.",
        discussion: """
            EVENT is an offset, as `anneal events tail` shows it, or an identifier. With --run it is the last failure of \
            that run. Told are its context, its pattern and what became of earlier events with it, the expected impact, \
            whether the run's events are in a usual order, and, for a failure, since when it fails and which decisions, \
            edits and other changes lie between the last success and the first failure. They are ranked by how often the \
            same preceded failures and successes in the log; few cases say little, which is told as well.
            """)

    @Argument(help: "The event's offset or identifier.") var event: String?
    @Option(name: .customLong("run"), help: "Explain the last failure of this run.") var failedRun: String?
    @Option(help: "How many places of the log before the event are looked at.") var history = 200_000
    @Option(help: "The database of events; that of the state folder when not given.") var log: String?
    @Flag(help: "One JSON object.") var json = false

    func validate() throws {
        if (event == nil) == (failedRun == nil) { throw ValidationError("name either an event or, with --run, a run") }
        if history < 0 { throw ValidationError("--history is a number from 0 on") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let log = try EventsDesk(path: self.log).log()
            let explanation = try await explain(try await find(in: log), in: log)
            if json {
                Terminal.result(try CanonicalJSON.string(try explanation.json()))
            } else {
                for line in ExplanationText(explanation, terminal: Terminal.current()).lines { Terminal.result(line) }
            }
            return .verified
        }
    }

    private func find(in log: SQLiteEventLog) async throws -> StoredEvent {
        if let run = failedRun {
            if let found = try await log.lastFailure(of: RunID(run)) { return found }
            let isKnown = try await !log.read(after: .beginning, run: RunID(run), limit: 1).isEmpty
            throw EventLogError(
                code: .option, message: isKnown ? "nothing failed in run \(run)" : "the log has no run '\(run)'",
                place: "--run", remedy: "name one of the events that `anneal events tail` shows")
        }
        let name = event ?? ""
        if let offset = Int64(name), offset > 0 {
            let found = try await log.read(after: EventOffset(offset - 1), run: nil, limit: 1).first
            if let found, found.offset.value == offset { return found }
        } else if let found = try await log.event(named: name) {
            return found
        }
        throw EventLogError(
            code: .option, message: "the log has no event '\(name)'", place: "EVENT",
            remedy: "give the offset or the identifier of one that `anneal events tail` shows")
    }

    private func explain(_ target: StoredEvent, in log: SQLiteEventLog) async throws -> EventExplanation {
        var explainer = EventExplainer()
        let start = EventOffset(max(0, target.offset.value - Int64(history) - 1))
        try await log.scan(after: start) { stored in
            guard stored.offset < target.offset else { return false }
            explainer.absorb(stored)
            return true
        }
        var rest: [StoredEvent] = []
        if let run = target.event.run {
            try await log.scan(after: target.offset, run: run) { stored in
                rest.append(stored)
                return true
            }
        }
        return explainer.explain(target, followedBy: rest)
    }
}
