public import Foundation

/// Writes what a run's bus tells into a log, beside the work that tells it.
///
/// The bus never waits: events are queued and stored together, in order, and all of them before `record` returns. Events are
/// for looking on and for learning; the journal alone decides what a resumed run does. So a log that fails does not end the
/// work: it is told once and tried again, what comes meanwhile waits, and how many events were lost in the end is counted in
/// an `EventRecording` and told in the log itself (`events.dropped`). A killed process may lose the events of its last
/// milliseconds.
public enum EventRecorder {
    /// Does some work and stores what the bus tells meanwhile.
    ///
    /// - Parameters:
    ///   - bus: the run's bus.
    ///   - log: where to.
    ///   - capacity: how many events may wait for the log; the oldest give way beyond that.
    ///   - recording: counts what was stored and lost.
    ///   - failing: gets the first failure of the log.
    ///   - work: the work.
    /// - Returns: what the work returned.
    /// - Throws: what the work throws.
    public static func record<Value: Sendable>(
        _ bus: EventBus, to log: any EventLog, capacity: Int = 100_000, recording: EventRecording = EventRecording(),
        failing: @escaping @Sendable (EventLogError) -> Void = { _ in },
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        try await record(
            bus, to: log, capacity: capacity, recording: recording, limits: EventStoring.Limits(), failing: failing,
            work)
    }

    /// Does some work and stores what the bus tells meanwhile, with given pauses.
    static func record<Value: Sendable>(
        _ bus: EventBus, to log: any EventLog, capacity: Int = 100_000, recording: EventRecording,
        limits: EventStoring.Limits, failing: @escaping @Sendable (EventLogError) -> Void = { _ in },
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        let buffer = BoundedBuffer<CloudEvent>(capacity: capacity)
        bus.listen { event in
            guard !buffer.isFinished else { return }
            recording.tell()
            buffer.offer(CloudEvent(event))
        }
        let storing = EventStoring(
            buffer: buffer, log: log, recording: recording, limits: limits, failing: failing)
        // A task of its own, awaited below: what a cancelled run tells is of interest too.
        let task = Task { await storing.run() }
        defer { task.cancel() }
        do {
            let value = try await work()
            buffer.finish()
            await task.value
            return value
        } catch {
            buffer.finish()
            await task.value
            throw error
        }
    }

    /// Does some work and stores what the bus tells meanwhile in a database; without one the work is done all the same, and
    /// every event counts as lost.
    ///
    /// - Parameters:
    ///   - bus: the run's bus.
    ///   - file: the database; see `SQLiteEventLog.file(in:)`.
    ///   - retention: which events the log keeps when the work is over.
    ///   - recording: counts what was stored and lost.
    ///   - failing: gets the first failure of the log.
    ///   - work: the work.
    /// - Returns: what the work returned.
    /// - Throws: what the work throws.
    public static func record<Value: Sendable>(
        _ bus: EventBus, toDatabase file: URL, retention: EventRetention = .standard,
        recording: EventRecording = EventRecording(),
        failing: @escaping @Sendable (EventLogError) -> Void = { _ in },
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        let log: SQLiteEventLog
        do throws(EventLogError) {
            log = try SQLiteEventLog(path: file.path)
        } catch {
            failing(error)
            bus.listen { _ in
                recording.tell()
                recording.drop(1)
            }
            return try await work()
        }
        let value = try await record(bus, to: log, recording: recording, failing: failing, work)
        // What is too much now is removed after the next run.
        _ = try? await log.retain(retention, at: Date())
        return value
    }
}
