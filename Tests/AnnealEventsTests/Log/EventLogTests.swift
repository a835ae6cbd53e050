import AnnealBackends
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// What every log promises, for each of them.
@Suite(.tags(.unit)) struct EventLogTests {
    enum Kind: CaseIterable { case memory, sqlite, redis, kafka }

    /// The logs that remove events themselves; on Kafka the brokers do that.
    static let removing: [Kind] = [.memory, .sqlite, .redis]

    static let time = Date(timeIntervalSince1970: 1_700_000_000)

    static func event(_ id: String, run: RunID? = "run-1", sequence: Int? = nil, at seconds: Double = 0) -> CloudEvent {
        var event = CloudEvent(
            type: "item.note", source: "/test", time: time.addingTimeInterval(seconds), id: id, run: run,
            data: ["text": .string("note \(id)")])
        event.sequence = sequence
        return event
    }

    static func with(_ kind: Kind, _ body: (any EventLog) async throws -> Void) async throws {
        switch kind {
        case .memory: try await body(InMemoryEventLog())
        case .sqlite:
            try await withTemporaryFolder { folder in
                try await body(SQLiteEventLog(path: folder.appending(path: "events.sqlite").path))
            }
        case .redis:
            try await RedisServer.running { server in
                try await body(RedisEventLog(RedisClient(RedisConfiguration(server.address))))
            }
        case .kafka:
            let cluster = try KafkaCluster()
            // One order of all events is what this suite is about, and that needs one partition.
            cluster.makeTopic(partitions: 1)
            try await body(KafkaEventLog(KafkaClient(KafkaConfiguration(cluster.address))))
            withExtendedLifetime(cluster) {}
        }
    }

    @Test(arguments: Kind.allCases) func `events come back as they were, in order`(_ kind: Kind) async throws {
        try await Self.with(kind) { log in
            var event = Self.event("x")
            event.subject = "tasks/T001"
            event.task = "T001"
            event.correlation = "call-1"
            event.severity = .warning
            event.extensions = ["host": "here"]
            event.data = ["a": [1, 2.5, true, nil], "ü": "\"quoted\"\n\u{1}"]
            let offsets = try await log.append([event, Self.event("y")])
            let read = try await log.read(after: .beginning, run: nil, limit: 10)
            event.sequence = 1
            #expect(read.map(\.offset) == offsets)
            #expect(read.first?.event == event)
            #expect(read.last?.event.sequence == 2)
            #expect(try await log.end() == offsets.last)
        }
    }

    @Test(arguments: Kind.allCases) func `the same event is stored once`(_ kind: Kind) async throws {
        try await Self.with(kind) { log in
            let first = try await log.append([Self.event("x"), Self.event("y")])
            let again = try await log.append([Self.event("y"), Self.event("z")])
            #expect(again.first == first.last)
            let read = try await log.read(after: .beginning, run: nil, limit: 10)
            #expect(read.map(\.event.id) == ["x", "y", "z"])
            #expect(read.map(\.event.sequence) == [1, 2, 3])
        }
    }

    @Test(arguments: Kind.allCases) func `each run counts its own events`(_ kind: Kind) async throws {
        try await Self.with(kind) { log in
            _ = try await log.append([
                Self.event("a", run: "r1"), Self.event("b", run: "r2"), Self.event("c", run: nil),
            ])
            _ = try await log.append([Self.event("d", run: "r1", sequence: 5), Self.event("e", run: "r1")])
            let read = try await log.read(after: .beginning, run: "r1", limit: 10)
            #expect(read.map(\.event.sequence) == [1, 5, 6])
        }
    }

    @Test(arguments: Kind.allCases) func `a sequence that is past is refused with the whole batch`(_ kind: Kind)
        async throws
    {
        try await Self.with(kind) { log in
            _ = try await log.append([Self.event("a", sequence: 4)])
            let error = await #expect(throws: EventLogError.self) {
                try await log.append([Self.event("b"), Self.event("c", sequence: 4)])
            }
            #expect(error?.code == .order)
            #expect(error?.place == "event c")
            #expect(try await log.read(after: .beginning, run: nil, limit: 10).map(\.event.id) == ["a"])
        }
    }

    @Test(arguments: Kind.allCases) func `reading goes on from any offset`(_ kind: Kind) async throws {
        try await Self.with(kind) { log in
            let offsets = try await log.append((0..<10).map { Self.event("e\($0)") })
            let read = try await log.read(after: offsets[3], run: nil, limit: 3)
            #expect(read.map(\.event.id) == ["e4", "e5", "e6"])
            #expect(try await log.read(after: offsets[9], run: nil, limit: 3).isEmpty)
        }
    }

    @Test(arguments: Kind.allCases) func `reading goes back from any offset`(_ kind: Kind) async throws {
        try await Self.with(kind) { log in
            let offsets = try await log.append((0..<12).map { Self.event("e\($0)", run: $0 % 3 == 0 ? "r1" : "r2") })
            let end = EventOffset(try await log.end().value + 1)
            #expect(try await log.read(before: end, run: nil, limit: 3).map(\.event.id) == ["e11", "e10", "e9"])
            #expect(try await log.read(before: offsets[2], run: nil, limit: 9).map(\.event.id) == ["e1", "e0"])
            #expect(try await log.read(before: offsets[9], run: "r1", limit: 2).map(\.event.id) == ["e6", "e3"])
            #expect(try await log.read(before: offsets[0], run: nil, limit: 3).isEmpty)
            #expect(try await log.read(before: end, run: "r3", limit: 3).isEmpty)
            let (newest, last) = try await log.newest(2, run: "r1")
            #expect(newest.map(\.event.id) == ["e6", "e9"])
            #expect(last == offsets[11])
        }
    }

    @Test(arguments: Kind.allCases) func `a consumer goes on from what it committed`(_ kind: Kind) async throws {
        try await Self.with(kind) { log in
            #expect(try await log.position(of: "metrics") == .beginning)
            try await log.commit(EventOffset(7), for: "metrics")
            try await log.commit(EventOffset(3), for: "metrics")
            #expect(try await log.position(of: "metrics") == EventOffset(7))
            #expect(try await log.position(of: "other") == .beginning)
        }
    }

    @Test(arguments: removing) func `the oldest events go, and offsets are not used again`(_ kind: Kind)
        async throws
    {
        try await Self.with(kind) { log in
            let offsets = try await log.append((0..<10).map { Self.event("e\($0)", at: Double($0)) })
            #expect(try await log.retain(EventRetention(count: 4), at: Self.time) == 6)
            #expect(
                try await log.retain(EventRetention(age: .seconds(2)), at: Self.time.addingTimeInterval(10)) == 2)
            #expect(try await log.read(after: .beginning, run: nil, limit: 20).map(\.event.id) == ["e8", "e9"])
            #expect(try await log.retain(EventRetention(count: 0), at: Self.time) == 2)
            #expect(try await log.end() == offsets[9])
            let next = try await log.append([Self.event("f")])
            #expect(next[0] > offsets[9])
        }
    }
}

@Suite(.tags(.unit)) struct NewestEventTests {
    @Test func `the newest are read from the end, not from the beginning`() async throws {
        let log = CountingLog()
        _ = try await log.append((0..<5_000).map { EventLogTests.event("e\($0)") })
        let (newest, end) = try await log.newest(20)
        #expect(newest.map(\.event.id) == (4_980..<5_000).map { "e\($0)" })
        #expect(end.value == 5_000)
        #expect(log.eventsRead < 100)
    }

    @Test func `a filter looks as far back as it has to`() async throws {
        let log = CountingLog()
        _ = try await log.append((0..<2_000).map { EventLogTests.event("e\($0)", run: $0 < 3 ? "old" : "new") })
        let filter = EventFilter(run: "old")
        #expect(try await log.newest(2, matching: filter).events.map(\.event.id) == ["e1", "e2"])
        #expect(try await log.newest(9, matching: filter).events.map(\.event.id) == ["e0", "e1", "e2"])
        #expect(try await log.newest(0).events.isEmpty)
    }

    @Test func `the last failure of a run is the last thing that failed in it`() async throws {
        let log = InMemoryEventLog()
        func event(_ type: String, _ data: [String: JSONValue], run: RunID = "r") -> CloudEvent {
            CloudEvent(
                RunEvent(type: type, time: EventLogTests.time, run: run, task: "T001", data: data))
        }
        _ = try await log.append([
            event("item.check", ["failed": 2, "passed": 0]), event("item.check", ["failed": 1, "passed": 1]),
            event("item.check", ["failed": 0, "passed": 2]), event("run.completed", ["exitCode": 2]),
            event("item.check", ["failed": 3], run: "other"),
            event("run.completed", ["exitCode": 1], run: "whole"), event("run.started", [:], run: "fine"),
        ])
        #expect(try await log.lastFailure(of: "r")?.event.data["failed"] == 1)
        #expect(try await log.lastFailure(of: "whole")?.event.type == "run.completed")
        #expect(try await log.lastFailure(of: "fine") == nil)
    }
}

@Suite(.tags(.unit)) struct SQLiteEventLogTests {
    @Test func `another process sees what was stored`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "a/events.sqlite").path
            let (one, other) = (try SQLiteEventLog(path: path), try SQLiteEventLog(path: path))
            _ = try await one.append([EventLogTests.event("a")])
            _ = try await other.append([EventLogTests.event("b"), EventLogTests.event("a")])
            #expect(try await one.read(after: .beginning, run: nil, limit: 9).map(\.event.id) == ["a", "b"])
        }
    }

    @Test func `a file that is no database is told with what to do`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "events.sqlite").path
            try Data("this is no database, and long enough to be seen as none".utf8).write(
                to: URL(fileURLWithPath: path))
            let error = #expect(throws: EventLogError.self) { try SQLiteEventLog(path: path) }
            #expect(error?.code == .unavailable)
            #expect(error?.place == path)
            #expect(error?.remedy?.contains("moved away") == true)
        }
    }

    @Test func `a fold takes each event once, also beside another one of its name`() async throws {
        try await withTemporaryFolder { folder in
            let log = try SQLiteEventLog(path: folder.appending(path: "events.sqlite").path)
            _ = try await log.append((0..<100).map { EventLogTests.event("e\($0)") })
            func fold() -> EventFold<[String]> {
                EventFold(name: "ids", log: log, initial: []) { $0.append($1.event.id) }
            }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<20 { _ = try? await fold().advance(limit: 7) }
                    }
                }
            }
            while try await fold().advance(limit: 7) > 0 {}
            let (state, offset) = try await fold().current()
            #expect(state == (0..<100).map { "e\($0)" })
            #expect(try await log.end() == offset)
        }
    }
}
