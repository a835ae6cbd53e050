import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import anneal

@Suite("What became of a run's events") struct RunEventAccountTests {
    private func retention(days: String?) throws -> EventRetention {
        try EventRetention(Settings(flags: days.map { ["events.retainDays": $0] } ?? [:]))
    }

    @Test("events are kept for ninety days, or as the setting says") func setting() throws {
        #expect(try retention(days: nil) == .standard)
        #expect(try retention(days: "7") == EventRetention(age: .seconds(7 * 86_400), count: 1_000_000))
        #expect(try retention(days: "0") == EventRetention(age: nil, count: 1_000_000))
    }

    @Test("a number that is none of days is told with its place") func bad() throws {
        for days in ["-1", "9223372036854775807"] {
            let error = #expect(throws: ConfigurationError.self) { try retention(days: days) }
            #expect(error?.place == "events.retainDays")
            #expect(error?.remedy != nil)
        }
    }

    @Test("what this machine's log has not is among the notes before the report is written, and told once")
    func lost() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "events.sqlite")
            try Data("this is no database, and long enough to be seen as none".utf8).write(to: file)
            let notes = SharedNotes { _ in }
            let account = RunEventAccount(notes: notes)
            let bus = EventBus(run: "run-1")
            let told = await EventRecorder.record(bus, toDatabase: file, recording: account.recording) {
                bus.send("run.started")
                bus.send("item.note")
                await account.settle()
                return notes.texts
            }
            #expect(told == ["2 events of this run did not reach this machine's log before its report was written"])
            account.tellDropped()
            #expect(notes.texts == told)
        }
    }
}
