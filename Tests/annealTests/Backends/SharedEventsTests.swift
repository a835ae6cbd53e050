import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import anneal

@Suite("Events on their way to a shared log")
struct SharedEventsTests {
    private static func events(_ numbers: ClosedRange<Int>, run: RunID = "run-1") -> [CloudEvent] {
        numbers.map {
            CloudEvent(
                type: "item.note", source: "/test", time: Date(), id: "\(run)-\($0)", run: run, data: ["n": .int($0)])
        }
    }

    private static let quick = SharedEvents.Limits(
        pause: .milliseconds(5), longestPause: .milliseconds(20), end: .seconds(10))

    private func ids(_ log: any EventLog) async throws -> [String] {
        try await log.read(after: .beginning, run: nil, limit: 10_000).map(\.event.id)
    }

    @Test("all of them arrive, in order and once, also after failures, which are told once")
    func failures() async throws {
        let source = InMemoryEventLog()
        _ = try await source.append(Self.events(1...3, run: "another"))
        _ = try await source.append(Self.events(1...2))
        let target = FailingEventLog(failures: 3)
        let notes = SharedNotes { _ in }
        let sharing = SharedEvents(run: "run-1", from: source, to: target, notes: notes, limits: Self.quick)
        let value = try await sharing.sharing {
            _ = try await source.append(Self.events(3...1200))
            while try await ids(target).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            _ = try await source.append(Self.events(1201...1203))
            return 7
        }
        #expect(value == 7)
        #expect(try await ids(target) == Self.events(1...1203).map(\.id))
        #expect(notes.texts.count == 1)
        #expect(notes.texts.first?.contains("gone (there)") == true)
    }

    @Test("a batch that the server took is not sent again because a later one failed")
    func progress() async throws {
        let source = InMemoryEventLog()
        _ = try await source.append(Self.events(1...1203))
        let target = FailingEventLog(refusing: 1..<2)
        let notes = SharedNotes { _ in }
        let sharing = SharedEvents(run: "run-1", from: source, to: target, notes: notes, limits: Self.quick)
        try await sharing.sharing {
            while try await ids(target).count < 1203 { try await Task.sleep(for: .milliseconds(5)) }
        }
        let second = Self.events(501...1000).map(\.id)
        #expect(
            target.batches == [
                Self.events(1...500).map(\.id), second, second, Self.events(1001...1203).map(\.id),
            ])
        #expect(notes.texts.count == 1)
    }

    @Test("of events that do not arrive those before the failure are not counted")
    func missingRest() async throws {
        let source = InMemoryEventLog()
        _ = try await source.append(Self.events(1...1203))
        let notes = SharedNotes { _ in }
        let sharing = SharedEvents(
            run: "run-1", from: source, to: FailingEventLog(refusing: 1..<Int.max), notes: notes, limits: Self.quick)
        await sharing.sharing {}
        #expect(notes.texts.last == "703 events of this run did not reach the shared log")
    }

    @Test("those that do not arrive are counted, and the work's own error is thrown")
    func missing() async throws {
        struct Failure: Error {}
        let source = InMemoryEventLog()
        let notes = SharedNotes { _ in }
        let sharing = SharedEvents(
            run: "run-1", from: source, to: FailingEventLog(failures: .max), notes: notes, limits: Self.quick)
        await #expect(throws: Failure.self) {
            try await sharing.sharing {
                _ = try await source.append(Self.events(1...4))
                throw Failure()
            }
        }
        #expect(notes.texts.count == 2)
        #expect(notes.texts.last == "4 events of this run did not reach the shared log")
    }

    @Test("the work can ask what did not arrive, and learns it before it ends")
    func asked() async throws {
        let source = InMemoryEventLog()
        let notes = SharedNotes { _ in }
        let delivery = EventDelivery()
        let sharing = SharedEvents(
            run: "run-1", from: source, to: FailingEventLog(failures: .max), notes: notes, limits: Self.quick,
            delivery: delivery)
        let told = try await sharing.sharing {
            _ = try await source.append(Self.events(1...4))
            await delivery.settle()
            return notes.texts
        }
        #expect(told.last == "4 events of this run did not reach the shared log before its report was written")
        #expect(notes.texts == told)
    }

    @Test("who asks while the server works waits until all of them are there, and nothing is told")
    func askedInTime() async throws {
        let source = InMemoryEventLog()
        let target = InMemoryEventLog()
        let notes = SharedNotes { _ in }
        let delivery = EventDelivery()
        let limits = SharedEvents.Limits(pause: .seconds(60), longestPause: .seconds(60), end: .seconds(10))
        let sharing = SharedEvents(
            run: "run-1", from: source, to: target, notes: notes, limits: limits, delivery: delivery)
        let arrived = try await sharing.sharing {
            _ = try await source.append(Self.events(1...900))
            await delivery.settle()
            return try await ids(target)
        }
        #expect(arrived == Self.events(1...900).map(\.id))
        #expect(notes.texts.isEmpty)
        // Where nothing is shared nobody waits.
        await EventDelivery().settle()
    }

    @Test("a log that is past the first ones takes the others")
    func past() async throws {
        let source = InMemoryEventLog()
        _ = try await source.append(Self.events(1...4))
        let target = InMemoryEventLog()
        // The first two were there and were removed; the log still knows how far the run was.
        var later = Self.events(9...9)
        later[0].sequence = 2
        _ = try await target.append(later)
        let notes = SharedNotes { _ in }
        let sharing = SharedEvents(run: "run-1", from: source, to: target, notes: notes, limits: Self.quick)
        await sharing.sharing {}
        #expect(try await ids(target) == ["run-1-9", "run-1-3", "run-1-4"])
        #expect(notes.texts.isEmpty)
    }
}
