internal import AnnealEvents
internal import AnnealFoundation

/// What is known of a partition: the first place of each event, and how far each run is.
///
/// Invariant: every record before `next` was taken.
struct KafkaEventIndex: Sendable {
    struct Run: Sendable, Hashable {
        /// The highest sequence.
        var sequence: Int
        /// The offset of its first event.
        var first: Int64
    }

    /// Up to where the partition was looked at.
    private(set) var next: Int64 = 0
    private var places: [String: Int64] = [:]
    private(set) var runs: [RunID: Run] = [:]

    /// Where an event was stored first.
    func place(of id: String) -> Int64? { places[id] }

    /// Whether a record is the first one with its event; a later one is the same event, sent again.
    func isFirst(_ id: String, at offset: Int64) -> Bool { places[id] == offset }

    /// Takes a record, in any order; those before `next` again without harm.
    mutating func take(_ event: CloudEvent, at offset: Int64) {
        places[event.id] = min(places[event.id] ?? offset, offset)
        guard let run = event.run else { return }
        let known = runs[run]
        runs[run] = Run(
            sequence: max(known?.sequence ?? 0, event.sequence ?? 0), first: min(known?.first ?? offset, offset))
    }

    /// Says that all records before an offset were taken.
    mutating func move(to offset: Int64) { next = max(next, offset) }
}
