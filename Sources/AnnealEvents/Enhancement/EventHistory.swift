internal import AnnealFoundation
internal import Foundation

/// Statistics of what follows on events, gathered from a log in its order.
///
/// A task (an event without one: the run) is one case, however many events of a kind it has: events of one task are not
/// independent. It failed when the event that ends it is a warning or worse. The value can be the state of an `EventFold`.
public struct EventHistory: Sendable, Hashable, Codable {
    /// How many events of one task are waited for; more of the same say no more.
    static let openLimit = 200
    /// How many runs without an end are kept.
    static let openRunLimit = 64

    /// An event that waits for the end of its task.
    struct Mark: Sendable, Hashable, Codable {
        var id: String
        var time: Date
        var keys: [String]
    }

    /// A run that has not ended.
    struct OpenRun: Sendable, Hashable, Codable {
        /// By task; the run itself under "".
        var marks: [String: [Mark]] = [:]
        /// The keys of the newest event.
        var last: [String] = []
        var updated: Date
    }

    var records: [String: EventRecord] = [:]
    var open: [String: OpenRun] = [:]

    /// Creates a history without events.
    public init() {}

    /// Takes the next event of the log.
    ///
    /// - Parameter event: the event; one without a run is counted alone.
    public mutating func absorb(_ event: CloudEvent) {
        let keys = EventSignature.keys(of: event)
        for key in keys { records[key, default: EventRecord()].events += 1 }
        guard let run = event.run?.rawValue else { return }
        var state = open[run] ?? OpenRun(updated: event.time)
        state.updated = event.time
        for key in state.last { records[key]?.count(next: event.type) }
        state.last = keys
        let failed = event.severity >= .warning
        switch event.type {
        case "run.completed":
            for task in state.marks.keys.sorted() {
                // Tasks that the run left without an end say nothing of how tasks end.
                if task.isEmpty { settle(state.marks[task] ?? [], run: run, task: nil, at: event.time, failed: failed) }
            }
            open[run] = nil
            return
        case "task.completed":
            if let task = event.task?.rawValue {
                settle(state.marks[task] ?? [], run: run, task: task, at: event.time, failed: failed)
                state.marks[task] = nil
            }
            state.add(Mark(id: event.id, time: event.time, keys: keys), to: "")
        default:
            state.add(Mark(id: event.id, time: event.time, keys: keys), to: event.task?.rawValue ?? "")
        }
        open[run] = state
        if open.count > Self.openRunLimit, let oldest = open.min(by: { $0.value.updated < $1.value.updated })?.key {
            open[oldest] = nil
        }
    }

    /// The narrowest record of an event that has enough cases, with its key.
    func record(of event: CloudEvent, cases: Int) -> (key: String, record: EventRecord)? {
        let keys = EventSignature.keys(of: event)
        let found = keys.compactMap { key in records[key].map { (key: key, record: $0) } }
        return found.first { $0.record.outcomes.cases >= cases } ?? found.last { $0.record.outcomes.cases > 0 }
    }

    private mutating func settle(_ marks: [Mark], run: String, task: String?, at end: Date, failed: Bool) {
        var counted: Set<String> = []
        for mark in marks {
            let seconds = max(0, end.timeIntervalSince(mark.time))
            for key in mark.keys {
                records[key, default: EventRecord()].add(seconds: seconds)
                guard counted.insert(key).inserted else { continue }
                records[key]?.outcomes.cases += 1
                if failed { records[key]?.outcomes.hits += 1 }
                records[key]?.add(
                    example: SimilarEvent(
                        id: mark.id, time: mark.time, run: run, task: task, failed: failed, seconds: seconds))
            }
        }
    }
}

extension EventHistory.OpenRun {
    mutating func add(_ mark: EventHistory.Mark, to task: String) {
        guard marks[task, default: []].count < EventHistory.openLimit else { return }
        marks[task, default: []].append(mark)
    }
}
