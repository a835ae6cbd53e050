internal import AnnealFoundation
internal import AnnealModels
public import AnnealPlanning

/// Lets a large model work with tools until its checks pass: read, search, edit, run.
///
/// What the model says decides nothing: the tests made from the specification and those that passed before are run, and
/// the best state that breaks none of them is left in the workspace.
///
/// Settings: `toolLoop.steps` (answers of the model), `toolLoop.tokens`, `toolLoop.answerTokens`,
/// `toolLoop.resultBytes`, `toolLoop.commandSeconds`, `toolLoop.corrections`.
public struct ToolLoopExecutor: TaskExecutor {
    /// The executor's name.
    public let name = "tool-loop"

    /// Creates an executor.
    public init() {}

    /// Works on a task; see `TaskExecutor`.
    ///
    /// - Parameters:
    ///   - task: what to make.
    ///   - workspace: where.
    ///   - environment: what may be used.
    /// - Returns: what was done.
    /// - Throws: `ModelError`, `SandboxError`, `CancellationError`.
    public func execute(
        _ task: PlanTask, in workspace: Workspace, environment: ExecutionEnvironment
    ) async throws -> Attempt {
        if task.kind == .interfaces || task.kind == .integrate {
            // Both need no model: what they do is the same for every executor.
            var attempt = try await WorkflowExecutor().execute(task, in: workspace, environment: environment)
            attempt.executor = name
            return attempt
        }
        let clock = ContinuousClock()
        let start = clock.now
        var session = try await ToolLoopSession(
            task: task, workspace: workspace, environment: environment, start: start)
        try await session.work()
        return session.attempt(executor: name, duration: clock.now - start)
    }
}
