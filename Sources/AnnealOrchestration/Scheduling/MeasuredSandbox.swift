internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealSafety
internal import Foundation
internal import Synchronization

/// What the commands of a run used, told by its sandboxes and asked by its loop.
final class MemoryMeter: Sendable {
    private let state = Mutex(AdaptiveMemory())

    /// What is known now.
    var current: AdaptiveMemory { state.withLock { $0 } }

    /// Takes over what a command used.
    func take(_ use: CommandUse, limit: Int?) { state.withLock { _ = $0.take(use, limit: limit) } }
}

/// What the commands of one try at a task used.
final class TaskMeter: Sendable {
    private let state = Mutex(TaskUse())

    /// Takes over what a command used.
    func take(_ use: CommandUse) {
        let one = TaskUse(processorSeconds: use.processorSeconds, peakMemory: use.peakMemory, commands: 1)
        state.withLock { $0 = one.following($0) }
    }

    /// What was used, with the size of the files that were left; `nil` where no command was measured.
    ///
    /// - Parameters:
    ///   - files: that were changed, relative to the root.
    ///   - root: of the worktree.
    /// - Returns: the whole.
    func use(leaving files: [String], in root: String) -> TaskUse? {
        var use = state.withLock { $0 }
        guard use.commands > 0 else { return nil }
        let bytes: Int = files.reduce(0) { sum, file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(file)")
            return sum + (attributes?[.size] as? Int ?? 0)
        }
        use.storageBytes = bytes
        return use
    }
}

/// A sandbox whose commands are measured, where the system counts what they use.
struct MeasuredSandbox: Sandbox {
    let base: any Sandbox
    let meter: MemoryMeter
    let account: TaskMeter

    var name: String { base.name }

    var connected: any Sandbox { MeasuredSandbox(base: base.connected, meter: meter, account: account) }

    func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        let result = try await base.run(command, workspace: workspace, limits: limits)
        if let use = result.use {
            meter.take(use, limit: limits.memory)
            account.take(use)
        }
        return result
    }
}
