import AnnealBackends
import AnnealEvents
import AnnealFoundation
import ArgumentParser
import Foundation

/// Writes events of one run into a Kafka topic and reads them again, and prints how many a second; see
/// `Benchmarks/kafka.sh`.
struct Measure: AsyncParsableCommand {
    @Argument(help: "kafka://HOST:PORT, with a topic of its own.") var address: String
    @Option(help: "How many events.") var events = 50_000
    @Option(help: "How many are stored together.") var batch = 1000

    func run() async throws {
        let configuration = try KafkaConfiguration(address)
        let run = RunID("measure")
        var made = (0..<events).map { number in
            var event = CloudEvent(
                type: "item.note", source: "/producer", time: Date(), id: "measure-\(number)", run: run,
                data: [
                    "number": .int(number), "text": .string("candidate \(number % 7) passes \(number % 5) of 5 tests"),
                ])
            event.sequence = number + 1
            return event
        }
        let bytes = made.prefix(1000).reduce(0) { $0 + $1.line.utf8.count } / min(1000, events)
        let writer = KafkaEventLog(KafkaClient(configuration), memory: .sent)
        _ = try await writer.append([made.removeFirst()])
        let start = ContinuousClock.now
        for first in stride(from: 0, to: made.count, by: batch) {
            _ = try await writer.append(Array(made[first..<min(made.count, first + batch)]))
        }
        tell("stored", made.count, ContinuousClock.now - start, bytes)
        let reader = KafkaEventLog(KafkaClient(configuration))
        let readStart = ContinuousClock.now
        var count = 0
        try await reader.scan(run: run) { _ in
            count += 1
            return true
        }
        tell("read", count, ContinuousClock.now - readStart, bytes)
    }

    private func tell(_ what: String, _ count: Int, _ time: Duration, _ bytes: Int) {
        print("\(what) \(count) events of \(bytes) bytes, \(Int(Double(count) / time.seconds)) events/s")
    }
}
