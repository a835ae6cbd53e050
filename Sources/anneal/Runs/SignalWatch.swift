import AnnealFoundation
import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stops work cleanly at the first Ctrl-C or termination, and at once at the second.
final class SignalWatch: Sendable {
    private let caught = Mutex<Int32?>(nil)

    /// The exit code that tells which signal came; that of Ctrl-C when none did.
    var exitCode: AnnealFoundation.ExitCode { caught.withLock { $0 } == SIGTERM ? .terminated : .interrupted }

    /// Works until it is done or a signal comes, which cancels the work.
    ///
    /// - Parameters:
    ///   - advice: a line for the person who stopped the work.
    ///   - work: what to do.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws.
    func watch<Result: Sendable>(
        advice: String, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        // Whoever reads the output may go; the work goes on, and what is told after it is written in vain.
        signal(SIGPIPE, SIG_IGN)
        let task = Task { try await work() }
        let sources = [SIGINT, SIGTERM].map { number in
            // The default would end the process before the source hears of it. Children get the default back.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                let isFirst = caught.withLock { before in
                    defer { before = number }
                    return before == nil
                }
                guard isFirst else { _exit(128 + number) }
                Terminal.note("\nstopping; \(advice)")
                task.cancel()
            }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
