import AnnealEvents
import AnnealOrchestration
import Foundation

/// Shows a run while it goes on, and its result at the end.
protocol ProgressDisplay: Sendable {
    /// Takes an event; returns at once.
    func handle(_ event: RunEvent)

    /// Lets time pass on the screen; called several times a second.
    func tick()

    /// Shows the result and leaves the outputs in order.
    ///
    /// - Parameters:
    ///   - summary: the run.
    ///   - reports: paths of the reports that were written.
    func finish(_ summary: RunSummary, reports: [String])
}

extension ProgressDisplay {
    func tick() {}

    func finish(_ summary: RunSummary) { finish(summary, reports: []) }
}

/// Runs a body with the display that fits: JSON lines when asked for, a live tree on a terminal, plain lines elsewhere.
///
/// - Parameters:
///   - json: whether events go to standard output as JSON lines.
///   - terminal: what the outputs can show.
///   - body: works and tells the display.
/// - Returns: what the body returns.
/// - Throws: what the body throws.
func withProgressDisplay<Result: Sendable>(
    json: Bool, terminal: Terminal = .current(),
    _ body: @Sendable (any ProgressDisplay) async throws -> Result
) async throws -> Result {
    if json { return try await body(JSONProgress()) }
    guard terminal.isInteractive else { return try await body(LineProgress(terminal: terminal)) }
    let display = TreeProgress()
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            while !Task.isCancelled {
                display.tick()
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        defer {
            group.cancelAll()
            display.close()
        }
        return try await body(display)
    }
}
