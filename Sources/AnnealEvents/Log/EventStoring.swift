internal import AnnealFoundation
internal import Foundation

/// Brings what waits in a buffer into a log, and does not give up at the first failure.
///
/// A batch that is not taken is tried again with pauses that grow, while what comes meanwhile waits in the buffer; when the
/// work is over it is tried for a while longer. What the log refuses for what it is (`.order`, `.malformed`) is left out, so
/// that it does not hold up the rest.
struct EventStoring: Sendable {
    /// How long is waited for what.
    struct Limits: Sendable {
        /// Before the first new try.
        var pause = Duration.milliseconds(50)
        /// Between two tries, at most.
        var longestPause = Duration.seconds(5)
        /// For the rest when the work is over.
        var end = Duration.seconds(5)
    }

    let buffer: BoundedBuffer<CloudEvent>
    let log: any EventLog
    let recording: EventRecording
    var limits = Limits()
    let failing: @Sendable (EventLogError) -> Void

    /// Stores until the buffer is finished and empty, or the log did not take the rest.
    func run() async {
        var run: RunID?
        var hasFailed = false
        var counted = 0
        while let events = await buffer.take(upTo: 1024) {
            run = run ?? events.first?.run
            let isStored = await store(events, hasFailed: &hasFailed)
            countOverflow(&counted)
            if isStored { continue }
            // Nothing was taken although the work is over.
            buffer.finish()
            recording.drop(buffer.drain().count)
            break
        }
        countOverflow(&counted)
        await tellDropped(in: run)
    }

    /// Counts the events that gave way to newer ones since the last time.
    private func countOverflow(_ counted: inout Int) {
        let dropped = buffer.dropped
        recording.drop(dropped - counted)
        counted = dropped
    }

    /// Stores a batch, with new tries.
    ///
    /// - Returns: whether it is done with; otherwise it was counted as lost.
    private func store(_ events: [CloudEvent], hasFailed: inout Bool) async -> Bool {
        var pause = limits.pause
        var end: ContinuousClock.Instant?
        while true {
            do throws(EventLogError) {
                _ = try await log.append(events)
                recording.store(events.count)
                return true
            } catch {
                if !hasFailed { failing(error) }
                hasFailed = true
                if error.isRefusal {
                    guard events.count > 1 else {
                        recording.drop(1)
                        return true
                    }
                    // One that is refused must not take the others with it.
                    for (index, event) in events.enumerated() {
                        guard await store([event], hasFailed: &hasFailed) else {
                            recording.drop(events.count - index - 1)
                            return false
                        }
                    }
                    return true
                }
            }
            if buffer.isFinished { end = end ?? ContinuousClock.now + limits.end }
            guard !Task.isCancelled, end.map({ ContinuousClock.now < $0 }) ?? true else {
                recording.drop(events.count)
                return false
            }
            await sleep(pause, isOver: end != nil)
            pause = min(pause * 2, end == nil ? limits.longestPause : .milliseconds(200))
        }
    }

    /// The log itself tells what it misses, where it takes that.
    private func tellDropped(in run: RunID?) async {
        let count = recording.dropped
        guard let run, count > 0 else { return }
        _ = try? await log.append([
            CloudEvent(
                RunEvent(type: "events.dropped", time: Date(), run: run, data: ["count": .int(count)]))
        ])
    }

    /// Sleeps, no longer than until the work is over.
    private func sleep(_ pause: Duration, isOver: Bool) async {
        let wake = ContinuousClock.now + pause
        while ContinuousClock.now < wake, isOver || !buffer.isFinished, !Task.isCancelled {
            try? await Task.sleep(for: min(.milliseconds(20), pause))
        }
    }
}

extension EventLogError {
    /// Whether trying again is in vain: the event is refused for what it is.
    fileprivate var isRefusal: Bool { code == .order || code == .malformed }
}
