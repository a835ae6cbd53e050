import AnnealEvents
import AnnealFoundation
import ArgumentParser

/// The options that choose events.
struct EventsFilterOptions: ParsableArguments {
    @Option(help: "Only this type; * stands for any characters, as in task.*.") var type: String?
    @Option(help: "Only this run.") var run: String?
    @Option(help: "Only this task.") var task: String?
    @Option(help: "Only this part of Anneal: run, task, model, guard, budget, verification.") var module: String?
    @Option(help: "Only this severity and above: debug, info, warning, error.") var severity: String?
    @Option(
        name: .customLong("where"),
        help: "Only events for which this holds, such as 'type = task.* and data.seconds > 3'.")
    var expression: String?
    @Option(help: "The database of events; that of the state folder when not given.") var log: String?

    /// The filter that all of them make.
    ///
    /// - Throws: `FilterError`, `EventLogError`.
    func filter() throws -> EventFilter {
        let least = try severity.map { name in
            guard let severity = EventSeverity(name: name) else {
                throw EventLogError(
                    code: .option, message: "there is no severity '\(name)'", place: "--severity",
                    remedy: "choose debug, info, warning or error")
            }
            return severity
        }
        let filter = EventFilter(
            type: type, run: run.map { RunID($0) }, task: task.map { TaskID($0) }, module: module, severity: least)
        return try expression.map { filter.and(try EventFilter($0)) } ?? filter
    }

    /// The run, for which the log has an index.
    var runID: RunID? { run.map { RunID($0) } }

    var desk: EventsDesk { EventsDesk(path: log) }
}
