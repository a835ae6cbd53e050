import AnnealEvents
import AnnealFoundation
import ArgumentParser

/// `anneal events query EXPRESSION`: events for which an expression holds.
struct EventsQueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Find events by an expression.",
        discussion: """
            Attributes: type, source, subject, id, run, task, module, correlation, severity, sequence, time, and data.NAME \
            for what an event tells. Comparisons: = != < <= > >=, ~ for texts that contain another one, in (A, B), exists; \
            * stands for any characters after = and !=. Connectives: and, or, not, parentheses.
              anneal events query 'type = task.* and severity >= warning and data.seconds > 3'
            """)

    @Argument(help: "The expression.") var expression: String
    @OptionGroup var options: EventsFilterOptions
    @Option(help: "How many events at most.") var limit = 100
    @Flag(help: "Only how many they are.") var count = false
    @Flag(help: "With each event's context, similar events before it, and what was to be expected then.")
    var enhanced = false
    @Flag(help: "One JSON object an event and line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let filter = try options.filter().and(try EventFilter(expression))
            let log = try options.desk.log()
            let found = count ? try await counted(log, filter) : try await shown(log, filter)
            if count {
                Terminal.result(json ? try CanonicalJSON.string(JSONValue.object(["count": .int(found)])) : "\(found)")
            } else if found >= limit, !json {
                Terminal.note("there may be more; --limit shows them")
            }
            return .verified
        }
    }

    private func counted(_ log: SQLiteEventLog, _ filter: EventFilter) async throws -> Int {
        var found = 0
        try await log.scan(run: options.runID, matching: filter) { _ in
            found += 1
            return true
        }
        return found
    }

    /// What an event is enhanced by comes from all events before it, so that all are read then.
    private func shown(_ log: SQLiteEventLog, _ filter: EventFilter) async throws -> Int {
        let terminal = Terminal.current()
        let enhancer = EventEnhancer()
        var found = 0
        try await log.scan(run: enhanced ? nil : options.runID) { stored in
            guard found < limit else { return false }
            let isWanted = filter.matches(stored.event)
            if isWanted { found += 1 }
            guard enhanced else {
                if isWanted { Terminal.result(line(stored, nil, terminal)) }
                return true
            }
            if isWanted {
                Terminal.result(line(stored, enhancer.enhance(stored.event), terminal))
            } else {
                enhancer.absorb(stored.event)
            }
            return true
        }
        return found
    }

    private func line(_ stored: StoredEvent, _ enhanced: EnhancedEvent?, _ terminal: Terminal) -> String {
        guard json else {
            let text = EventsDesk.text(stored, terminal: terminal)
            return enhanced.map { text + "\n" + EventsDesk.text($0) } ?? text
        }
        return EventsDesk.line(stored, adding: try? enhanced?.json())
    }
}
