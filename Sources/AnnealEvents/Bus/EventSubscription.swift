internal import Synchronization

/// The events that one subscriber asked for, as an asynchronous sequence for one task.
public final class EventSubscription: AsyncSequence, Sendable {
    /// What happens when the buffer is full.
    public enum Overflow: Sendable, Hashable {
        /// `publish` waits for room.
        case wait
        /// The oldest event gives way.
        case dropOldest
    }

    private let filter: EventFilter?
    private let overflow: Overflow
    private let buffer: BoundedBuffer<CloudEvent>
    private let ended = Atomic(false)

    init(filter: EventFilter?, capacity: Int, overflow: Overflow) {
        self.filter = filter
        self.overflow = overflow
        buffer = BoundedBuffer(capacity: capacity)
    }

    /// How many events were missed.
    public var dropped: Int { buffer.dropped }

    /// Whether no more events come.
    public var isCancelled: Bool { ended.load(ordering: .relaxed) }

    /// Ends the subscription; what is in the buffer can still be taken.
    public func cancel() {
        ended.store(true, ordering: .relaxed)
        buffer.finish()
    }

    /// The oldest events that were not taken yet, and waits until there is one.
    ///
    /// - Parameter limit: how many at most.
    /// - Returns: at least one event; `nil` at the end.
    public func next(upTo limit: Int) async -> [CloudEvent]? { await buffer.take(upTo: Swift.max(1, limit)) }

    /// Events one by one.
    public func makeAsyncIterator() -> Iterator { Iterator(buffer: buffer) }

    /// Takes events one by one.
    public struct Iterator: AsyncIteratorProtocol {
        let buffer: BoundedBuffer<CloudEvent>
        private var ready: [CloudEvent] = []

        init(buffer: BoundedBuffer<CloudEvent>) { self.buffer = buffer }

        /// The next event; `nil` at the end.
        public mutating func next() async -> CloudEvent? {
            if ready.isEmpty {
                guard let taken = await buffer.take(upTo: 256) else { return nil }
                ready = taken.reversed()
            }
            return ready.popLast()
        }
    }

    func deliver(_ event: CloudEvent) async {
        if let filter, !filter.matches(event) { return }
        switch overflow {
        case .wait: _ = await buffer.push(event)
        case .dropOldest: buffer.offer(event)
        }
    }

    func offer(_ event: CloudEvent) {
        if let filter, !filter.matches(event) { return }
        buffer.offer(event)
    }
}
