/// Bounds work by an instant.
public enum Deadline {
    /// Does some work, and cancels it when the deadline is reached.
    ///
    /// - Parameters:
    ///   - deadline: when to give up; `nil` never does.
    ///   - work: what to do; it must end soon after it is cancelled.
    /// - Returns: what the work returned, or `nil` when it was cut.
    /// - Throws: what the work throws, and `CancellationError` when the caller itself is cancelled.
    public static func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant?, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        guard let deadline else { return try await work() }
        return try await withThrowingTaskGroup(of: Ending<Value>.self) { group in
            group.addTask { .value(try await work()) }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                return .deadline
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), case .value(let value) = first else { return nil }
            return value
        }
    }

    private enum Ending<Value: Sendable>: Sendable {
        case value(Value)
        case deadline
    }
}
