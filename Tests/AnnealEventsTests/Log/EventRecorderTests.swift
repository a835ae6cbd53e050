import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealEvents

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

    /// Pauses for a test.
    private static let quick = EventStoring.Limits(
        pause: .milliseconds(1), longestPause: .milliseconds(5), end: .milliseconds(30))

    @Test func `a log that fails does not end the work, is told once, and what it misses is counted`() async throws {
        let bus = EventBus(run: "run-1")
        let told = Told()
        let recording = EventRecording()
        let answer = await EventRecorder.record(
            bus, to: BrokenLog(), recording: recording, limits: Self.quick, failing: { told.add($0.message) }
        ) {
            for _ in 0..<10 { bus.send("item.note") }
            #expect(await recording.settle(within: .milliseconds(10)) == 10)
            return "done"
        }
        #expect(answer == "done")
        #expect(told.all == ["the disk is full"])
        #expect(recording.dropped == 10)
        #expect(recording.waiting == 0)
    }

    @Test func `a log that fails for a while gets everything in the end, in order`() async throws {
        let bus = EventBus(run: "run-1")
        let told = Told()
        let log = FailingEventLog(failures: 3)
        let recording = EventRecording()
        try await EventRecorder.record(
            bus, to: log, recording: recording, limits: Self.quick, failing: { told.add($0.message) }
        ) {
            bus.send("item.note", ["n": 0])
            while try await log.end() == .beginning { try await Task.sleep(for: .milliseconds(1)) }
            for number in 1..<1500 { bus.send("item.note", ["n": .int(number)]) }
        }
        let events = try await log.read(after: .beginning, run: "run-1", limit: 2000)
        #expect(events.map { $0.event.data["n"]?.intValue } == (0..<1500).map { $0 })
        #expect(told.all == ["gone"])
        #expect(recording.dropped == 0)
    }

    @Test func `what finds no room while the log is slow is counted, and the log tells it`() async throws {
        let bus = EventBus(run: "run-1")
        let log = SlowLog()
        let recording = EventRecording()
        await EventRecorder.record(bus, to: log, capacity: 5, recording: recording, limits: Self.quick) {
            bus.send("item.note", ["n": 0])
            await log.waitUntilAsked()
            for number in 1...20 { bus.send("item.note", ["n": .int(number)]) }
            log.open()
        }
        #expect(recording.dropped == 15)
        let events = try await log.inner.read(after: .beginning, run: "run-1", limit: 99).map(\.event)
        #expect(events.dropLast().map { $0.data["n"]?.intValue } == [0, 16, 17, 18, 19, 20])
        #expect(events.last?.type == "events.dropped")
        #expect(events.last?.data == ["count": 15])
        #expect(events.last?.severity == .warning)
    }

    @Test func `an event that the log refuses for what it is does not hold up the others`() async throws {
        let bus = EventBus(run: "run-1")
        let log = PickyLog()
        let recording = EventRecording()
        await EventRecorder.record(bus, to: log, recording: recording, limits: Self.quick) {
            for number in 0..<5 { bus.send(number == 2 ? "refused" : "item.note", ["n": .int(number)]) }
        }
        #expect(recording.dropped == 1)
        let events = try await log.inner.read(after: .beginning, run: "run-1", limit: 99).map(\.event)
        #expect(events.map(\.type) == ["item.note", "item.note", "item.note", "item.note", "events.dropped"])
    }

    @Test func `without a database the work is done all the same, and it is told`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "events.sqlite")
            try Data("this is no database, and long enough to be seen as none".utf8).write(to: file)
            let bus = EventBus(run: "run-1")
            let told = Told()
            let recording = EventRecording()
            let answer = await EventRecorder.record(
                bus, toDatabase: file, recording: recording, failing: { told.add($0.message) }
            ) {
                bus.send("run.started")
                return 7
            }
            #expect(answer == 7)
            #expect(recording.dropped == 1)
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
