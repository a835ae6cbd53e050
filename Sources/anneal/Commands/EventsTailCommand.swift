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
    @Flag(help: "One JSON object an event and line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let filter = try options.filter()
            let log = try options.desk.log()
            let terminal = Terminal.current()
            let (newest, end) = try await log.newest(max(0, last), run: options.runID, matching: filter)
            for stored in newest { show(stored, terminal) }
            guard follow else { return .verified }
            try await log.follow(after: end, run: options.runID, matching: filter) { stored in
                show(stored, terminal)
                return true
            }
            return .verified
        }
    }

    private func show(_ stored: StoredEvent, _ terminal: Terminal) {
        Terminal.result(json ? EventsDesk.line(stored) : EventsDesk.text(stored, terminal: terminal))
    }
}
