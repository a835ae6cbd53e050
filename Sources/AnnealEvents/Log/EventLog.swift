public import AnnealFoundation
public import Foundation

/// What happened, in the order in which it was written down; nothing in it is ever changed.
///
/// Delivery is at least once: a consumer reads from its committed offset on, and after a crash it gets again what it had
/// not committed. A consumer must therefore be able to take an event twice; `EventFold` is one that takes effect once.
/// Appending is idempotent: an event whose `id` the log has is not stored again.
public protocol EventLog: Sendable {
    /// Stores events together: all of them or none. They are durable when the call returns.
    ///
    /// Events of a run without a `sequence` get the next one of their run.
    ///
    /// - Parameter events: in order.
    /// - Returns: the offset of each; that of the first time for an event that was there already.
    /// - Throws: `EventLogError`.
    func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset]

    /// Reads on from an offset.
    ///
    /// - Parameters:
    ///   - offset: the last one that is not wanted; `.beginning` for all.
    ///   - run: only events of this run.
    ///   - limit: how many at most.
    /// - Returns: events in order; fewer than `limit` at the end of the log.
    /// - Throws: `EventLogError`.
    func read(after offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent]

    /// Reads back from an offset, the newest event first.
    ///
    /// Logs that cannot do that read all of it from the beginning, which is what is done where this is not implemented.
    ///
    /// - Parameters:
    ///   - offset: the first one that is not wanted.
    ///   - run: only events of this run.
    ///   - limit: how many at most.
    /// - Returns: events from the newest to the oldest; fewer than `limit` at the beginning of the log.
    /// - Throws: `EventLogError`.
    func read(before offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent]

    /// The offset of the newest event; `.beginning` when there was none.
    ///
    /// - Throws: `EventLogError`.
    func end() async throws(EventLogError) -> EventOffset

    /// Up to where a consumer is done.
    ///
    /// - Parameter consumer: its name.
    /// - Returns: its last committed offset; `.beginning` for one that is not known.
    /// - Throws: `EventLogError`.
    func position(of consumer: String) async throws(EventLogError) -> EventOffset

    /// Says that a consumer is done up to an offset; an earlier one than before changes nothing.
    ///
    /// - Parameters:
    ///   - offset: the last one it is done with.
    ///   - consumer: its name.
    /// - Throws: `EventLogError`.
    func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError)

    /// Removes the oldest events that a policy does not keep.
    ///
    /// - Parameters:
    ///   - policy: what to keep.
    ///   - now: the time from which ages count.
    /// - Returns: how many were removed.
    /// - Throws: `EventLogError`.
    func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int
}

/// A place in a log. Offsets grow, with gaps, and are never used twice.
public struct EventOffset: Sendable, Hashable, Codable, Comparable {
    /// From 1; 0 stands before the first event.
    public var value: Int64

    /// Creates an offset.
    public init(_ value: Int64) { self.value = value }

    /// Before the first event.
    public static let beginning = EventOffset(0)

    /// Orders by place.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.value < rhs.value }
}

/// An event with its place in the log.
public struct StoredEvent: Sendable, Hashable {
    /// Its place.
    public var offset: EventOffset
    /// The event.
    public var event: CloudEvent

    /// Creates a stored event.
    public init(offset: EventOffset, event: CloudEvent) {
        self.offset = offset
        self.event = event
    }
}

/// Which events a log keeps.
public struct EventRetention: Sendable, Hashable {
    /// How old an event may become; `nil` for any age. From the oldest on they go up to the first that is young enough.
    public var age: Duration?
    /// How many are kept; `nil` for any number.
    public var count: Int?

    /// Ninety days and a million events.
    public static let standard = EventRetention(age: .seconds(90 * 86_400), count: 1_000_000)

    /// Creates a policy; without both everything is kept.
    public init(age: Duration? = nil, count: Int? = nil) {
        self.age = age
        self.count = count
    }
}
