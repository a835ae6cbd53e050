import Synchronization

/// Lets the work of a run ask that what it told so far is sent now, so that its report can tell what did not arrive.
final class EventDelivery: Sendable {
    private struct State {
        var isRunning = false
        var ending: ContinuousClock.Instant?
        var asked = 0
        var answered = 0
    }

    private let state = Mutex(State())

    /// Waits until everything was sent or a try at that has failed; at once where nothing is shared.
    ///
    /// Cancellation does not end that, since a run that is stopped has its report too.
    ///
    /// - Parameter limit: how long at most.
    func settle(within limit: Duration = .seconds(10)) async {
        let number = state.withLock { state -> Int? in
            guard state.isRunning else { return nil }
            state.asked += 1
            return state.asked
        }
        guard let number else { return }
        let end = ContinuousClock.now + limit
        await Task {
            while ContinuousClock.now < end, state.withLock({ $0.isRunning && $0.answered < number }) {
                try? await Task.sleep(for: .milliseconds(5))
            }
        }.value
    }

    /// How often was asked.
    var asked: Int { state.withLock { $0.asked } }
    /// Whether somebody waits for an answer.
    var isAsked: Bool { state.withLock { $0.asked > $0.answered } }
    /// Whether the work is over.
    var isEnding: Bool { state.withLock { $0.ending != nil } }

    /// Whether the work has been over for some time.
    func isEnding(for age: Duration) -> Bool { state.withLock { $0.ending.map { $0 + age < .now } ?? false } }

    func begin() { state.withLock { $0.isRunning = true } }

    func end() { state.withLock { $0.ending = .now } }

    /// Everything was tried that had been told when `asked` was read.
    func answer(_ asked: Int) { state.withLock { $0.answered = max($0.answered, asked) } }
}
