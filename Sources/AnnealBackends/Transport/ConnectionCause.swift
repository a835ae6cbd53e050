internal import Synchronization

/// Why a connection ended.
final class ConnectionCause: Sendable {
    private let first = Mutex<BackendError?>(nil)

    /// The first error that was noted.
    var error: BackendError? { first.withLock { $0 } }

    func note(_ error: BackendError?) { first.withLock { $0 = $0 ?? error } }
}
