import AnnealEvents
import AnnealFoundation
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Measures the bus and the log with events like those of a run: some 300 bytes each.
struct BusBenchmark: Sendable {
    /// All measurements in order.
    static let measurements: [@Sendable (BusBenchmark) -> @Sendable () async throws -> Result] = [
        { benchmark in { await benchmark.memoryThroughput() } },
        { benchmark in { await benchmark.memoryLatency(rate: 100_000) } },
        { benchmark in { try await benchmark.durableThroughput(batch: 256) } },
        { benchmark in { try await benchmark.durableThroughput(batch: 1) } },
        { benchmark in { try await benchmark.durableLatency(rate: 25_000) } },
        { benchmark in { try await benchmark.reading() } },
    ]

    let events: Int
    let seconds: Double
    let folder: URL

    /// Two producers, one subscriber to all events and one to a third of them; nothing may be missed.
    func memoryThroughput() async -> Result {
        let hub = EventHub()
        let all = hub.subscribe(capacity: 4096)
        let some = hub.subscribe(to: EventFilter(type: "item.check"), capacity: 4096)
        return await measured("memory", events: events) {
            await withTaskGroup(of: Void.self) { group in
                for subscription in [all, some] {
                    group.addTask { while await subscription.next(upTo: 1024) != nil {} }
                }
                await withTaskGroup(of: Void.self) { producers in
                    for producer in 0..<2 {
                        producers.addTask {
                            for index in 0..<events / 2 { await hub.publish(Self.event(index, producer: producer)) }
                        }
                    }
                }
                hub.finish()
            }
        }
    }

    func memoryLatency(rate: Int) async -> Result {
        let hub = EventHub()
        let subscription = hub.subscribe(capacity: 65_536)
        let latencies = Samples()
        let start = ContinuousClock.now
        var result = await measured("memory at \(rate) events/s", events: Int(Double(rate) * seconds)) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    var seen: [Double] = []
                    while let events = await subscription.next(upTo: 1024) {
                        let now = ContinuousClock.now - start
                        for event in events {
                            seen.append((now.seconds - (event.data["due"]?.doubleValue ?? 0)) * 1000)
                        }
                    }
                    latencies.add(seen)
                }
                await paced(rate: rate, since: start) { event in await hub.publish(event) }
                hub.finish()
            }
        }
        result.latency = Latency(latencies.all)
        return result
    }

    /// Sixteen producers, each of which waits until what it gave is on the disk; single events come from many more.
    func durableThroughput(batch: Int) async throws -> Result {
        let log = try log("throughput-\(batch)")
        let producers = batch == 1 ? 512 : 16
        let share = events / 2 / producers
        let name = batch == 1 ? "durable, one at a time by \(producers) tasks" : "durable in batches of \(batch)"
        return try await measured(name, events: share * producers) {
            try await EventWriter.use(log, batch: batch == 1 ? 1024 : 8) { writer in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for producer in 0..<producers {
                        group.addTask {
                            for first in stride(from: 0, to: share, by: batch) {
                                let events = (first..<min(share, first + batch)).map {
                                    Self.event($0, producer: producer)
                                }
                                _ = try await writer.append(contentsOf: events)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    func durableLatency(rate: Int) async throws -> Result {
        let log = try log("latency")
        let latencies = Samples()
        let start = ContinuousClock.now
        var result = try await measured("durable at \(rate) events/s", events: Int(Double(rate) * seconds)) {
            try await EventWriter.use(log) { writer in
                await withTaskGroup(of: Void.self) { group in
                    await paced(rate: rate, since: start) { event in
                        group.addTask {
                            guard (try? await writer.append(event)) != nil else { return }
                            let late = (ContinuousClock.now - start).seconds - (event.data["due"]?.doubleValue ?? 0)
                            latencies.add([late * 1000])
                        }
                    }
                }
            }
        }
        result.latency = Latency(latencies.all)
        return result
    }

    /// Reads the log of the throughput again.
    func reading() async throws -> Result {
        let log = try log("throughput-256")
        let count = Mutex(0)
        var result = try await measured("read again", events: 1) {
            try await log.scan { _ in
                count.withLock { $0 += 1 }
                return true
            }
        }
        result.events = count.withLock { $0 }
        return result
    }

    private func log(_ name: String) throws -> SQLiteEventLog {
        try SQLiteEventLog(path: folder.appending(path: "\(name).sqlite").path)
    }

    /// Sends events at a rate, every millisecond those that are due; each carries the second at which it was.
    private func paced(
        rate: Int, since start: ContinuousClock.Instant, _ send: (CloudEvent) async -> Void
    ) async {
        let total = Int(Double(rate) * seconds)
        var sent = 0
        let offset = (ContinuousClock.now - start).seconds
        while sent < total {
            let elapsed = (ContinuousClock.now - start).seconds - offset
            let due = min(total, Int(elapsed * Double(rate)))
            while sent < due {
                var event = Self.event(sent, producer: 0)
                event.data = ["due": .double(offset + Double(sent) / Double(rate)), "candidate": .int(sent)]
                await send(event)
                sent += 1
            }
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    private static func event(_ index: Int, producer: Int) -> CloudEvent {
        CloudEvent(
            type: index.isMultiple(of: 3) ? "item.check" : "item.call.completed", source: "/anneal/runs/bench",
            time: Date(), run: RunID("bench-\(producer)"), task: "T001",
            data: ["candidate": .int(index), "arm": "whole-file", "passed": 12, "failed": 1, "seconds": 0.25])
    }

    private func measured<Value>(
        _ name: String, events: Int, _ body: () async throws -> Value
    ) async rethrows -> Result {
        let (start, cpu) = (ContinuousClock.now, Self.cpuSeconds())
        _ = try await body()
        return Result(
            name: name, events: events, seconds: (ContinuousClock.now - start).seconds,
            cpuSeconds: Self.cpuSeconds() - cpu)
    }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
