public import AnnealFoundation
public import AnnealSafety
internal import Synchronization

/// A sandbox that starts nothing: a closure says how each command ends.
public final class FakeSandbox: Sandbox {
    /// Says how a command ends.
    public typealias Answer =
        @Sendable (_ command: Command, _ workspace: String, _ limits: SandboxLimits) async throws -> CommandResult

    /// `fake`.
    public let name = "fake"

    private let answer: Answer
    private let log = Mutex<[Command]>([])

    /// Creates a sandbox.
    ///
    /// - Parameter answer: how commands end; by default all succeed without output.
    public init(_ answer: @escaping Answer = { _, _, _ in CommandResult(ending: .exited(0)) }) { self.answer = answer }

    /// The commands so far.
    public var commands: [Command] { log.withLock { $0 } }

    /// Answers as the closure says.
    ///
    /// - Parameters:
    ///   - command: what would be run.
    ///   - workspace: the folder that it could write.
    ///   - limits: what it could use.
    /// - Returns: how it is said to have ended.
    /// - Throws: what the closure throws.
    public func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        log.withLock { $0.append(command) }
        return try await answer(command, workspace, limits)
    }
}
