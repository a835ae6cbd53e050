internal import AnnealContext
internal import AnnealFoundation
internal import AnnealModels
public import AnnealPlanning

/// Writes code with single requests to a model that is too small for a free tool loop.
///
/// The examples of the specification become tests without a model; answers are merged, checked and run; what failed
/// goes back to the model; the best answer stays. Which steps are taken in which order is a `Workflow`, a value.
public struct WorkflowExecutor: TaskExecutor {
    /// The executor's name.
    public let name = "workflow"
    /// The steps; `nil` builds the standard ones from the settings.
    public var workflow: Workflow?

    /// Creates an executor.
    ///
    /// - Parameter workflow: the steps; `nil` builds the standard ones from the environment's settings.
    public init(workflow: Workflow? = nil) { self.workflow = workflow }

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
        let clock = ContinuousClock()
        let start = clock.now
        do {
            return try await work(on: task, in: workspace, environment: environment, start: start)
        } catch let error as EditError {
            // A link or folder stands where the plan wants a file: that ends this task, not the run.
            return Attempt(executor: name, duration: clock.now - start, notes: [error.message])
        }
    }

    private func work(
        on task: PlanTask, in workspace: Workspace, environment: ExecutionEnvironment,
        start: ContinuousClock.Instant
    ) async throws -> Attempt {
        var session = try await WorkflowSession(
            task: task, workspace: workspace, environment: environment,
            deadline: environment.timeLimit.map { start + $0 })
        if task.kind == .interfaces {
            try session.writeSkeletons()
        } else if task.kind != .integrate {
            try await session.run(workflow ?? Self.configured(environment))
        }
        return session.attempt(executor: name, duration: ContinuousClock.now - start)
    }

    private static func configured(_ environment: ExecutionEnvironment) -> Workflow {
        let settings = environment.settings
        return .standard(
            rounds: settings["workflow.rounds"].flatMap { Int($0) } ?? 6,
            candidates: settings["workflow.candidates"].flatMap { Int($0) } ?? 0,
            temperature: settings["workflow.temperature"].flatMap { Double($0) } ?? 0.8,
            confirms: settings["workflow.confirm"] != "false",
            mutations: settings["workflow.mutations"].flatMap { Int($0) } ?? 40,
            suggestsCalls: settings["workflow.suggest"] != "false",
            patience: settings["workflow.patience"].flatMap { Int($0) } ?? 3)
    }
}
