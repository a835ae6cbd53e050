internal import CKafka
internal import Synchronization

/// Where a record lies.
struct KafkaPlace: Sendable, Hashable {
    var partition: Int32
    var offset: Int64
}

/// What brokers say about records that were sent together.
final class KafkaDelivery: Sendable {
    private struct State {
        var left: Int
        var places: [KafkaPlace]
        var error: BackendError?
    }

    /// One of the records; librdkafka carries it along until the report comes.
    final class Slot: Sendable {
        let delivery: KafkaDelivery
        let index: Int

        init(_ delivery: KafkaDelivery, _ index: Int) {
            self.delivery = delivery
            self.index = index
        }
    }

    private let state: Mutex<State>
    private let waiter = Waiter<[KafkaPlace]>()

    init(count: Int) {
        state = Mutex(State(left: count, places: Array(repeating: KafkaPlace(partition: 0, offset: 0), count: count)))
    }

    /// Waits for all reports.
    ///
    /// - Throws: `BackendError` when one of the records was not stored, when it was given up, and when the task is
    ///   cancelled.
    func places() async throws(BackendError) -> [KafkaPlace] { try await waiter.value() }

    /// Ends the waiting for reports. They may still come, each with the slot that was kept for it, and change nothing then.
    ///
    /// - Parameter error: what is thrown, unless a record failed before. Nothing is when all reports were there before.
    func giveUp(_ error: BackendError) {
        let cause = state.withLock { $0.error } ?? error
        waiter.finish(.failure(cause))
    }

    /// Takes the report of a record.
    func report(_ index: Int, _ result: Result<KafkaPlace, BackendError>) {
        let outcome = state.withLock { state -> Result<[KafkaPlace], BackendError>? in
            switch result {
            case .success(let place): state.places[index] = place
            // The first failure is the cause of the others.
            case .failure(let error): state.error = state.error ?? error
            }
            state.left -= 1
            guard state.left == 0 else { return nil }
            return state.error.map { .failure($0) } ?? .success(state.places)
        }
        if let outcome { waiter.finish(outcome) }
    }
}
