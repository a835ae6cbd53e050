import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite(.tags(.unit)) struct EventWriterTests {
    @Test func `what many tasks append is stored in the order of each`() async throws {
        let log = InMemoryEventLog()
        try await EventWriter.use(log, capacity: 4, batch: 3) { writer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        for number in 0..<50 {
                            let event = EventLogTests.event("\(task)-\(number)", run: RunID("r\(task)"))
                            let offset = try await writer.append(event)
                            #expect(offset > .beginning)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        for task in 0..<8 {
            let events = try await log.read(after: .beginning, run: RunID("r\(task)"), limit: 100)
            #expect(events.map(\.event.id) == (0..<50).map { "\(task)-\($0)" })
        }
    }

    @Test func `one event that cannot be stored does not take others with it`() async throws {
        let log = InMemoryEventLog()
        _ = try await log.append([EventLogTests.event("first", sequence: 9)])
        try await EventWriter.use(log) { writer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: EventLogError.self) {
                        try await writer.append(EventLogTests.event("bad", sequence: 3))
                    }
                }
                group.addTask {
                    let offset = try await writer.append(EventLogTests.event("good", run: "run-2"))
                    #expect(offset > .beginning)
                }
                try await group.waitForAll()
            }
        }
        #expect(try await log.read(after: .beginning, run: nil, limit: 9).map(\.event.id) == ["first", "good"])
    }

    @Test func `what the work throws comes out, and what it appended is stored`() async throws {
        struct Failure: Error {}
        let log = InMemoryEventLog()
        await #expect(throws: Failure.self) {
            try await EventWriter.use(log) { writer in
                _ = try await writer.append(EventLogTests.event("a"))
                throw Failure()
            }
        }
        #expect(try await log.read(after: .beginning, run: nil, limit: 9).count == 1)
    }

    @Test func `a cancelled writer lets go of all who wait for it`() async throws {
        let log = InMemoryEventLog()
        let task = Task {
            try await EventWriter.use(log, capacity: 2, batch: 1) { writer in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for task in 0..<8 {
                        group.addTask {
                            var number = 0
                            while true {
                                _ = try await writer.append(EventLogTests.event("\(task)-\(number)", run: nil))
                                number += 1
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
        while try await log.end() < EventOffset(20) { await Task.yield() }
        task.cancel()
        let error = await #expect(throws: EventLogError.self) { try await task.value }
        #expect(error?.code == .closed)
    }

    @Test func `a writer that is kept beyond its closure refuses`() async throws {
        let writer = try await EventWriter.use(InMemoryEventLog()) { $0 }
        let error = await #expect(throws: EventLogError.self) { try await writer.append(EventLogTests.event("a")) }
        #expect(error?.code == .closed)
    }
}

@Suite(.tags(.unit)) struct EventRecorderTests {
    @Test func `all events of a run are in the log when the work is over`() async throws {
        let log = InMemoryEventLog()
        let bus = EventBus(run: "run-1")
        let answer = await EventRecorder.record(bus, to: log) {
            for number in 0..<500 { bus.send("item.note", ["n": .int(number)]) }
            return 42
        }
        #expect(answer == 42)
        let events = try await log.read(after: .beginning, run: "run-1", limit: 1000)
        #expect(events.map { $0.event.data["n"]?.intValue } == (0..<500).map { $0 })
        #expect(events.map(\.event.sequence) == (1...500).map { $0 })
    }

    @Test func `a log that fails does not end the work, and is told once`() async throws {
        let bus = EventBus(run: "run-1")
        let told = Told()
        let answer = await EventRecorder.record(bus, to: BrokenLog(), failing: { told.add($0.message) }) {
            for _ in 0..<10 { bus.send("item.note") }
            return "done"
        }
        #expect(answer == "done")
        #expect(told.all == ["the disk is full"])
    }

    @Test func `without a database the work is done all the same, and it is told`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "events.sqlite")
            try Data("this is no database, and long enough to be seen as none".utf8).write(to: file)
            let bus = EventBus(run: "run-1")
            let told = Told()
            let answer = await EventRecorder.record(bus, toDatabase: file, failing: { told.add($0.message) }) {
                bus.send("run.started")
                return 7
            }
            #expect(answer == 7)
            #expect(told.all.count == 1)
        }
    }

    @Test func `the database keeps what its retention says`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "events.sqlite")
            let bus = EventBus(run: "run-1")
            await EventRecorder.record(bus, toDatabase: file, retention: EventRetention(count: 3)) {
                for number in 0..<10 { bus.send("item.note", ["n": .int(number)]) }
            }
            let kept = try await SQLiteEventLog(path: file.path).read(after: .beginning, run: nil, limit: 20)
            #expect(kept.map(\.event.sequence) == [8, 9, 10])
        }
    }

    @Test func `a resumed run counts on`() async throws {
        let log = InMemoryEventLog()
        for _ in 0..<2 {
            let bus = EventBus(run: "run-1")
            await EventRecorder.record(bus, to: log) { bus.send("run.started") }
        }
        #expect(try await log.read(after: .beginning, run: "run-1", limit: 9).map(\.event.sequence) == [1, 2])
    }
}
