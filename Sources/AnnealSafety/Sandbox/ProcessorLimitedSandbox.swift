public import AnnealFoundation

/// A sandbox that holds every command to limits of the processor, and says so in words when one has used up its time.
///
/// The time is that of each process by itself. A command that a signal ended for it ends as before, with a line at the
/// end of its errors; where only a process below it was ended, what the command itself made of that is what is seen.
public struct ProcessorLimitedSandbox: Sandbox {
    /// The signal for time that is used up, the same on Linux and macOS.
    private static let signal: Int32 = 24

    private let base: any Sandbox
    private let time: Duration?
    private let processors: Double?

    /// Holds the commands of a sandbox to limits.
    ///
    /// - Parameters:
    ///   - base: the sandbox.
    ///   - time: time of the processor for each process; `nil` for no limit.
    ///   - processors: processors for all processes of a command together; `nil` for all.
    public init(_ base: any Sandbox, time: Duration?, processors: Double?) {
        self.base = base
        self.time = time
        self.processors = processors
    }

    /// The sandbox's name.
    public var name: String { base.name }

    /// The same with a way to the network.
    public var connected: any Sandbox {
        ProcessorLimitedSandbox(base.connected, time: time, processors: processors)
    }

    /// Runs a command inside; see `Sandbox`.
    ///
    /// - Parameters:
    ///   - command: what to run.
    ///   - workspace: absolute path of the folder.
    ///   - limits: what it may use; limits of the processor that are given here stay.
    /// - Returns: how it ended and what it printed.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    public func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        var limits = limits
        limits.processorTime = limits.processorTime ?? time
        limits.processors = limits.processors ?? processors
        var result = try await base.run(command, workspace: workspace, limits: limits)
        // Around a sandbox there is a shell, whose status tells the signal.
        guard let bounds = limits.processorBounds, result.shellStatus == 128 + Self.signal else { return result }
        if !result.standardError.isEmpty, !result.standardError.hasSuffix("\n") { result.standardError += "\n" }
        result.standardError +=
            "stopped: it used more than \(bounds.told) seconds of the processor (sandbox.processorSeconds)\n"
        return result
    }
}
