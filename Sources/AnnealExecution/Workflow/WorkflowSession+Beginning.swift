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
        let begun = begun(workflow)
        // One answer and then a batch to compare it with take half as long again as the batch alone.
        guard environment.uses(.batch), workflow.confirmation != nil, hasTime(for: Self.leastForBatch) else {
            return begun.steps
        }
        return begun.beginningWithBatch(of: Self.enough + 1, slots: capabilities.parallelSlots).steps
    }

    /// What a task has to have left for several answers at once; with less, a single one comes to its end more surely.
    private static let leastForBatch = Duration.seconds(75)

    /// The steps in the order and form that the task's function asks for.
    private mutating func begun(_ workflow: Workflow) -> Workflow {
        var workflow = workflow
        guard environment.uses(.begun) else {
            workflow.steps = workflow.steps.map { $0.isBegun ? $0.with(style: .headed) : $0 }
            return workflow
        }
        // A function that can call the one which takes the text apart need not do so itself.
        let helpers = TaskChecks.helpers(
            of: task, requirements: requirements, plan: environment.plan,
            seeing: (task.reads + task.writes).compactMap { path in
                WorkspaceFiles.read(path, in: workspace.root).map { (path: path, text: $0) }
            })
        let canCall = environment.uses(.helpers) && !helpers.isEmpty
        let readsText = !canCall && requirements.contains { BadFormChecks.readsText($0) }
        if readsText { workflow = workflow.beginningEarly }
        isSketched = canCall ? callsReader(among: helpers) : readsText && showsForm
        if isSketched, let first = workflow.steps.first { workflow.steps[0] = first.with(style: .begun) }
        return workflow
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
