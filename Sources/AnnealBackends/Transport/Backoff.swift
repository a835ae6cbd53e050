/// Pauses that double from one failure to the next, with some randomness, so that many clients do not come back at once.
struct Backoff: Sendable {
    private let least: Duration
    private let most: Duration
    private var pause: Duration

    /// Begins with the least pause.
    init(least: Duration = .milliseconds(20), most: Duration = .seconds(2)) {
        self.least = least
        self.most = most
        pause = least
    }

    /// The next pause: between half and all of it.
    mutating func next() -> Duration {
        let full = pause
        pause = min(most, pause * 2)
        return full * Double.random(in: 0.5...1)
    }

    /// Begins anew after a success.
    mutating func reset() { pause = least }
}
