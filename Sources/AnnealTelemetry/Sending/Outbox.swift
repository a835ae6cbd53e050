internal import Foundation
internal import Synchronization

/// A queue with an end to it, from which a server gets things in batches. Putting something in never waits; when the
/// queue is full, the oldest is lost, and counted.
///
/// `run` sends until it is cancelled. A server that fails is tried again with growing pauses; what it refuses for good is
/// lost, and counted.
public final class Outbox<Item: Sendable>: Sendable {
    /// Sends a batch; gives how many of it the server refused.
    public typealias Send = @Sendable ([Item]) async throws(SendingFailure) -> Int

    /// Its limits.
    public struct Limits: Sendable {
        /// The most things that wait.
        public var capacity = 4096
        /// The most things that are sent at a time.
        public var batch = 512
        /// Between two batches that are not full.
        public var pause = Duration.seconds(1)
        /// After the first failure; each further one doubles it.
        public var firstPause = Duration.milliseconds(500)
        /// The longest pause after failures.
        public var longestPause = Duration.seconds(10)

        /// Creates limits.
        public init() {}
    }

    /// What became of everything so far.
    public struct Tally: Sendable, Hashable {
        /// Things that the server has.
        public var sent = 0
        /// Things that were lost: the queue was full, or the server refused them.
        public var lost = 0
        /// Things that wait, or are on their way.
        public var waiting = 0
        /// The last failure, in words.
        public var reason: String?
    }

    private struct State {
        var queue: [Item] = []
        var inFlight = 0
        var sent = 0
        var lost = 0
        var reason: String?
        var failures = 0
        /// Failures since somebody began to wait for the end.
        var failuresWhileSettling = 0
        var nextTry = ContinuousClock.now
        var settling = 0
    }

    /// The longest pause after a failure while the end is waited for, unless the server asks for more.
    private static var pauseAtEnd: Duration { .milliseconds(500) }

    private let limits: Limits
    private let send: Send
    private let state = Mutex(State())

    /// Creates an outbox.
    ///
    /// - Parameters:
    ///   - limits: its limits.
    ///   - send: sends a batch.
    public init(limits: Limits = Limits(), _ send: @escaping Send) {
        self.limits = limits
        self.send = send
    }

    /// What became of everything so far.
    public var tally: Tally {
        state.withLock {
            Tally(sent: $0.sent, lost: $0.lost, waiting: $0.queue.count + $0.inFlight, reason: $0.reason)
        }
    }

    /// Puts something in.
    public func put(_ item: Item) {
        state.withLock { state in
            state.queue.append(item)
            Self.shorten(&state, to: limits.capacity)
        }
    }

    /// Sends until it is cancelled.
    public func run() async {
        var lastSent = ContinuousClock.now
        while !Task.isCancelled {
            let due: [Item] = state.withLock { state in
                let isFull = state.queue.count >= limits.batch
                let isTime = ContinuousClock.now - lastSent >= limits.pause
                guard !state.queue.isEmpty, isFull || isTime || state.settling > 0, state.nextTry <= .now else {
                    return []
                }
                let batch = Array(state.queue.prefix(limits.batch))
                state.queue.removeFirst(batch.count)
                state.inFlight = batch.count
                return batch
            }
            guard !due.isEmpty else {
                try? await Task.sleep(for: .milliseconds(20))
                continue
            }
            await deliver(due)
            lastSent = .now
        }
    }

    /// Waits until everything is sent, at most so long; a server that fails twice meanwhile is not waited for.
    ///
    /// - Parameter limit: how long.
    /// - Returns: what became of everything.
    public func settle(within limit: Duration) async -> Tally {
        let deadline = ContinuousClock.now + limit
        state.withLock { state in
            state.settling += 1
            state.failuresWhileSettling = 0
            // A pause that was meant for the middle of a run would only use up the time.
            state.nextTry = .now
        }
        defer { state.withLock { $0.settling -= 1 } }
        while ContinuousClock.now < deadline, !Task.isCancelled {
            let isSettled = state.withLock { state in
                state.queue.isEmpty && state.inFlight == 0 || state.failuresWhileSettling > 1
            }
            if isSettled { break }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return tally
    }

    private func deliver(_ batch: [Item]) async {
        do throws(SendingFailure) {
            let refused = min(max(0, try await send(batch)), batch.count)
            state.withLock { state in
                state.inFlight = 0
                state.failures = 0
                state.lost += refused
                state.sent += batch.count - refused
                if refused > 0 { state.reason = "the server refused some" }
            }
        } catch {
            state.withLock { state in
                state.inFlight = 0
                state.reason = error.reason
                guard error.isRetryable else {
                    state.lost += batch.count
                    return
                }
                state.failuresWhileSettling += 1
                state.queue.insert(contentsOf: batch, at: 0)
                Self.shorten(&state, to: limits.capacity)
                // There is little time at the end.
                let longest = state.settling > 0 ? min(limits.longestPause, Self.pauseAtEnd) : limits.longestPause
                let pause = min(limits.firstPause * (1 << min(state.failures, 16)), longest)
                state.failures += 1
                state.nextTry = .now + max(pause, min(error.pause ?? .zero, limits.longestPause))
            }
        }
    }

    private static func shorten(_ state: inout State, to capacity: Int) {
        let surplus = state.queue.count - capacity
        guard surplus > 0 else { return }
        state.queue.removeFirst(surplus)
        state.lost += surplus
    }
}
