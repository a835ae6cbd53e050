import AnnealEvents
import AnnealFoundation
import ArgumentParser

/// `anneal events tail`: the newest events, and those that come.
struct EventsTailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Show the newest events, and follow further ones.",
        discussion: "Runs of any process of this machine are seen. Ctrl-C ends it.")

    @OptionGroup var options: EventsFilterOptions
    @Option(help: "How many of the newest events to begin with.") var last = 20
    @Flag(name: .shortAndLong, help: "Go on with events as they come.") var follow = false
    @Flag(help: "With each event's context, pattern, similar events before it, and what is to be expected.")
    var enhanced = false
    @Option(help: "With --enhanced: how many places of the log before the first event are learned from.")
    var history = 200_000
    @Flag(help: "One JSON object an event and line.") var json = false

    func validate() throws {
        if history < 0 { throw ValidationError("--history is a number from 0 on") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let filter = try options.filter()
            let log = try options.desk.log()
            let terminal = Terminal.current()
            let (newest, end) = try await log.newest(max(0, last), run: options.runID, matching: filter)
            guard !enhanced else {
                try await showEnhanced(newest, end, in: log, filter, terminal)
                return .verified
            }
            for stored in newest { show(stored, nil, terminal) }
            guard follow else { return .verified }
            try await log.follow(after: end, run: options.runID, matching: filter) { stored in
                show(stored, nil, terminal)
                return true
            }
            return .verified
        }
    }

    /// Every event on the way counts for those after it, whether it is shown or not.
    private func showEnhanced(
        _ newest: [StoredEvent], _ end: EventOffset, in log: SQLiteEventLog, _ filter: EventFilter, _ terminal: Terminal
    ) async throws {
        let enhancer = EventEnhancer()
        let first = newest.first?.offset ?? EventOffset(end.value + 1)
        let start = EventOffset(max(0, first.value - Int64(history) - 1))
        func pass(_ stored: StoredEvent) {
            guard stored.offset >= first, filter.matches(stored.event) else { return enhancer.absorb(stored.event) }
            show(stored, enhancer.enhance(stored.event), terminal)
        }
        try await log.scan(after: start) { stored in
            guard stored.offset <= end else { return false }
            pass(stored)
            return true
        }
        guard follow else { return }
        try await log.follow(after: end) { stored in
            pass(stored)
            return true
        }
    }

    private func show(_ stored: StoredEvent, _ enhanced: EnhancedEvent?, _ terminal: Terminal) {
        if json { return Terminal.result(EventsDesk.line(stored, adding: try? enhanced?.json())) }
        let text = EventsDesk.text(stored, terminal: terminal)
        Terminal.result(enhanced.map { text + "\n" + EventsDesk.text($0) } ?? text)
    }
}
