internal import AnnealFoundation
internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Kills this process at a chosen step, so that tests can prove that a run survives it.
///
/// A testing aid: `ANNEAL_CRASH_AT=journal:N` ends the process with SIGKILL at the step N of its journal, counted from
/// 0, where each append counts twice: before it is written (even steps) and after (odd steps).
public final class CrashPoint: Sendable {
    /// The environment variable's name.
    public static let variable = "ANNEAL_CRASH_AT"

    private let step: Int
    private let reached = Mutex(0)

    /// Reads the variable.
    ///
    /// - Parameter environment: the process's environment; `nil` comes back when it does not ask for a crash.
    public init?(environment: [String: String]) {
        guard let value = environment[Self.variable], value.hasPrefix("journal:"),
            let step = Int(value.dropFirst("journal:".count)), step >= 0
        else { return nil }
        self.step = step
    }

    /// Counts a step, and does not come back from the chosen one.
    func pass() {
        let isHere = reached.withLock { count in
            count += 1
            return count - 1 == step
        }
        guard isHere else { return }
        kill(getpid(), SIGKILL)
        while true { pause() }
    }
}
