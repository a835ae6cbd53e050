import AnnealFoundation
import AnnealPlanning
import Testing

@Suite("Task graphs")
struct TaskGraphTests {
    private func task(
        _ id: String, after: [String] = [], writes: [String] = [], effort: Double = 1, priority: Int = 2
    ) -> PlanTask {
        PlanTask(
            id: TaskID(id), title: id, writes: writes, dependsOn: after.map { TaskID($0) }, priority: priority,
            effort: effort)
    }

    /// A graph without cycles; tasks are shuffled so that the list is in no useful order.
    private func random(_ seed: UInt64) -> TaskGraph {
        var random = SplitMix64(seed: seed)
        let count = Int.random(in: 1...30, using: &random)
        let tasks = (0..<count).map { index in
            let parents = (0..<index).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            return task(
                "T\(index)", after: parents.map { "T\($0)" }, writes: ["f\(index)"],
                effort: Double(Int.random(in: 1...9, using: &random)))
        }
        return TaskGraph(tasks: tasks.shuffled(using: &random))
    }

    @Test("a topological order holds every task once, each after what it waits for", arguments: 0..<40)
    func topological(seed: Int) throws {
        let graph = random(UInt64(seed))
        let order = try graph.topologicalOrder()
        #expect(Set(order.map(\.id)) == Set(graph.tasks.map(\.id)))
        #expect(order.count == graph.tasks.count)
        var done: Set<TaskID> = []
        for task in order {
            #expect(done.isSuperset(of: task.dependsOn))
            done.insert(task.id)
        }
        try graph.validate()
    }

    @Test("taking ready tasks one by one finishes every graph, and the critical path bounds it", arguments: 0..<40)
    func ready(seed: Int) throws {
        let graph = random(UInt64(seed))
        var done: Set<TaskID> = []
        while let next = graph.readyTasks(done: done).first {
            #expect(done.isSuperset(of: next.dependsOn))
            done.insert(next.id)
        }
        #expect(done.count == graph.tasks.count)
        let path = graph.criticalPath()
        let length = path.compactMap { graph[$0]?.effort }.reduce(0, +)
        #expect(length == graph.remainingEffort().values.max())
        for (before, after) in zip(path, path.dropFirst()) { #expect(graph[after]?.dependsOn.contains(before) == true) }
    }

    @Test("an added back edge is a cycle that is named", arguments: 0..<20)
    func cycles(seed: Int) throws {
        var graph = random(UInt64(seed))
        guard let last = graph.tasks.firstIndex(where: { !$0.dependsOn.isEmpty }) else { return }
        let first = graph.tasks.firstIndex { $0.id == graph.tasks[last].dependsOn[0] }
        graph.tasks[try #require(first)].dependsOn.append(graph.tasks[last].id)
        let error = #expect(throws: PlanError.self) { try graph.validate() }
        #expect(error?.code == .cycle)
        #expect(error?.message.contains("→") == true)
    }

    @Test("two tasks of one file have to be ordered, directly or not")
    func fileConflicts() throws {
        let bad = TaskGraph(tasks: [task("A", writes: ["x.py"]), task("B", writes: ["./x.py"])])
        #expect(throws: PlanError.self) { try bad.validate() }
        #expect(bad.conflicts().map(\.isOrdered) == [false])
        let good = TaskGraph(tasks: [
            task("A", writes: ["x.py"]), task("B", after: ["A"]), task("C", after: ["B"], writes: ["x.py"]),
        ])
        try good.validate()
        #expect(good.conflicts().map(\.isOrdered) == [true])
    }

    @Test("a task is not ready while another one writes its file")
    func busyFile() {
        let graph = TaskGraph(tasks: [task("A", writes: ["x"]), task("B", writes: ["x"]), task("C", writes: ["y"])])
        #expect(graph.readyTasks(done: [], running: ["A"]).map(\.id) == ["C"])
    }

    @Test("ready tasks come with the longest path first, then by priority")
    func readyOrder() {
        let graph = TaskGraph(tasks: [
            task("A", priority: 3), task("B", priority: 1), task("C"), task("D", after: ["C"], effort: 5),
        ])
        #expect(graph.readyTasks(done: []).map(\.id) == ["C", "B", "A"])
    }

    @Test("faults of hand-made graphs are told with their place")
    func faults() {
        let cases: [(TaskGraph, PlanError.Code, String)] = [
            (TaskGraph(tasks: [task("A"), task("A")]), .duplicateTask, "$.graph.tasks[1].id"),
            (TaskGraph(tasks: [task("A", after: ["Z"])]), .unknownDependency, "$.graph.tasks[0].dependsOn[0]"),
            (TaskGraph(tasks: [task("A", after: ["A"])]), .cycle, "$.graph.tasks[0].dependsOn[0]"),
            (TaskGraph(tasks: [task("A", writes: ["../x"])]), .badPath, "$.graph.tasks[0].writes[0]"),
            (TaskGraph(tasks: [task("A", writes: ["/etc/passwd"])]), .badPath, "$.graph.tasks[0].writes[0]"),
        ]
        for (graph, code, place) in cases {
            let error = #expect(throws: PlanError.self) { try graph.validate() }
            #expect(error?.code == code)
            #expect(error?.place == place)
        }
    }

    @Test("a chain of 5,000 tasks that write one file is checked")
    func long() throws {
        let tasks = (0..<5_000).map { task("T\($0)", after: $0 == 0 ? [] : ["T\($0 - 1)"], writes: ["x"]) }
        let graph = TaskGraph(tasks: tasks)
        try graph.validate()
        #expect(graph.criticalPath().count == 5_000)
    }
}
