public import AnnealDecisions
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealLearning
internal import AnnealPlanning
internal import AnnealSpecs

extension RunSummary {
    /// The tasks of the run as a workflow of which is known what each took, to judge orders by; `nil` where not every task
    /// was worked on, or there are fewer than three.
    ///
    /// Runs of one specification count as one: the workflow has its digest for a name. What was known beforehand is the
    /// effort, brought to seconds by what the whole took.
    public var workflow: ScheduleComparison.Case? {
        guard phase == .completed || phase == .accepted, let graph = plan?.graph, graph.tasks.count > 2 else {
            return nil
        }
        let attempts = Dictionary(tasks.map { ($0.task.id, $0.attempt) }, uniquingKeysWith: { first, _ in first })
        let seconds = graph.tasks.map { attempts[$0.id].flatMap { $0 }?.duration.seconds ?? 0 }
        guard seconds.allSatisfy({ $0 > 0 }),
            let work = try? TaskOrdering.graph(of: graph, name: specification.digest.hex, durations: seconds)
        else { return nil }
        let efforts = graph.tasks.map { TaskScheduler.effort($0) }
        let scale = seconds.reduce(0, +) / efforts.reduce(0, +)
        let weights = TaskScheduler.weights(graph, checked: TaskScheduler.checked(graph, by: specification))
        return ScheduleComparison.Case(
            work, estimates: efforts.map { $0 * scale },
            fixedEstimates: zip(graph.tasks, efforts).map { $1 * scale * (weights[$0.id] ?? 1) }, time: started)
    }
}
