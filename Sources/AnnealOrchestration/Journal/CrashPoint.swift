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
    private let die: @Sendable () throws -> Void
    private let reached = Mutex(0)

    /// Chooses a step.
    ///
    /// - Parameters:
    ///   - step: the step, from 0; every later one is fatal too.
    ///   - die: what happens there instead of SIGKILL.
    public init(step: Int, die: @escaping @Sendable () throws -> Void) {
        self.step = step
        self.die = die
    }

    /// Reads the variable.
    ///
    /// - Parameter environment: the process's environment; `nil` comes back when it does not ask for a crash.
    public convenience init?(environment: [String: String]) {
        guard let value = environment[Self.variable], value.hasPrefix("journal:"),
            let step = Int(value.dropFirst("journal:".count)), step >= 0
        else { return nil }
        self.init(step: step) {
            kill(getpid(), SIGKILL)
            while true { pause() }
        }
    }

    /// How many steps were passed.
    public var passed: Int { reached.withLock { $0 } }

    /// Counts a step, and does not come back from the chosen one.
    func pass() throws {
        let isFatal = reached.withLock { count in
            defer { count += 1 }
            return count >= step
        }
        if isFatal { try die() }
    }
}
