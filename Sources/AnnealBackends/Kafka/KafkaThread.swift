internal import Dispatch
internal import Foundation
internal import Synchronization

/// A thread of its own for calls that block: librdkafka waits for the network in them, which the pool of tasks must not.
final class KafkaThread: Sendable {
    /// What thread and owner share, so that the owner can go away.
    private final class Jobs: Sendable {
        struct State {
            var waiting: [@Sendable () -> Void] = []
            var isEnding = false
        }

        let state = Mutex(State())
        let signal = DispatchSemaphore(value: 0)

        func work() {
            while true {
                signal.wait()
                let next = state.withLock { state -> (job: (@Sendable () -> Void)?, isOver: Bool) in
                    guard !state.waiting.isEmpty else { return (nil, state.isEnding) }
                    return (state.waiting.removeFirst(), false)
                }
                if next.isOver { return }
                next.job?()
            }
        }
    }

    private let jobs = Jobs()
    private let place: String

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - place: the cluster, for errors.
    ///   - atEnd: what is done on it last.
    init(place: String, atEnd: @escaping @Sendable () -> Void) {
        self.place = place
        let jobs = jobs
        let thread = Thread {
            jobs.work()
            atEnd()
        }
        thread.name = "anneal.kafka"
        thread.start()
    }

    deinit { end() }

    /// Does what is waiting, and then ends.
    func end() {
        jobs.state.withLock { $0.isEnding = true }
        jobs.signal.signal()
    }

    /// Does work on the thread, after what was asked for before.
    ///
    /// - Throws: what the work throws, and `BackendError` with the code `closed` when the thread has ended.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(BackendError) -> Value
    ) async throws(BackendError) -> Value {
        let result: Result<Value, BackendError> = await withCheckedContinuation { continuation in
            let isTaken = jobs.state.withLock { state in
                guard !state.isEnding else { return false }
                state.waiting.append {
                    do throws(BackendError) {
                        continuation.resume(returning: .success(try work()))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
                return true
            }
            if isTaken {
                jobs.signal.signal()
            } else {
                continuation.resume(
                    returning: .failure(BackendError(code: .closed, message: "the client was closed", place: place)))
            }
        }
        return try result.get()
    }
}
