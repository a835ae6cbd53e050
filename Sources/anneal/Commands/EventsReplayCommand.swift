import AnnealEvents
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal events replay`: events again, from an offset or from where a consumer is.
struct EventsReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Give events again, from any place in the log.",
        discussion: """
            With --consumer it goes on from what that consumer committed, and commits after every hundred lines and at \
            the end: a reader that is killed gets what it had not been told to be done with again. With --speed the pauses \
            between events are kept, so many times shorter.
            """)

    @OptionGroup var options: EventsFilterOptions
    @Option(help: "The offset before the first event that is wanted.") var after: Int64?
    @Option(help: "A name under which the place is kept.") var consumer: String?
    @Option(help: "How many times faster than it happened; at once when not given.") var speed: Double?
    @Flag(help: "One JSON object an event and line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            if let speed, !(speed > 0 && speed.isFinite) {
                throw EventLogError(
                    code: .option, message: "the speed is \(speed)", place: "--speed", remedy: "choose one above 0")
            }
            let filter = try options.filter()
            let log = try options.desk.log()
            var start = EventOffset(max(0, after ?? 0))
            if after == nil, let consumer { start = try await log.position(of: consumer) }
            try await replay(log, after: start, filter)
            return .verified
        }
    }

    private func replay(_ log: SQLiteEventLog, after start: EventOffset, _ filter: EventFilter) async throws {
        let terminal = Terminal.current()
        var offset = start
        var before: StoredEvent?
        while true {
            let page = try await log.read(after: offset, run: options.runID, limit: 100)
            guard let last = page.last else { return }
            for stored in page where filter.matches(stored.event) {
                if let speed, let before {
                    let pause = stored.event.time.timeIntervalSince(before.event.time) / speed
                    if pause > 0 { try await Task.sleep(for: .seconds(pause)) }
                }
                before = stored
                Terminal.result(json ? EventsDesk.line(stored) : EventsDesk.text(stored, terminal: terminal))
            }
            offset = last.offset
            // What could not be written is not done.
            guard Output.failure == nil else { return }
            if let consumer { try await log.commit(offset, for: consumer) }
        }
    }
}
