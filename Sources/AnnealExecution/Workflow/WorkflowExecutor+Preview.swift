internal import AnnealContext
internal import AnnealDecisions
internal import AnnealEvents
internal import AnnealFoundation
public import AnnealModels
public import AnnealPlanning
internal import AnnealSafety
public import AnnealSpecs

extension WorkflowExecutor {
    /// The first request of a task, as a model would get it when the task began now. No model is asked, and nothing is
    /// run or written but the index; tokens are estimated.
    ///
    /// - Parameters:
    ///   - task: a task of the plan.
    ///   - plan: the whole plan.
    ///   - specification: what it was made of.
    ///   - root: absolute path of the repository.
    ///   - capabilities: of the model that is thought of.
    ///   - settings: of the workflow, by name.
    ///   - contextIndex: the file of the repository's index; a passing one when `nil`.
    /// - Returns: the conversation; empty for a task that asks no model.
    /// - Throws: `ProjectError`, `CancellationError`.
    public static func firstRequest(
        of task: PlanTask, plan: Plan, specification: SpecDocument, root: String, capabilities: ModelCapabilities,
        settings: [String: String] = [:], contextIndex: String? = nil
    ) async throws -> [ChatMessage] {
        guard task.kind != .interfaces, task.kind != .integrate else { return [] }
        var environment = ExecutionEnvironment(
            run: "preview", specification: specification, plan: plan, model: NoModel(known: capabilities),
            sandbox: UnconfinedSandbox(launcher: SystemProcessLauncher()), events: EventBus(run: "preview"),
            decisions: InMemoryDecisionLog(), settings: settings)
        environment.contextIndex = contextIndex
        let requirements = specification.requirements.filter { task.requirements.contains($0.id) }
        let project = try await Project.scan(root: root, specification: specification)
        let view = try await RepositoryView.make(
            of: task, requirements: requirements, project: project,
            limits: RepositoryView.Limits(contextLength: capabilities.contextLength.value), environment: environment)
        let writer = CandidateWriter(
            task: task, environment: environment, requirements: requirements,
            checks: TaskChecks.checks(of: task, in: requirements),
            before: Dictionary(task.writes.map { ($0, WorkspaceFiles.read($0, in: root)) }, uniquingKeysWith: { $1 }),
            project: project, symbols: SymbolIndex(project: project, specification: specification), root: root,
            capabilities: capabilities, view: view, deadline: nil)
        return writer.firstPrompt?.messages(style: .headed) ?? []
    }
}

/// Stands in for a model that is not asked.
private struct NoModel: ChatModel {
    let known: ModelCapabilities
    var name: String { "none" }

    func capabilities() async throws -> ModelCapabilities { known }

    func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        AsyncThrowingStream { $0.finish() }
    }

    func countTokens(_ text: String) async throws -> TokenCount { TokenCount(EstimatedTokens().count(text)) }
}
