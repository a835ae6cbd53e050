import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealEvents

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
