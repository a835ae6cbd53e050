internal import Foundation
internal import Synchronization

/// Gives each write a time of its own, later than the one before, so that the servers' clocks do not decide which of two
/// writes of this client came last.
final class CassandraClock: Sendable {
    private let last = Mutex<Int64>(0)

    /// Microseconds since the beginning of 1970.
    func next() -> Int64 {
        let now = Int64(Date().timeIntervalSince1970 * 1_000_000)
        return last.withLock { last in
            last = max(now, last + 1)
            return last
        }
    }
}
