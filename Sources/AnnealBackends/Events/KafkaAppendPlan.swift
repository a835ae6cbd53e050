internal import AnnealEvents
internal import AnnealFoundation

/// Which events of a batch have to be written, and with which sequences.
struct KafkaAppendPlan {
    private enum Answer {
        case known(Int64)
        case fresh(Int)
    }

    /// The events that are not there yet, with their sequences.
    private(set) var fresh: [CloudEvent] = []
    private var answers: [Answer] = []

    /// Looks at a batch.
    ///
    /// - Parameters:
    ///   - events: the events, in order.
    ///   - homes: the partition of each.
    ///   - indexes: what is known of the partitions.
    ///   - needsSequences: whether an event of a run without its sequence is refused.
    /// - Throws: `EventLogError` with the code `order`.
    init(
        _ events: [CloudEvent], _ homes: [Int32], _ indexes: [Int32: KafkaEventIndex], needsSequences: Bool
    ) throws(EventLogError) {
        var sequences: [RunID: Int] = [:]
        var numbers: [String: Int] = [:]
        for (event, home) in zip(events, homes) {
            if let place = indexes[home]?.place(of: event.id) {
                answers.append(.known(place))
                continue
            }
            if let number = numbers[event.id] {
                answers.append(.fresh(number))
                continue
            }
            var event = event
            if let run = event.run {
                let last = sequences[run] ?? indexes[home]?.runs[run]?.sequence ?? 0
                event.sequence = try Self.sequence(of: event, in: run, after: last, isNeeded: needsSequences)
                sequences[run] = event.sequence
            }
            numbers[event.id] = fresh.count
            answers.append(.fresh(fresh.count))
            fresh.append(event)
        }
    }

    /// The offsets of all events of the batch.
    ///
    /// - Parameter places: Kafka's offsets of the fresh ones.
    /// - Returns: the log's offsets.
    func offsets(of places: [Int64]) -> [EventOffset] {
        answers.map { answer in
            switch answer {
            case .known(let place): EventOffset(place + 1)
            case .fresh(let number): EventOffset(places[number] + 1)
            }
        }
    }

    private static func sequence(
        of event: CloudEvent, in run: RunID, after last: Int, isNeeded: Bool
    ) throws(EventLogError) -> Int {
        guard let wanted = event.sequence else {
            guard !isNeeded else {
                throw EventLogError(
                    code: .order, message: "the event has no sequence, and how far run \(run) is was not read",
                    place: "event \(event.id)", remedy: "give events of a run their sequence, or compare with the topic"
                )
            }
            return last + 1
        }
        guard wanted > last else {
            throw EventLogError(
                code: .order, message: "run \(run) is past the sequence \(wanted) already", place: "event \(event.id)",
                remedy: "leave the sequence out: the log gives the next one")
        }
        return wanted
    }
}
