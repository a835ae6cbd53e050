import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealBackends

/// What the log on Kafka does beyond what every log does; that is in `EventLogTests`.
@Suite("Events on Kafka", .tags(.integration))
struct KafkaEventLogTests {
    private static func read(_ log: KafkaEventLog, run: RunID? = nil) async throws -> [String] {
        var ids: [String] = []
        try await log.scan(run: run) { stored in
            ids.append(stored.event.id)
            return true
        }
        return ids
    }

    @Test("of each run lie in one partition, in order, and runs are read one by one")
    func partitions() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 4)
        let client = try KafkaScene.client(cluster)
        let log = KafkaEventLog(client)
        let runs = (0..<12).map { RunID("run-\($0)") }
        for part in 0..<5 {
            let events = (part * 20..<(part + 1) * 20).flatMap { number in
                runs.map { KafkaScene.event(number, run: $0) }
            }
            _ = try await log.append(events)
        }
        var homes: Set<Int32> = []
        for run in runs {
            #expect(try await Self.read(log, run: run) == KafkaScene.ids(0..<100, run: run))
            let partition = try #require(try await log.partition(of: run))
            homes.insert(partition)
            // The producer chose the partition that the log computes.
            let raw = try await client.reader().page(of: partition, from: 0, limit: 10_000)
            #expect(raw.messages.count { $0.value.contains("\"\(run)-7\"") } == 1)
        }
        #expect(homes.count > 1)
        let sequences = try await log.read(after: .beginning, run: "run-3", limit: 1000).map(\.event.sequence)
        #expect(sequences == (1...100).map { Optional($0) })
        // Another log that was not there sees the same, also from the middle.
        let other = KafkaEventLog(try KafkaScene.client(cluster))
        let whole = try await other.read(after: .beginning, run: "run-3", limit: 1000)
        let fresh = KafkaEventLog(try KafkaScene.client(cluster))
        #expect(try await fresh.read(after: whole[49].offset, run: "run-3", limit: 3) == Array(whole[50..<53]))
        let error = await #expect(throws: EventLogError.self) {
            try await log.read(after: .beginning, run: nil, limit: 1)
        }
        #expect(error?.code == .option)
        #expect(error?.message.contains("4 partitions") == true)
        await #expect(throws: EventLogError.self) { try await log.end() }
        await #expect(throws: EventLogError.self) { try await log.position(of: "c") }
        let retention = await #expect(throws: EventLogError.self) {
            try await log.retain(EventRetention(count: 1), at: Date())
        }
        #expect(retention?.remedy?.contains("retention.ms") == true)
    }

    @Test("that two writers sent are there once for readers, in order")
    func twice() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        // Neither looks at what the other has sent, as after a crash between sending and hearing of it.
        let first = KafkaEventLog(try KafkaScene.client(cluster), memory: .sent)
        let second = KafkaEventLog(try KafkaScene.client(cluster), memory: .sent)
        let events = (0..<30).map { KafkaScene.event($0, isNumbered: true) }
        let offsets = try await first.append(Array(events[..<20]))
        #expect(try await first.append(Array(events[..<20])) == offsets)
        _ = try await second.append(Array(events[10..<25]))
        let third = KafkaEventLog(try KafkaScene.client(cluster), memory: .sent)
        _ = try await third.append(Array(events[5...]))
        let client = try KafkaScene.client(cluster)
        #expect(try await client.reader().bounds(of: 0) == 0..<60)
        let log = KafkaEventLog(client)
        #expect(try await Self.read(log) == KafkaScene.ids(0..<30))
        // From the middle too, by a reader that has not seen the beginning.
        let late = KafkaEventLog(try KafkaScene.client(cluster))
        #expect(
            try await late.read(after: offsets[14], run: nil, limit: 100).map(\.event.id) == KafkaScene.ids(15..<30))
        // A writer that looks stores none of them again.
        let again = try await late.append(events)
        #expect(Array(again[..<20]) == offsets)
        #expect(try await client.reader().bounds(of: 0) == 0..<60)
    }

    @Test("of a run without a sequence are refused by a log that does not look")
    func sequence() async throws {
        let cluster = try KafkaCluster()
        let log = KafkaEventLog(try KafkaScene.client(cluster), memory: .sent)
        let error = await #expect(throws: EventLogError.self) { try await log.append([KafkaScene.event(1)]) }
        #expect(error?.code == .order)
        // What belongs to no run needs none.
        #expect(try await log.append([KafkaScene.event(1, run: nil)]).count == 1)
    }

    @Test("go through a queue that is too small for them: the writer waits")
    func pressure() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        let log = KafkaEventLog(try KafkaScene.client(cluster, "?queue=10"))
        #expect(try await log.append((0..<500).map { KafkaScene.event($0) }).count == 500)
        #expect(try await Self.read(log) == KafkaScene.ids(0..<500))
        // When nobody takes them, the wait has an end.
        let stuck = KafkaEventLog(try KafkaScene.client(cluster, "?queue=10&timeout=500ms"), memory: .sent)
        _ = try await stuck.append([KafkaScene.event(1000, run: nil)])
        cluster.goDown()
        let start = ContinuousClock.now
        let error = await #expect(throws: EventLogError.self) {
            try await stuck.append((1001..<1100).map { KafkaScene.event($0, run: nil) })
        }
        #expect(error?.code == .unavailable)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test("records that are no events are passed by")
    func strange() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        let client = try KafkaScene.client(cluster)
        let log = KafkaEventLog(client)
        _ = try await log.append([KafkaScene.event(0)])
        for text in ["", "{", "[1]", "{\"id\":3}", "\u{0}"] {
            _ = try await client.send([KafkaRecord(key: "run-1", value: text, time: 0)])
        }
        _ = try await log.append([KafkaScene.event(1)])
        #expect(try await Self.read(log) == KafkaScene.ids(0..<2))
        let group = try KafkaScene.group(cluster)
        #expect(try await KafkaScene.drain(group).map(\.event.id) == KafkaScene.ids(0..<2))
        #expect(group.unreadable == 5)
        await group.leave()
        // They are behind what was committed.
        #expect(try await KafkaPositions.update(client.configuration, group: "anneal.g", partition: 0) == 7)
    }

    @Test("that are large are for the topic to refuse, and not for the client")
    func large() async throws {
        let cluster = try KafkaCluster(brokers: 1)
        cluster.makeTopic(partitions: 1)
        let log = KafkaEventLog(try KafkaScene.client(cluster))
        var event = KafkaScene.event(0)
        event.data = ["text": .string(String(repeating: "0123456789", count: 200_000))]
        _ = try await log.append([event])
        let stored = try await log.read(after: .beginning, run: "run-1", limit: 2)
        #expect(stored.count == 1)
        #expect(stored.first?.event.data == event.data)
    }

    @Test("are not taken by a producer that was closed")
    func closed() async throws {
        let cluster = try KafkaCluster(brokers: 1)
        cluster.makeTopic(partitions: 1)
        let producer = try KafkaProducer(KafkaConfiguration(cluster.address))
        let record = KafkaRecord(key: "run-1", value: "{}", time: 0)
        #expect(try await producer.send([record]).map(\.offset) == [0])
        producer.close()
        let start = ContinuousClock.now
        let error = await #expect(throws: BackendError.self) { try await producer.send([record]) }
        #expect(error?.code == .unavailable)
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test("are on their way in a cancelled task no longer")
    func cancelled() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        let log = KafkaEventLog(try KafkaScene.client(cluster, "?timeout=30s"), memory: .sent)
        _ = try await log.append([KafkaScene.event(0, run: nil)])
        cluster.setRoundTrip(milliseconds: 20_000)
        let task = Task { try await log.append([KafkaScene.event(1, run: nil)]) }
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: EventLogError.self) { try await task.value }
        #expect(ContinuousClock.now - start < .seconds(5))
        cluster.setRoundTrip(milliseconds: 0)
    }
}
