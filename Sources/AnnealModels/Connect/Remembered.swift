internal import Synchronization

/// A value that is asked for once; those who come meanwhile wait for the same answer. A failure is not remembered.
final class Remembered<Value: Sendable>: Sendable {
    private let known = Mutex<Value?>(nil)
    private let gate = Gate()
    private let ask: @Sendable () async throws -> Value

    init(_ ask: @escaping @Sendable () async throws -> Value) { self.ask = ask }

    /// The value, if it was asked for already.
    var present: Value? { known.withLock { $0 } }

    /// The value.
    ///
    /// - Throws: what asking throws.
    func value() async throws -> Value {
        if let value = known.withLock({ $0 }) { return value }
        return try await gate.alone {
            if let value = known.withLock({ $0 }) { return value }
            let value = try await ask()
            known.withLock { $0 = value }
            return value
        }
    }
}

/// Lets one through at a time; waiting can be cancelled.
actor Gate {
    private var isTaken = false
    private var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    private var nextID = 0

    /// Runs an operation while nobody else's runs.
    ///
    /// - Throws: what the operation throws; `CancellationError` when cancelled while waiting.
    func alone<Result: Sendable>(_ operation: @Sendable () async throws -> Result) async throws -> Result {
        try await enter()
        defer { leave() }
        return try await operation()
    }

    private func enter() async throws {
        try Task.checkCancellation()
        guard isTaken else {
            isTaken = true
            return
        }
        let id = nextID
        nextID += 1
        let admitted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    waiting.append((id, continuation))
                }
            }
        } onCancel: {
            Task { await self.giveUp(id) }
        }
        guard admitted else { throw CancellationError() }
    }

    private func leave() {
        if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().continuation.resume(returning: true) }
    }

    private func giveUp(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }
}
