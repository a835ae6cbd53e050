/// Something did not end in its time.
public struct DeadlineExceeded: Error {
    /// Creates the error.
    public init() {}
}

/// Does something, and gives it up when it takes too long.
///
/// - Parameters:
///   - duration: how long it may take.
///   - body: what to do; it is cancelled when the time is over, and waited for until it ends.
/// - Returns: what the closure returns.
/// - Throws: `DeadlineExceeded` when the time is over, `CancellationError`, and what the closure throws.
public func withDeadline<Value: Sendable>(
    _ duration: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: duration)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else { throw DeadlineExceeded() }
        return value
    }
}
