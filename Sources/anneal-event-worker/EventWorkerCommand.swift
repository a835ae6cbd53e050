import AnnealBackends
import AnnealEvents
import AnnealFoundation
import ArgumentParser
import Foundation

/// Makes or takes events as a process of its own, for tests that kill it.
@main
struct EventWorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anneal-event-worker", abstract: "Makes or takes events, for tests that kill it.",
        subcommands: [Produce.self, Consume.self, Mirror.self, Measure.self])

    /// Appends the events RUN-0, RUN-1, … and writes each number to a file once the log has said that it is durable.
    ///
    /// It goes on after the last number in that file, so that a killed producer gives what was not acknowledged again,
    /// with the same identifiers.
    struct Produce: AsyncParsableCommand {
        @Argument(help: "The log: a database, or kafka://HOST:PORT.") var log: String
        @Option(help: "The run.") var run: String
        @Option(help: "How many events in all.") var count: Int
        @Option(help: "The file for acknowledged numbers.") var acknowledged: String

        func run() async throws {
            let known = (try? String(contentsOfFile: acknowledged, encoding: .utf8)) ?? ""
            // The last line may be cut.
            let last =
                known.last == "\n" ? known.split(separator: "\n").last : known.split(separator: "\n").dropLast().last
            let start = last.flatMap { Int($0) }.map { $0 + 1 } ?? 0
            let descriptor = open(acknowledged, O_WRONLY | O_CREAT | O_APPEND, 0o644)
            if let first = known.lastIndex(of: "\n"), known.index(after: first) != known.endIndex {
                _ = "\n".withCString { write(descriptor, $0, 1) }
            }
            let events = try WorkerLog.named(log)
            let isShared = !(events is SQLiteEventLog)
            let (run, count) = (run, count)
            try await EventWriter.use(events) { writer in
                var next = start
                while next < count {
                    let batch = (next..<min(count, next + 1 + next % 7)).map { number in
                        var event = CloudEvent(
                            type: "item.note", source: "/producer", time: Date(), id: "\(run)-\(number)",
                            run: RunID(run),
                            data: ["number": .int(number)])
                        // What is shared has its sequence from the log of the machine that it comes from.
                        if isShared { event.sequence = number + 1 }
                        return event
                    }
                    do {
                        _ = try await writer.append(contentsOf: batch)
                    } catch let error as EventLogError where error.code == .unavailable {
                        // A server that is away comes back; what it did not acknowledge is sent again.
                        continue
                    }
                    next += batch.count
                    let line = "\(next - 1)\n"
                    _ = line.withCString { write(descriptor, $0, line.utf8.count) }
                }
            }
        }
    }

    /// Takes events until the log has had none for a while.
    struct Consume: AsyncParsableCommand {
        @Argument(help: "The log.") var log: String
        @Option(help: "How long to wait for further events, in milliseconds.") var patience = 300

        func run() async throws {
            let fold = EventCensus.fold(of: try SQLiteEventLog(path: log))
            var waited = 0
            while waited < patience {
                guard try await fold.advance(limit: 50) == 0 else {
                    waited = 0
                    continue
                }
                try await Task.sleep(for: .milliseconds(10))
                waited += 10
            }
        }
    }
}

/// Counts events and what is wrong with their order: the effect that must be had exactly once.
struct EventCensus: Sendable, Codable {
    var events = 0
    var faults = 0
    var last: [String: Int] = [:]

    static func fold(of log: SQLiteEventLog) -> EventFold<EventCensus> {
        EventFold(name: "census", log: log, initial: EventCensus()) { census, stored in
            let run = stored.event.run?.rawValue ?? ""
            let number = stored.event.data["number"]?.intValue ?? -1
            census.events += 1
            if number != (census.last[run] ?? -1) + 1 || stored.event.sequence != number + 1 { census.faults += 1 }
            census.last[run] = number
        }
    }
}
