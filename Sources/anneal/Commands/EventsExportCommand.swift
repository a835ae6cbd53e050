import AnnealEvents
import AnnealFoundation
import ArgumentParser

/// `anneal events export`: events for other programs.
struct EventsExportCommand: AsyncParsableCommand {
    /// How events are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case cloudevents
        case sequences
    }

    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write events for other programs to standard output.",
        discussion: """
            cloudevents: a CloudEvents 1.0 object in JSON an event and line. sequences: the types of a run's events on a \
            line, oldest run first, as `anneal events detect` reads them.
            """)

    @OptionGroup var options: EventsFilterOptions
    @Option(help: "cloudevents or sequences.") var format = Format.cloudevents

    func run() async throws {
        try await reportingErrors {
            let filter = try options.filter()
            let log = try options.desk.log()
            var sequences: [RunID: [String]] = [:]
            var order: [RunID] = []
            try await log.scan(run: options.runID, matching: filter) { stored in
                switch format {
                case .cloudevents: Terminal.result(stored.event.line)
                case .sequences:
                    guard let run = stored.event.run else { return true }
                    if sequences[run] == nil { order.append(run) }
                    sequences[run, default: []].append(stored.event.type)
                }
                return true
            }
            for run in order { Terminal.result((sequences[run] ?? []).joined(separator: " ")) }
            return .verified
        }
    }
}
