import AnnealEvents
import AnnealFoundation
import Foundation
import Synchronization

/// A log whose disk is full.
struct BrokenLog: EventLog {
    private var failure: EventLogError { EventLogError(code: .notStored, message: "the disk is full") }

    func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] { throw failure }
    func read(after offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent] { [] }
    func end() async throws(EventLogError) -> EventOffset { .beginning }
    func position(of consumer: String) async throws(EventLogError) -> EventOffset { .beginning }
    func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) { throw failure }
    func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int { throw failure }
}

/// What was told to a closure.
final class Told: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }
    func add(_ text: String) { texts.withLock { $0.append(text) } }
}
