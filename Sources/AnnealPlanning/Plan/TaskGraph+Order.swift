public import AnnealFoundation

extension TaskGraph {
    /// The tasks, each after everything that it waits for; among those that are free, the order of the list.
    ///
    /// Complexity: O((n + e) log n).
    ///
    /// - Returns: all tasks.
    /// - Throws: `PlanError` when tasks wait for each other in a circle; it names the circle.
    public func topologicalOrder() throws(PlanError) -> [PlanTask] {
        let parents = parentIndices()
        guard let order = Self.order(parents: parents) else {
            let circle = Self.cycle(parents: parents).map { tasks[$0].id.rawValue }
            throw PlanError(
                code: .cycle, message: "tasks wait for each other in a circle: \(circle.joined(separator: " → "))",
                place: "$.graph.tasks", remedy: "remove one of these from the list of the task before it")
        }
        return order.map { tasks[$0] }
    }

    /// For each task the length of the longest path from its beginning to the end of the plan, in effort.
    ///
    /// Complexity: O(n + e). Tasks in a cycle are left out.
    ///
    /// - Returns: lengths by task.
    public func remainingEffort() -> [TaskID: Double] {
        let parents = parentIndices()
        let order = Self.order(parents: parents) ?? []
        var behind = [Double](repeating: 0, count: tasks.count)
        var lengths: [TaskID: Double] = [:]
        for index in order.reversed() {
            let length = behind[index] + max(0, tasks[index].effort)
            lengths[tasks[index].id] = length
            for parent in parents[index] { behind[parent] = max(behind[parent], length) }
        }
        return lengths
    }

    /// The longest path through the plan by effort: what decides how long it takes with any number of workers.
    ///
    /// Complexity: O((n + e) log n).
    ///
    /// - Returns: its tasks from the first to the last; empty for an empty graph or one with a cycle.
    public func criticalPath() -> [TaskID] {
        let lengths = remainingEffort()
        guard lengths.count == tasks.count else { return [] }
        var children: [TaskID: [PlanTask]] = [:]
        for task in tasks { for dependency in Set(task.dependsOn) { children[dependency, default: []].append(task) } }
        var path: [TaskID] = []
        var next = longest(of: tasks.filter(\.dependsOn.isEmpty), lengths)
        while let task = next {
            path.append(task.id)
            next = longest(of: children[task.id] ?? [], lengths)
        }
        return path
    }

    /// The tasks that can begin now, critical path first, then by priority, then in the order of the list.
    ///
    /// A task is ready when everything that it waits for is done and no running task writes one of its files.
    /// Complexity: O((n + e) log n).
    ///
    /// - Parameters:
    ///   - done: tasks that are finished.
    ///   - running: tasks that are being worked on.
    /// - Returns: tasks that are neither done nor running.
    public func readyTasks(done: Set<TaskID>, running: Set<TaskID> = []) -> [PlanTask] {
        let lengths = remainingEffort()
        let busy = Set(tasks.filter { running.contains($0.id) }.flatMap { $0.writes.map(Self.normalized) })
        let ready = tasks.enumerated().filter { _, task in
            !done.contains(task.id) && !running.contains(task.id) && task.dependsOn.allSatisfy(done.contains)
                && busy.isDisjoint(with: task.writes.map(Self.normalized))
        }
        return ready.sorted { one, other in
            let (first, second) = (lengths[one.element.id] ?? 0, lengths[other.element.id] ?? 0)
            if first != second { return first > second }
            if one.element.priority != other.element.priority { return one.element.priority < other.element.priority }
            return one.offset < other.offset
        }.map(\.element)
    }

    private func longest(of tasks: [PlanTask], _ lengths: [TaskID: Double]) -> PlanTask? {
        var best: PlanTask?
        for task in tasks where best.map({ (lengths[task.id] ?? 0) > (lengths[$0.id] ?? 0) }) ?? true { best = task }
        return best
    }

    /// For each task the positions of those that it waits for; unknown ones are left out.
    func parentIndices() -> [[Int]] {
        let positions = Dictionary(tasks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return tasks.map { task in Set(task.dependsOn).compactMap { positions[$0] }.sorted() }
    }

    /// An order in which every node comes after its parents, the smallest free number first; `nil` if there is a cycle.
    ///
    /// Source: A. B. Kahn, "Topological sorting of large networks", Communications of the ACM 5 (1962).
    static func order(parents: [[Int]]) -> [Int]? {
        var children = [[Int]](repeating: [], count: parents.count)
        for (node, list) in parents.enumerated() { for parent in list { children[parent].append(node) } }
        var waiting = parents.map(\.count)
        var free = SmallestFirst(parents.indices.filter { waiting[$0] == 0 })
        var order: [Int] = []
        order.reserveCapacity(parents.count)
        while let node = free.pop() {
            order.append(node)
            for child in children[node] {
                waiting[child] -= 1
                if waiting[child] == 0 { free.push(child) }
            }
        }
        return order.count == parents.count ? order : nil
    }

    /// A cycle, its first node repeated at the end; empty when there is none.
    static func cycle(parents: [[Int]]) -> [Int] {
        var left = Set(parents.indices)
        var changed = true
        while changed {
            let free = left.filter { left.isDisjoint(with: parents[$0]) }
            changed = !free.isEmpty
            left.subtract(free)
        }
        guard var node = left.min() else { return [] }
        var path: [Int] = []
        while !path.contains(node), let parent = parents[node].first(where: left.contains) {
            path.append(node)
            node = parent
        }
        guard let start = path.firstIndex(of: node) else { return [] }
        return Array(path[start...]) + [node]
    }
}

/// A binary heap that gives the smallest number first.
struct SmallestFirst {
    private var heap: [Int] = []

    init(_ numbers: [Int]) { for number in numbers { push(number) } }

    /// Adds a number. Complexity: O(log n).
    mutating func push(_ number: Int) {
        heap.append(number)
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the smallest number. Complexity: O(log n).
    mutating func pop() -> Int? {
        guard let smallest = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return smallest }
        heap[0] = last
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
            guard let child = children.min(by: { heap[$0] < heap[$1] }), heap[child] < heap[parent] else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return smallest
    }
}
