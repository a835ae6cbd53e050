public import Foundation

/// Writes what a run's bus tells into a log, beside the work that tells it.
///
/// The bus never waits: events are queued and stored together, in order, and all of them before `record` returns. Events are
/// for looking on and for learning; the journal alone decides what a resumed run does. So a log that fails is told once and
/// does not end the work, and a killed process may lose the events of its last milliseconds.
public enum EventRecorder {
    /// Does some work and stores what the bus tells meanwhile.
    ///
    /// - Parameters:
    ///   - bus: the run's bus.
    ///   - log: where to.
    ///   - capacity: how many events may wait for the log; the oldest give way beyond that.
    ///   - failing: gets the first failure of the log.
    ///   - work: the work.
    /// - Returns: what the work returned.
    /// - Throws: what the work throws.
    public static func record<Value: Sendable>(
        _ bus: EventBus, to log: any EventLog, capacity: Int = 100_000,
        failing: @escaping @Sendable (EventLogError) -> Void = { _ in },
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        let buffer = BoundedBuffer<CloudEvent>(capacity: capacity)
        bus.listen { buffer.offer(CloudEvent($0)) }
        // A task of its own, awaited below: what a cancelled run tells is of interest too.
        let storing = Task { await store(buffer, to: log, failing: failing) }
        defer { storing.cancel() }
        do {
            let value = try await work()
            buffer.finish()
            await storing.value
            return value
        } catch {
            buffer.finish()
            await storing.value
            throw error
        }
    }

    /// Does some work and stores what the bus tells meanwhile in a database; without one the work is done all the same.
    ///
    /// - Parameters:
    ///   - bus: the run's bus.
    ///   - file: the database; see `SQLiteEventLog.file(in:)`.
    ///   - retention: which events the log keeps when the work is over.
    ///   - failing: gets the first failure of the log.
    ///   - work: the work.
    /// - Returns: what the work returned.
    /// - Throws: what the work throws.
    public static func record<Value: Sendable>(
        _ bus: EventBus, toDatabase file: URL,
        retention: EventRetention = EventRetention(age: .seconds(90 * 86_400), count: 1_000_000),
        failing: @escaping @Sendable (EventLogError) -> Void = { _ in },
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        let log: SQLiteEventLog
        do throws(EventLogError) {
            log = try SQLiteEventLog(path: file.path)
        } catch {
            failing(error)
            return try await work()
        }
        let value = try await record(bus, to: log, failing: failing, work)
        // What is too much now is removed after the next run.
        _ = try? await log.retain(retention, at: Date())
        return value
    }

    private static func store(
        _ buffer: BoundedBuffer<CloudEvent>, to log: any EventLog, failing: @Sendable (EventLogError) -> Void
    ) async {
        while let events = await buffer.take(upTo: 1024) {
            do throws(EventLogError) {
                _ = try await log.append(events)
            } catch {
                failing(error)
                buffer.finish()
                return
            }
        }
    }
}
