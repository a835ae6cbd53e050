internal import AnnealFoundation
internal import AnnealPlanning

/// The time that a run has, and how it is shared.
public struct TimeBudget: Sendable {
    /// The whole time; `nil` is no limit.
    public let limit: Duration?
    /// Kept free for verifying, merging and reporting.
    public var reserve: Duration
    private let end: ContinuousClock.Instant?

    /// Starts the clock.
    ///
    /// - Parameters:
    ///   - limit: the whole time; `nil` is no limit.
    ///   - worked: time that earlier sessions of the run took.
    ///   - start: when this session began.
    public init(limit: Duration?, worked: Duration = .zero, start: ContinuousClock.Instant = .now) {
        self.limit = limit
        end = limit.map { start + $0 - worked }
        reserve = limit.map { min(max($0 * 0.05, .seconds(5)), $0 * 0.3) } ?? .zero
    }

    /// Keeps enough free to run the tests of the repository twice more.
    ///
    /// - Parameter baseline: how long they took before the run.
    public mutating func keepFree(forTestsOf baseline: Duration) {
        guard let limit else { return }
        reserve = min(max(reserve, baseline * 2 + .seconds(5)), limit * 0.5)
    }

    /// Time left until the very end; `nil` is no limit.
    public var remaining: Duration? { end.map { max(.zero, ContinuousClock.now.duration(to: $0)) } }

    /// Time left for tasks; `nil` is no limit.
    public var remainingForTasks: Duration? { remaining.map { max(.zero, $0 - reserve) } }

    /// What a first answer may take on a slow machine.
    private static let firstAnswer = Duration.seconds(60)

    /// How much longer than its time a task may take to come to its end by itself, before it is cut short.
    ///
    /// - Parameter share: the task's time.
    /// - Returns: at most a quarter of what is kept free.
    public func grace(for share: Duration) -> Duration {
        min(.seconds(15), share * 0.1 + .seconds(1), reserve * 0.25)
    }

    /// How long a task may take, so that those after it get their part too. What a task does not use goes to the others,
    /// since the rest is shared anew each time.
    ///
    /// Most tasks are done before their part is used up, so that a hard one may take half more than its part; not
    /// more, because the first answers to a task bring the most, and where all are hard the last has to get some.
    ///
    /// - Parameters:
    ///   - remaining: time left for tasks.
    ///   - effort: the task's effort.
    ///   - chain: the effort of the longest chain of tasks that begins with it.
    ///   - waiting: the effort of all tasks that are not finished, this one included.
    ///   - parallel: tasks at the same time.
    /// - Returns: its share; as long as there is twice as much, never less than a first answer takes on a slow machine.
    public static func share(
        of remaining: Duration, effort: Double, chain: Double, waiting: Double, parallel: Int
    ) -> Duration {
        let whole = max(chain, waiting / Double(max(1, parallel)), effort)
        guard whole > effort else { return remaining }
        let part = remaining * (effort / whole)
        return max(min(part * 1.5, part + (remaining - part) * 0.5), min(remaining * 0.5, firstAnswer))
    }
}
