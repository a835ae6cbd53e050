internal import Synchronization

/// Notes when something was last heard from a server, and whether any of it was passed on.
final class Activity: Sendable {
    private struct State {
        var deadline: ContinuousClock.Instant
        var passedOn = false
    }

    private let state: Mutex<State>
    private let silence: Duration

    /// - Parameters:
    ///   - first: how long it may take until something is heard.
    ///   - silence: how long it may be silent after that.
    init(first: Duration, silence: Duration) {
        self.silence = silence
        state = Mutex(State(deadline: .now + first))
    }

    /// Something was heard.
    func heard() { state.withLock { $0.deadline = .now + silence } }

    /// An attempt begins: something has to be heard within this time.
    func heard(within first: Duration) { state.withLock { $0.deadline = .now + first } }

    /// A piece reached the reader, so the request can't be repeated behind their back.
    func passOn() { state.withLock { $0.passedOn = true } }

    /// Whether a piece reached the reader.
    var hasPassedOn: Bool { state.withLock { $0.passedOn } }

    /// How long the watch may sleep before it looks again; `nil` when the silence has lasted too long.
    ///
    /// Never longer than the silence between pieces: the first piece may bring the deadline nearer meanwhile.
    var nextLook: Duration? {
        let left = state.withLock { $0.deadline } - .now
        return left > .zero ? min(left, silence) : nil
    }
}

/// The server was silent for too long.
struct Silence: Error {}

/// Runs an operation and ends it when its activity stops.
///
/// - Parameters:
///   - activity: what the operation reports to.
///   - operation: the work; it is cancelled when it was silent for too long.
/// - Returns: what the operation returns.
/// - Throws: what the operation throws, or `Silence`.
func watching<Result: Sendable>(
    _ activity: Activity, _ operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { tasks in
        tasks.addTask { try await operation() }
        tasks.addTask {
            while let pause = activity.nextLook { try await Task.sleep(for: pause) }
            throw Silence()
        }
        defer { tasks.cancelAll() }
        guard let result = try await tasks.next() else { throw CancellationError() }
        return result
    }
}
