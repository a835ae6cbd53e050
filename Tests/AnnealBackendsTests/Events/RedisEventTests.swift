import AnnealBackends
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// What the log on Redis does beyond what every log does; that is in `EventLogTests`.
@Suite("Events on Redis", .tags(.integration))
struct RedisEventTests {
    private static func event(_ number: Int, run: RunID = "run-1") -> CloudEvent {
        CloudEvent(
            type: "item.note", source: "/test", time: Date(timeIntervalSince1970: 1_700_000_000.123456),
            id: "e\(number)",
            run: run, data: ["number": .int(number)])
    }

    private static func log(_ server: RedisServer) throws -> RedisEventLog {
        RedisEventLog(RedisClient(try RedisConfiguration(server.address + "?patience=20s")))
    }

    @Test("are shared by the consumers of a group, and those of a crashed one are claimed")
    func groups() async throws {
        try await RedisServer.running { server in
            let log = try Self.log(server)
            _ = try await log.append((0..<10).map { Self.event($0) })
            let first = try await RedisEventGroup(log: log, name: "g", consumer: "a", idle: .milliseconds(1))
            let second = try await RedisEventGroup(log: log, name: "g", consumer: "b", idle: .milliseconds(1))
            let lost = try await first.next(limit: 4)
            #expect(lost.map(\.event.id) == ["e0", "e1", "e2", "e3"])
            #expect(lost.map(\.event.sequence) == [1, 2, 3, 4])
            try await first.acknowledge([lost[0]])
            // The first one crashes here.
            first.close()
            try await Task.sleep(for: .milliseconds(5))
            var taken: [String] = []
            while true {
                let events = try await second.next(limit: 4)
                if events.isEmpty { break }
                taken += events.map(\.event.id)
                try await second.acknowledge(events)
            }
            #expect(taken.sorted() == (1..<10).map { "e\($0)" })
            #expect(try await second.pending() == 0)
            // Another group begins where it wants to.
            let late = try await RedisEventGroup(log: log, name: "late", consumer: "a", after: lost[3].offset)
            #expect(try await late.next(limit: 100).count == 6)
        }
    }

    @Test("reach a consumer that waits")
    func waiting() async throws {
        try await RedisServer.running { server in
            let log = try Self.log(server)
            let group = try await RedisEventGroup(log: log, name: "g", consumer: "a")
            #expect(try await group.next(limit: 1, waiting: .milliseconds(20)).isEmpty)
            async let events = group.next(limit: 1, waiting: .seconds(20))
            try await Task.sleep(for: .milliseconds(30))
            // The waiting read does not hold up the others.
            _ = try await log.append([Self.event(1)])
            #expect(try await events.map(\.event.id) == ["e1"])
        }
    }

    @Test("are folded once each, also by several at a time")
    func folds() async throws {
        try await RedisServer.running { server in
            let log = try Self.log(server)
            _ = try await log.append((0..<100).map { Self.event($0) })
            let fold = RedisEventFold(name: "ids", log: log, initial: [String]()) { $0.append($1.event.id) }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask { for _ in 0..<20 { _ = try? await fold.advance(limit: 7) } }
                }
            }
            while try await fold.advance(limit: 7) > 0 {}
            let (state, offset) = try await fold.current()
            #expect(state == (0..<100).map { "e\($0)" })
            #expect(try await log.end() == offset)
        }
    }

    @Test("of one run are seen live by who listens to it")
    func live() async throws {
        try await RedisServer.running { server in
            let client = RedisClient(try RedisConfiguration(server.address))
            let feed = RedisEventFeed(client)
            let sent = [Self.event(1, run: "a"), Self.event(2, run: "b*"), Self.event(3, run: "a")]
            try await feed.listening(to: "b*") { one in
                try await feed.listening(to: nil) { all in
                    try await feed.publish(sent)
                    var seen: [String] = []
                    for await event in all {
                        seen.append(event.id)
                        if seen.count == 3 { break }
                    }
                    #expect(seen == ["e1", "e2", "e3"])
                }
                for await event in one {
                    #expect(event.id == "e2")
                    break
                }
            }
        }
    }

    @Test("that were acknowledged survive every kill of the server, and none is there twice")
    func killed() async throws {
        let isLong = !(ProcessInfo.processInfo.environment["ANNEAL_LONG_TESTS"] ?? "").isEmpty
        try await RedisServer.running { server in
            let log = try Self.log(server)
            let fold = RedisEventFold(name: "sum", log: log, initial: 0) {
                $0 += $1.event.data["number"]?.intValue ?? 0
            }
            var acknowledged = 0
            for round in 0..<(isLong ? 200 : 5) {
                let end = acknowledged + 400
                async let produced: Void = {
                    var next = end - 400
                    while next < end {
                        // A failed append is not acknowledged and is done again.
                        if (try? await log.append((next..<(next + 20)).map { Self.event($0) })) != nil { next += 20 }
                    }
                }()
                async let consumed: Void = { for _ in 0..<10 { _ = try? await fold.advance(limit: 50) } }()
                try await Task.sleep(for: .milliseconds(3 + 7 * (round % 5)))
                server.program.kill()
                try await server.start()
                _ = await (produced, consumed)
                acknowledged = end
            }
            var numbers: [Int] = []
            try await log.scan { event in
                numbers.append(event.event.data["number"]?.intValue ?? -1)
                return true
            }
            #expect(numbers == Array(0..<acknowledged))
            while try await fold.advance() > 0 {}
            #expect(try await fold.current().state == acknowledged * (acknowledged - 1) / 2)
        }
    }

    @Test("that were removed take what is known of their runs with them, and a run that is left is kept")
    func forgottenRuns() async throws {
        try await RedisServer.running { server in
            let log = try Self.log(server)
            let client = RedisClient(try RedisConfiguration(server.address))
            func runs() async throws -> Int? { try await client.execute(RedisCommand("HLEN", "{anneal}:runs")).integer }
            // More than one answer of a scan has.
            _ = try await log.append((0..<1200).map { Self.event($0, run: RunID("run-\($0)")) })
            _ = try await log.append([Self.event(2000, run: "run-7"), Self.event(2001, run: "last")])
            #expect(try await runs() == 1201)
            #expect(try await log.retain(EventRetention(count: 2), at: Date()) == 1200)
            #expect(try await runs() == 2)
            #expect(try await log.read(after: .beginning, run: "run-7", limit: 9).map(\.event.id) == ["e2000"])
            #expect(try await log.append([Self.event(2002, run: "run-7")]).count == 1)
            #expect(
                try await log.read(after: .beginning, run: "run-7", limit: 9).map(\.event.sequence) == [2, 3])
        }
    }

    @Test("that cannot be stored are an error with the place and the remedy")
    func absence() async throws {
        try await RedisServer.running { server in
            let log = RedisEventLog(RedisClient(try RedisConfiguration(server.address + "?patience=3s")))
            _ = try await log.append([Self.event(1)])
            server.program.kill()
            let error = await #expect(throws: EventLogError.self) { try await log.append([Self.event(2)]) }
            #expect(error?.code == .unavailable)
            #expect(error?.place == "redis://127.0.0.1:\(server.port)")
            #expect(error?.remedy != nil)
        }
    }
}
