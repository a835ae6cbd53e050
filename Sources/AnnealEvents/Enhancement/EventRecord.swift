public import Foundation

/// What is known of events of one signature: how often they occurred and what followed.
struct EventRecord: Sendable, Hashable, Codable {
    /// How many durations are kept; a larger sample moves the quantiles by less than they are uncertain.
    static let sampleSize = 256
    /// How many examples are kept.
    static let exampleCount = 5
    /// How many types of next events are told apart.
    static let nextLimit = 32

    /// How many occurred.
    var events = 0
    /// Tasks (or runs) with such an event that ended, and how many of them failed.
    var outcomes = ObservedShare(hits: 0, of: 0)
    /// Seconds from an event to the end of its task, a sample of all.
    var seconds: [Double] = []
    /// How many durations there were.
    var durations = 0
    /// The types of the events that came next in the run.
    var next: [String: Int] = [:]
    /// The newest, oldest first.
    var examples: [SimilarEvent] = []

    mutating func count(next type: String) {
        if next[type] != nil || next.count < Self.nextLimit { next[type, default: 0] += 1 }
    }

    /// Adds a duration; when the sample is full it takes the place of another one, so that all have the same chance.
    ///
    /// Source: J. Vitter, "Random sampling with a reservoir", ACM TOMS 11 (1985), algorithm R, with a fixed sequence of
    /// numbers in the place of random ones, so that the same log gives the same sample.
    mutating func add(seconds duration: Double) {
        durations += 1
        guard seconds.count >= Self.sampleSize else { return seconds.append(duration) }
        var mixed = UInt64(durations) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        let place = Int((mixed ^ (mixed >> 27)) % UInt64(durations))
        if place < Self.sampleSize { seconds[place] = duration }
    }

    mutating func add(example: SimilarEvent) {
        examples.append(example)
        if examples.count > Self.exampleCount { examples.removeFirst() }
    }

    /// An empirical quantile of the durations; `nil` without any.
    func quantile(_ share: Double) -> Double? {
        guard !seconds.isEmpty else { return nil }
        let sorted = seconds.sorted()
        let place = share * Double(sorted.count - 1)
        let (low, high) = (Int(place.rounded(.down)), Int(place.rounded(.up)))
        return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
    }
}

/// An earlier event of the same kind, and what became of its task.
public struct SimilarEvent: Sendable, Hashable, Codable {
    /// Its identifier.
    public var id: String
    /// When it was.
    public var time: Date
    /// Its run.
    public var run: String
    /// Its task; `nil` for an event of a whole run.
    public var task: String?
    /// Whether the task, or the run, failed.
    public var failed: Bool
    /// Seconds from the event to the end of the task, or of the run.
    public var seconds: Double
}
