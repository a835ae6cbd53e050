internal import Synchronization

/// A clock that stands still, except that whoever sleeps moves it to the end of their sleep at once.
///
/// For what waits by a clock that is passed in: a test of minutes takes no time, and sees the waits.
public final class SkippingClock: Clock {
    /// A moment: the time since the clock was made.
    public struct Instant: InstantProtocol {
        /// The time since the clock was made.
        public var offset: Duration

        /// The moment later by a duration.
        ///
        /// - Parameter duration: how much later.
        /// - Returns: the moment.
        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        /// The time from this moment to another.
        ///
        /// - Parameter other: the other moment.
        /// - Returns: the time.
        public func duration(to other: Instant) -> Duration { other.offset - offset }

        /// Orders by time.
        public static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.offset < rhs.offset }
    }

    private let state = Mutex<(now: Duration, sleeps: [Duration])>((.zero, []))

    /// Creates a clock at zero.
    public init() {}

    /// The present.
    public var now: Instant { Instant(offset: state.withLock { $0.now }) }

    /// It is exact.
    public var minimumResolution: Duration { .zero }

    /// The sleeps so far.
    public var sleeps: [Duration] { state.withLock { $0.sleeps } }

    /// Moves the clock to a moment and returns at once.
    ///
    /// - Parameters:
    ///   - deadline: the moment.
    ///   - tolerance: is not used.
    /// - Throws: `CancellationError`.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.sleeps.append(deadline.offset - state.now)
            state.now = max(state.now, deadline.offset)
        }
    }

    /// Moves the clock.
    ///
    /// - Parameter duration: by how much.
    public func advance(by duration: Duration) { state.withLock { $0.now += duration } }
}
