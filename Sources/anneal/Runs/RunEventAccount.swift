import AnnealEvents
import AnnealFoundation

/// What became of a run's events, for its report and its last lines.
struct RunEventAccount: Sendable {
    /// Those that this machine's log has.
    let recording = EventRecording()
    /// Those that the shared log has.
    let delivery = EventDelivery()
    let notes: SharedNotes

    init(notes: SharedNotes) { self.notes = notes }

    /// Brings what was told so far to where it belongs, and notes what is missing there.
    func settle() async {
        tell(await recording.settle(), " before its report was written")
        await delivery.settle()
    }

    /// Notes what is missing in the end.
    func tellDropped() { tell(recording.dropped, "") }

    private func tell(_ count: Int, _ when: String) {
        guard count > 0 else { return }
        notes.tell(
            .dropped,
            "\(count) \(count == 1 ? "event" : "events") of this run did not reach this machine's log\(when)",
            count: count)
    }
}

extension EventRetention {
    /// What the setting `events.retainDays` says; 0 keeps events of any age.
    ///
    /// - Throws: `ConfigurationError` for a number that is none of days.
    init(_ settings: Settings) throws(ConfigurationError) {
        self = .standard
        guard let days = settings.integer("events.retainDays") else { return }
        guard (0...100_000).contains(days) else {
            throw ConfigurationError(
                code: .badValue, message: "events cannot be kept for \(days) days", place: "events.retainDays",
                remedy: "give a number from 1 to 100000, or 0 for events of any age")
        }
        age = days == 0 ? nil : .seconds(days * 86_400)
    }
}
