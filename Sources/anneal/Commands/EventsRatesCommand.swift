import AnnealEvents
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal events rates`: kinds of events that came more often than they used to.
struct EventsRatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates", abstract: "Find types of events that came more often than they used to.",
        discussion: """
            A burst is a window with more events than the windows before let expect; a drift is a little more for a \
            while. Windows without any event are left out. Exits with 0 when there is neither, with 2 otherwise.
            """)

    @OptionGroup var options: EventsFilterOptions
    @Option(help: "Seconds of a window.") var window = 60.0
    @Option(help: "The chance of calling a usual window a burst.") var alpha = 1e-5
    @Flag(help: "One JSON object a finding and line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            guard window > 0, window.isFinite, alpha > 0, alpha < 1 else {
                throw EventLogError(
                    code: .option, message: "no such window or chance", place: "--window, --alpha",
                    remedy: "choose a window above 0 seconds and a chance between 0 and 1")
            }
            let filter = try options.filter()
            var monitor = RateMonitor(options: RateMonitor.Options(window: window, alpha: alpha))
            var found = 0
            func show(_ anomalies: [RateMonitor.Anomaly]) throws {
                found += anomalies.count
                for anomaly in anomalies { Terminal.result(try line(anomaly)) }
            }
            let log = try options.desk.log()
            try await log.scan(run: options.runID, matching: filter) { stored in
                try show(monitor.count(stored.event.type, at: stored.event.time))
                return true
            }
            try show(monitor.close())
            return found == 0 ? .verified : .criteriaNotMet
        }
    }

    private func line(_ anomaly: RateMonitor.Anomaly) throws -> String {
        if json { return try CanonicalJSON.string(anomaly) }
        let expected = anomaly.expected.formatted(.number.precision(.significantDigits(1...3)))
        return "\(anomaly.start.formatted(.iso8601)) \(anomaly.kind): \(anomaly.count) in \(Int(window)) s, "
            + "\(expected) expected [\(anomaly.form.rawValue)]"
    }
}
