import AnnealEvents
import AnnealFoundation
import Foundation

/// Brings a run's events from this machine's log to the one on the server, while the run goes on.
///
/// The log of this machine is the source of truth: events are read from there, in order, with their identifiers and
/// sequences, and count once however often they are sent. While the server is away they wait in that log.
struct SharedEvents: Sendable {
    private let run: RunID
    private let source: any EventLog
    private let target: any EventLog
    private let notes: SharedNotes
    private let limits: Limits
    private let delivery: EventDelivery

    /// How long is waited for what.
    struct Limits: Sendable {
        /// Between two looks at the log.
        var pause = Duration.milliseconds(200)
        /// Between two tries of a server that fails, at most.
        var longestPause = Duration.seconds(10)
        /// For the rest when the run is over.
        var end = Duration.seconds(10)
    }

    init(
        run: RunID, from source: any EventLog, to target: any EventLog, notes: SharedNotes, limits: Limits = Limits(),
        delivery: EventDelivery = EventDelivery()
    ) {
        self.run = run
        self.source = source
        self.target = target
        self.notes = notes
        self.limits = limits
        self.delivery = delivery
    }

    /// Does some work that writes events of a run into this machine's log, and brings them to the server meanwhile.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - file: the log's database.
    ///   - server: where to; nothing is sent when there is none or it is not meant to have events.
    ///   - delivery: lets the work ask how far that is.
    ///   - retention: which events the server's log keeps, where it leaves that to its writers.
    ///   - work: the work.
    /// - Returns: what the work returned, when all events were sent or it was waited long enough for that.
    /// - Throws: what the work throws.
    static func sharing<Value: Sendable>(
        _ run: RunID, from file: URL, on server: SharedServer?, delivery: EventDelivery,
        keeping retention: EventRetention, _ work: () async throws -> Value
    ) async rethrows -> Value {
        // A log that cannot be opened is told by its recorder.
        guard let server, let target = server.events, let source = try? SQLiteEventLog(path: file.path) else {
            return try await work()
        }
        let value = try await SharedEvents(
            run: run, from: source, to: target, notes: server.notes, delivery: delivery
        ).sharing(work)
        // A server that fails now is tidied after the next run; brokers of Kafka remove events themselves.
        if server.removesOldEvents { _ = try? await target.retain(retention, at: Date()) }
        return value
    }

    /// Does the work.
    func sharing<Value: Sendable>(_ work: () async throws -> Value) async rethrows -> Value {
        delivery.begin()
        // A task of its own, awaited below: what a cancelled run tells is of interest too.
        let sending = Task { await send() }
        do {
            let value = try await work()
            delivery.end()
            await sending.value
            return value
        } catch {
            delivery.end()
            await sending.value
            throw error
        }
    }

    private func send() async {
        var position = EventOffset.beginning
        var pause = limits.pause
        while true {
            // Looked at before the log is read: what is written after that waits for the next look.
            let (isLast, asked, isAsked) = (delivery.isEnding, delivery.asked, delivery.isAsked)
            let end = isAsked ? (try? await source.end()) : nil
            do throws(EventLogError) {
                try await catchUp(&position) { delivery.isEnding(for: limits.end) }
                pause = limits.pause
            } catch {
                let place = error.place.map { " (\($0))" } ?? ""
                notes.tell(
                    .events,
                    "events were not shared for a while: \(error.message)\(place); this machine's log has all of them")
                pause = min(pause * 2, limits.longestPause)
            }
            if isLast {
                await tellMissing(after: position, upTo: nil, when: "")
                return delivery.answer(asked)
            }
            if isAsked {
                await tellMissing(after: position, upTo: end, when: " before its report was written")
                delivery.answer(asked)
            }
            await sleep(pause)
        }
    }

    /// Sends what the log has after an offset.
    ///
    /// - Parameters:
    ///   - position: the last offset that was sent; moved on with each batch, so that a later one that fails does not undo it.
    ///   - isOver: whether there is no time for another batch.
    /// - Throws: `EventLogError` when a batch is not taken; those before it count as sent.
    private func catchUp(_ position: inout EventOffset, unless isOver: () -> Bool) async throws(EventLogError) {
        // Once in any case, however late it has become.
        repeat {
            let events = try await source.read(after: position, run: run, limit: 500)
            guard let last = events.last else { break }
            try await store(events.map(\.event))
            position = last.offset
        } while !isOver()
    }

    private func store(_ events: [CloudEvent]) async throws(EventLogError) {
        do throws(EventLogError) {
            _ = try await target.append(events)
        } catch {
            guard error.code == .order else { throw error }
            // Of a run that was resumed the server may have had the first events, and have removed them since.
            for event in events {
                do throws(EventLogError) { _ = try await target.append([event]) } catch {
                    guard error.code == .order else { throw error }
                }
            }
        }
    }

    private func tellMissing(after position: EventOffset, upTo end: EventOffset?, when: String) async {
        guard let left = try? await source.read(after: position, run: run, limit: 100_000) else { return }
        let count = end.map { end in left.count { $0.offset <= end } } ?? left.count
        guard count > 0 else { return }
        // Where the server stays away more are missing in the end, at least those that tell of the end: no second note.
        notes.tell(
            .missing, "\(count) \(count == 1 ? "event" : "events") of this run did not reach the shared log\(when)")
    }

    /// Sleeps, no longer than until the work is over or somebody asks.
    private func sleep(_ pause: Duration) async {
        let wake = ContinuousClock.now + pause
        while !delivery.isEnding, !delivery.isAsked, ContinuousClock.now < wake {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }
}
