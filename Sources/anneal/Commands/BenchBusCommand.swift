import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal bench bus`: events a second and their latency, in memory and durable.
struct BenchBusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bus", abstract: "Measure the event bus and the log of events.",
        discussion: """
            Throughput is what producers that never rest reach; latency is taken at a fixed rate, from the moment at which \
            an event was due, so that a stall counts for every event that it holds up.
            """)

    @Option(help: "Events for each measurement of throughput.") var events = 400_000
    @Option(help: "Seconds for each measurement of latency.") var seconds = 4.0
    @Option(help: "Where the log is made; a temporary folder when not given.") var folder: String?
    @Flag(help: "One JSON object a measurement and line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            guard events >= 1000, (0.1...600).contains(seconds) else {
                throw UnexpectedError(
                    message: "too little or too much to measure", place: "--events, --seconds",
                    remedy: "choose 1,000 events or more and 0.1 to 600 seconds")
            }
            let place = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
                .appending(path: "anneal-bench-\(UUID().uuidString)", directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: place) }
            let benchmark = BusBenchmark(events: events, seconds: seconds, folder: place)
            for measurement in BusBenchmark.measurements { try show(await measurement(benchmark)()) }
            return .verified
        }
    }

    private func show(_ result: BusBenchmark.Result) throws {
        guard json else {
            func text(_ number: Double) -> String { number.formatted(.number.precision(.significantDigits(1...4))) }
            var line = "\(result.name): \(text(result.rate)) events/s, \(text(result.cpuMicroseconds)) µs of CPU each"
            if let latency = result.latency {
                line +=
                    "; p50 \(text(latency.p50)) ms, p99 \(text(latency.p99)) ms, longest \(text(latency.longest)) ms"
            }
            return Terminal.result(line)
        }
        var members: [String: JSONValue] = [
            "type": "measurement", "name": .string(result.name), "events": .int(result.events),
            "seconds": .double(result.seconds), "eventsPerSecond": .double(result.rate),
            "cpuMicroseconds": .double(result.cpuMicroseconds),
        ]
        if let latency = result.latency {
            members["latencyMilliseconds"] = [
                "p50": .double(latency.p50), "p99": .double(latency.p99), "longest": .double(latency.longest),
            ]
        }
        Terminal.result(try CanonicalJSON.string(JSONValue.object(members)))
    }
}
