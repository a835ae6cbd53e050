internal import AnnealFoundation
internal import AnnealModels
public import AnnealPlanning

/// Works on a task in stages, each with settings of its own, until the task's checks pass: a cheap way first, a dear one
/// where that was not enough. A later stage begins with what the one before left.
public struct StagedExecutor: TaskExecutor {
    private let base: any TaskExecutor
    private let stages: [[String: String]]

    /// Creates an executor.
    ///
    /// - Parameters:
    ///   - base: what works in each stage.
    ///   - stages: the settings of each stage, over those of the run; at least one.
    public init(_ base: any TaskExecutor, stages: [[String: String]]) {
        self.base = base
        self.stages = stages.isEmpty ? [[:]] : stages
    }

    /// The base's name.
    public var name: String { base.name }

    /// Works on a task; see `TaskExecutor`.
    ///
    /// - Parameters:
    ///   - task: what to make.
    ///   - workspace: where.
    ///   - environment: what may be used; its time is that of all stages together.
    /// - Returns: what was done in all stages.
    /// - Throws: `ModelError`, `SandboxError`, `CancellationError`.
    public func execute(
        _ task: PlanTask, in workspace: Workspace, environment: ExecutionEnvironment
    ) async throws -> Attempt {
        let start = ContinuousClock.now
        var before: Attempt?
        for (index, stage) in stages.enumerated() {
            var own = environment
            own.settings.merge(stage, uniquingKeysWith: { $1 })
            own.stage = index
            own.timeLimit = environment.timeLimit.map { $0 - (ContinuousClock.now - start) }
            if let before, let left = own.timeLimit, left < .seconds(2) { return before }
            var attempt = try await base.execute(task, in: workspace, environment: own)
            if let before {
                attempt = attempt.following(before)
                attempt.changedFiles = Set(before.changedFiles).union(attempt.changedFiles).sorted()
            }
            if attempt.unmet == 0 { return attempt }
            before = attempt
        }
        return before ?? Attempt(executor: name)
    }
}
