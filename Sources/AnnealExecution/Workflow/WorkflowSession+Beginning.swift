internal import AnnealContext
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

extension WorkflowSession {
    /// The steps for this task: how far its function is begun depends on what the examples show and on what it can call,
    /// and how many answers are asked for first on the time.
    ///
    /// - Parameter workflow: the steps for any task.
    /// - Returns: its steps; `isSketched` is set.
    mutating func beginning(_ workflow: Workflow) -> [Workflow.Step] {
        let steps = begun(workflow)
        return environment.uses(.batch) && workflow.confirmation != nil ? beginningWithBatch(steps) : steps
    }

    /// What a task has to have left for several answers at once; with less, a single one comes to its end more surely.
    private static let leastForBatch = Duration.seconds(75)

    /// The steps without the single answer that comes first, where the batch that follows it is large enough for its
    /// answers to be compared with each other: one answer and then four take half as long again as four at once.
    private func beginningWithBatch(_ steps: [Workflow.Step]) -> [Workflow.Step] {
        guard let first = steps.first, first.isGreedy, hasTime(for: Self.leastForBatch),
            let index = steps.firstIndex(where: \.samplesBatch), case .generate(let candidates, _, _) = steps[index],
            (candidates == 0 ? capabilities.parallelSlots : candidates) > Self.enough
        else { return steps }
        var rest = Array(steps[index...])
        if isSketched { rest[0] = rest[0].with(style: .begun) }
        return rest
    }

    /// The steps in the order and form that the task's function asks for.
    private mutating func begun(_ workflow: Workflow) -> [Workflow.Step] {
        guard environment.uses(.begun) else {
            return workflow.steps.map { $0.isBegun ? $0.with(style: .headed) : $0 }
        }
        // A function that can call the one which takes the text apart need not do so itself.
        let helpers = TaskChecks.helpers(
            of: task, requirements: requirements, plan: environment.plan,
            seeing: (task.reads + task.writes).compactMap { path in
                WorkspaceFiles.read(path, in: workspace.root).map { (path: path, text: $0) }
            })
        let canCall = environment.uses(.helpers) && !helpers.isEmpty
        let readsText = !canCall && requirements.contains { BadFormChecks.readsText($0) }
        var steps = readsText ? workflow.beginningEarly.steps : workflow.steps
        isSketched = canCall ? callsReader(among: helpers) : readsText && showsForm
        if isSketched, let first = steps.first { steps[0] = first.with(style: .begun) }
        return steps
    }

    /// The task's function and its requirement, where it has one of each.
    private var only: (function: Interface, requirement: Requirement)? {
        let functions = task.interfaces.filter { $0.kind == .function }
        return functions.count == 1 && requirements.count == 1 ? (functions[0], requirements[0]) : nil
    }

    /// Whether the examples show the form of the text that the function takes apart.
    private var showsForm: Bool {
        guard environment.uses(.pattern), let only else { return false }
        return TextForm(of: only.requirement, beside: environment.specification.context.map(\.text)) != nil
    }

    /// Whether one of some functions takes the argument apart.
    private func callsReader(among helpers: [Interface]) -> Bool {
        guard let only else { return false }
        return ReaderCall(of: only.function, helpers: helpers, specification: environment.specification) != nil
    }
}
