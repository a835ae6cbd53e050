import AnnealBackends
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Consumer groups on Kafka", .serialized, .tags(.integration))
struct KafkaEventGroupTests {
    private static func fill(_ cluster: KafkaCluster, runs: Int, events: Range<Int>) async throws {
        let log = KafkaEventLog(try KafkaScene.client(cluster), memory: .sent)
        for run in 0..<runs {
            _ = try await log.append(events.map { KafkaScene.event($0, run: RunID("r\(run)"), isNumbered: true) })
        }
    }

    @Test("give what was not acknowledged to the next member, and nothing else again")
    func again() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        try await Self.fill(cluster, runs: 1, events: 0..<10)
        let first = try KafkaScene.group(cluster)
        let given = try await first.next(limit: 6, waiting: .seconds(15))
        #expect(given.map(\.event.id) == KafkaScene.ids(0..<6, run: "r0"))
        // The third one is open: what lies behind it is not committed, although it was acknowledged.
        try await first.acknowledge([given[0], given[1], given[4]])
        #expect(first.pending == 3)
        await first.leave()
        let second = try KafkaScene.group(cluster)
        #expect(try await KafkaScene.drain(second).map(\.event.id) == KafkaScene.ids(2..<10, run: "r0"))
        await second.leave()
        let third = try KafkaScene.group(cluster)
        // That nothing comes says something once the partition is this member's.
        var rest: [KafkaEvent] = []
        let limit = ContinuousClock.now + .seconds(20)
        while third.partitions.isEmpty, ContinuousClock.now < limit { rest += try await third.next(limit: 10) }
        #expect(third.partitions.count == 1)
        rest += try await third.next(limit: 10, waiting: .seconds(2))
        #expect(rest.isEmpty)
        // Another group begins at the beginning, or at the end.
        let other = try KafkaScene.group(cluster, "other")
        #expect(try await KafkaScene.drain(other).count == 10)
        await third.leave()
        await other.leave()
    }

    @Test("give what was read before an error, and then tell the error")
    func broken() async throws {
        let cluster = try KafkaCluster(brokers: 1)
        cluster.makeTopic(partitions: 1)
        try await Self.fill(cluster, runs: 1, events: 0..<1)
        let group = try KafkaScene.group(cluster)
        var taken = try await group.next(limit: 1, waiting: .seconds(15))
        #expect(taken.count == 1)
        try await Self.fill(cluster, runs: 1, events: 1..<6)
        // The five are fetched, and then the error lies behind them.
        try await Task.sleep(for: .milliseconds(1000))
        cluster.fail(.fetch, with: [.forbidden])
        try await Task.sleep(for: .milliseconds(500))
        var errors: [EventLogError] = []
        let limit = ContinuousClock.now + .seconds(20)
        while taken.count < 6 || errors.isEmpty, ContinuousClock.now < limit {
            do throws(EventLogError) {
                taken += try await group.next(limit: 100, waiting: .milliseconds(500))
            } catch {
                errors.append(error)
            }
        }
        #expect(taken.map(\.event.id) == KafkaScene.ids(0..<6, run: "r0"))
        #expect(errors.map(\.code) == [.notRead])
        try await group.acknowledge(taken)
        #expect(group.pending == 0)
        await group.leave()
    }

    @Test("divide partitions among members, and a member that hangs loses them with what it had not acknowledged")
    func rebalance() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 4)
        try await Self.fill(cluster, runs: 16, events: 0..<5)
        let hanging = try KafkaScene.group(cluster)
        var held: [KafkaEvent] = []
        while held.isEmpty { held = try await hanging.next(limit: 10, waiting: .seconds(15)) }
        #expect(hanging.partitions.count == 4)
        let other = try KafkaScene.group(cluster)
        // The first one does nothing more, and is put out of the group.
        var taken: [String] = []
        let limit = ContinuousClock.now + .seconds(40)
        while Set(taken).count < 80, ContinuousClock.now < limit {
            let events = try await other.next(limit: 100, waiting: .seconds(1))
            taken += events.map(\.event.id)
            try await other.acknowledge(events)
        }
        #expect(Set(taken).count == 80)
        #expect(other.partitions.count == 4)
        // What it does now is too late, and it is told.
        let error = await #expect(throws: EventLogError.self) {
            _ = try await hanging.next(limit: 1)
            try await hanging.acknowledge(held)
        }
        #expect(error?.code == .unavailable || error?.code == .notRead, "\(String(describing: error))")
        await other.leave()
        await hanging.leave()
    }

    @Test("fill another log with each event once, although some lie there twice and some are given again")
    func mirror() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 3)
        try await Self.fill(cluster, runs: 5, events: 0..<40)
        try await Self.fill(cluster, runs: 5, events: 20..<60)
        let target = InMemoryEventLog()
        // Given, stored, and not acknowledged: as when a process is killed in between.
        let first = try KafkaScene.group(cluster)
        let events = try await first.next(limit: 30, waiting: .seconds(15))
        _ = try await target.append(events.map(\.event))
        await first.leave()
        let second = try KafkaScene.group(cluster)
        let mirror = KafkaEventMirror(of: second, into: target)
        var step = try await mirror.advance(limit: 37, waiting: .seconds(15))
        var taken = 0
        while step.taken > 0 {
            #expect(step.refused == 0)
            taken += step.taken
            step = try await mirror.advance(limit: 37, waiting: .seconds(2))
        }
        await second.leave()
        #expect(taken == 400)
        for run in (0..<5).map({ RunID("r\($0)") }) {
            let stored = try await target.read(after: .beginning, run: run, limit: 1000)
            #expect(stored.map(\.event.id) == KafkaScene.ids(0..<60, run: run))
        }
    }

    @Test("fill another log in order and completely when it does not take some of the events at first")
    func stumbling() async throws {
        let cluster = try KafkaCluster(brokers: 1)
        cluster.makeTopic(partitions: 1)
        try await Self.fill(cluster, runs: 1, events: 0..<20)
        let target = FailingEventLog(failures: 1)
        let group = try KafkaScene.group(cluster)
        let mirror = KafkaEventMirror(of: group, into: target)
        let error = await #expect(throws: EventLogError.self) {
            try await mirror.advance(limit: 7, waiting: .seconds(15))
        }
        #expect(error?.code == .unavailable)
        #expect(group.pending > 0)
        var taken = 0
        var step = try await mirror.advance(limit: 7, waiting: .seconds(15))
        while step.taken > 0 {
            #expect(step.refused == 0)
            taken += step.taken
            step = try await mirror.advance(limit: 7, waiting: .seconds(2))
        }
        #expect(taken == 20)
        #expect(group.pending == 0)
        await group.leave()
        let stored = try await target.read(after: .beginning, run: nil, limit: 1000)
        #expect(stored.map(\.event.id) == KafkaScene.ids(0..<20, run: "r0"))
    }

    @Test("go on after brokers were away")
    func away() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 2)
        try await Self.fill(cluster, runs: 4, events: 0..<10)
        let group = try KafkaScene.group(cluster)
        var taken = Set(try await KafkaScene.drain(group, for: .milliseconds(500)).map(\.event.id))
        cluster.goDown()
        #expect(try await group.next(limit: 1, waiting: .milliseconds(700)).isEmpty)
        cluster.comeUp()
        try await Self.fill(cluster, runs: 4, events: 10..<20)
        let limit = ContinuousClock.now + .seconds(40)
        while taken.count < 80, ContinuousClock.now < limit {
            let events = try await group.next(limit: 100, waiting: .seconds(1))
            taken.formUnion(events.map(\.event.id))
            // A group that is being put together anew takes no commits.
            try? await group.acknowledge(events)
        }
        #expect(taken.count == 80)
        await group.leave()
    }
}
