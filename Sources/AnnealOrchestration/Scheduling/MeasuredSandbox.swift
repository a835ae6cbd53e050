internal import AnnealFoundation
internal import AnnealSafety
internal import Synchronization

/// What the commands of a run used, told by its sandboxes and asked by its loop.
final class MemoryMeter: Sendable {
    private let state = Mutex(AdaptiveMemory())

    /// What is known now.
    var current: AdaptiveMemory { state.withLock { $0 } }

    /// Takes over what a command used.
    func take(_ use: CommandUse, limit: Int?) { state.withLock { _ = $0.take(use, limit: limit) } }
}

/// A sandbox whose commands are measured, where the system counts what they use.
struct MeasuredSandbox: Sandbox {
    let base: any Sandbox
    let meter: MemoryMeter

    var name: String { base.name }

    var connected: any Sandbox { MeasuredSandbox(base: base.connected, meter: meter) }

    func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        let result = try await base.run(command, workspace: workspace, limits: limits)
        if let use = result.use { meter.take(use, limit: limits.memory) }
        return result
    }
}
