internal import AnnealDecisions
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealPlanning
internal import Foundation

/// What is predicted of the tasks of a run, and by whom.
struct ResourceForecast: Sendable {
    /// How much more than what is predicted is reserved: predictions are means of logarithms, and a task may use more.
    static let reserve = 1.5

    /// The decision who predicts.
    let decision: Decision
    /// The tasks.
    let graph: ResourceGraph
    /// Logarithms of 1 + use, of each task by resource.
    let predicted: [[Resource: Double]]
    private let places: [TaskID: Int]

    /// Takes over what is predicted.
    ///
    /// - Parameters:
    ///   - predicted: logarithms of 1 + use, of each task by resource.
    ///   - graph: the tasks.
    ///   - tasks: the same, in the plan.
    ///   - decision: who predicts.
    init(_ predicted: [[Resource: Double]], of graph: ResourceGraph, tasks: TaskGraph, decision: Decision) {
        self.predicted = predicted
        self.graph = graph
        self.decision = decision
        places = Dictionary(tasks.tasks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The memory to reserve for a task, in bytes; `nil` where nothing is predicted of it.
    func memory(of task: TaskID) -> Int? {
        guard let place = places[task], predicted.indices.contains(place), let told = predicted[place][.memory] else {
            return nil
        }
        let bytes = expm1(min(told, 40)) * Self.reserve
        return max(AdaptiveMemory.step, bytes < 1e15 ? Int(bytes) : Int.max / 4)
    }

    /// The mean error, once tasks are done; `nil` where nothing was measured.
    ///
    /// - Parameter uses: what tasks used.
    /// - Returns: of logarithms.
    func error(_ uses: [TaskID: TaskUse]) -> Double? {
        var measured = graph
        for (task, use) in uses {
            if let place = places[task] { measured.tasks[place].used = use.resources }
        }
        return measured.error(of: predicted)
    }
}

extension TaskUse {
    /// What was counted, by resource. Nothing counts graphics processors or the network, so that they are missing.
    var resources: [Resource: Double] {
        var used: [Resource: Double] = [:]
        used[.processor] = processorSeconds
        used[.memory] = peakMemory.map(Double.init)
        used[.storage] = storageBytes.map(Double.init)
        return used
    }
}

extension ResourceGraph {
    /// The tasks of a plan, with what is known of them beforehand.
    ///
    /// - Parameters:
    ///   - tasks: the plan's tasks.
    ///   - name: what the graph is called.
    ///   - uses: what tasks used, where that was measured.
    init(_ tasks: TaskGraph, name: String, uses: [TaskID: TaskUse] = [:]) {
        let places = Dictionary(
            tasks.tasks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.init(
            name: name,
            tasks: tasks.tasks.map { task in
                ResourceGraph.Task(
                    kind: task.kind.rawValue, state: Self.state(of: task),
                    parents: Set(task.dependsOn.compactMap { places[$0] }).sorted(),
                    used: uses[task.id]?.resources ?? [:])
            })
    }

    private static func state(of task: PlanTask) -> [String: Double] {
        [
            "effort": TaskScheduler.effort(task), "writes": Double(task.writes.count),
            "reads": Double(task.reads.count),
            "requirements": Double(task.requirements.count), "criteria": Double(task.criteria.count),
            "interfaces": Double(task.interfaces.count), "dependencies": Double(task.dependsOn.count),
            "priority": Double(task.priority), "create": task.kind == .create ? 1 : 0,
            "modify": task.kind == .modify ? 1 : 0, "interfacesOnly": task.kind == .interfaces ? 1 : 0,
            "integrate": task.kind == .integrate ? 1 : 0,
        ]
    }
}
