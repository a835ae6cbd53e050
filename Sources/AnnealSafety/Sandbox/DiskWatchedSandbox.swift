public import AnnealFoundation

/// A sandbox that ends commands which write too much into the workspace.
///
/// Such a command ends as one that was killed, so that what it stands for (a test, a command of the model) has failed and
/// the work goes on.
public struct DiskWatchedSandbox: Sandbox {
    private let base: any Sandbox
    private let limit: Int

    /// Watches the commands of a sandbox.
    ///
    /// - Parameters:
    ///   - base: the sandbox.
    ///   - limit: how much each command may write into the workspace, in bytes.
    public init(_ base: any Sandbox, limit: Int) {
        self.base = base
        self.limit = limit
    }

    /// The sandbox's name.
    public var name: String { base.name }

    /// The same with a way to the network.
    public var connected: any Sandbox { DiskWatchedSandbox(base.connected, limit: limit) }

    /// Runs a command inside; see `Sandbox`.
    ///
    /// - Parameters:
    ///   - command: what to run.
    ///   - workspace: absolute path of the folder.
    ///   - limits: time, memory, processes, output.
    /// - Returns: how it ended and what it printed; the end by signal 9 where it wrote too much.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    public func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        do {
            return try await DiskWatch(workspace: workspace, limit: limit).watching {
                try await base.run(command, workspace: workspace, limits: limits)
            }
        } catch let error as SandboxError where error.code == .wroteTooMuch {
            return CommandResult(ending: .signalled(9), standardError: "stopped: \(error.message)\n")
        }
    }
}
