internal import Synchronization

/// One answer that one task waits for. The first to finish it decides; cancelling the task finishes it.
final class Waiter<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waited(CheckedContinuation<Result<Value, BackendError>, Never>)
        case answered(Result<Value, BackendError>)
        case done
    }

    private let state = Mutex(State.open)

    /// Gives the answer; every further one is dropped.
    ///
    /// - Returns: whether it was the first one.
    @discardableResult
    func finish(_ result: Result<Value, BackendError>) -> Bool {
        let (isFirst, continuation) = state.withLock {
            state -> (Bool, CheckedContinuation<Result<Value, BackendError>, Never>?) in
            switch state {
            case .open:
                state = .answered(result)
                return (true, nil)
            case .waited(let continuation):
                state = .done
                return (true, continuation)
            case .answered, .done: return (false, nil)
            }
        }
        continuation?.resume(returning: result)
        return isFirst
    }

    /// Waits for the answer; to be called once.
    ///
    /// - Throws: `BackendError`, with the code `cancelled` when the task is cancelled meanwhile.
    func value() async throws(BackendError) -> Value {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let early = state.withLock { state -> Result<Value, BackendError>? in
                    guard case .answered(let result) = state else {
                        state = .waited(continuation)
                        return nil
                    }
                    state = .done
                    return result
                }
                if let early { continuation.resume(returning: early) }
            }
        } onCancel: {
            finish(.failure(BackendError(code: .cancelled, message: "the task was cancelled")))
        }
        return try result.get()
    }
}
