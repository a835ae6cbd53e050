public import AnnealFoundation

/// Two tasks that write the same file.
public struct FileConflict: Sendable, Hashable, Codable {
    /// The task that comes first in the graph's list.
    public var first: TaskID
    /// The other one.
    public var second: TaskID
    /// The file, relative to the repository's root.
    public var file: String
    /// Whether the dependencies order the two.
    public var isOrdered: Bool
}

extension TaskGraph {
    /// Checks the graph's invariants: identifiers are unique, dependencies exist, there is no cycle, files lie inside
    /// the repository, tasks that write the same file are ordered.
    ///
    /// Complexity: O(n²/64) for the order of files, O(n + e) for the rest.
    ///
    /// - Throws: `PlanError` that names the tasks and the place in the plan file.
    public func validate() throws(PlanError) {
        var seen: [TaskID: Int] = [:]
        for (index, task) in tasks.enumerated() {
            if task.id.rawValue.isEmpty { throw Self.error(.malformed, "a task has no identifier", index, "id") }
            if let earlier = seen.updateValue(index, forKey: task.id) {
                throw Self.error(
                    .duplicateTask, "tasks \(earlier + 1) and \(index + 1) are both called \(task.id)", index, "id",
                    remedy: "give each task an identifier of its own")
            }
            try Self.checkPaths(of: task, at: index)
        }
        try checkDependencies(seen)
        _ = try topologicalOrder()
        guard let conflict = conflicts().first(where: { !$0.isOrdered }) else { return }
        throw Self.error(
            .conflict,
            "\(conflict.first) and \(conflict.second) both write \(conflict.file), and neither waits for the other",
            seen[conflict.second] ?? 0, "dependsOn",
            remedy: "add \(conflict.first) to what \(conflict.second) depends on, or the other way round")
    }

    /// The pairs of tasks that write the same file: for each file, every task with the one before it.
    ///
    /// When all of these are ordered, all pairs that write the same file are. In a graph with a cycle nothing counts
    /// as ordered.
    ///
    /// - Returns: the pairs in the order of files.
    public func conflicts() -> [FileConflict] {
        let order = Self.order(parents: parentIndices())
        let sequence = order ?? Array(tasks.indices)
        var writers: [String: [Int]] = [:]
        for index in sequence {
            for file in Set(tasks[index].writes.map(Self.normalized)) { writers[file, default: []].append(index) }
        }
        let shared = writers.filter { $0.value.count > 1 }
        guard !shared.isEmpty else { return [] }
        let reach = order.map { Reachability(parents: parentIndices(), order: $0) }
        return shared.sorted { $0.key < $1.key }.flatMap { file, nodes in
            zip(nodes, nodes.dropFirst()).map { one, other in
                FileConflict(
                    first: tasks[min(one, other)].id, second: tasks[max(one, other)].id, file: file,
                    isOrdered: reach?.ordered(one, other) ?? false)
            }
        }
    }

    /// The path without `./` and doubled slashes, so that two spellings of a file are one.
    static func normalized(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    private func checkDependencies(_ known: [TaskID: Int]) throws(PlanError) {
        for (index, task) in tasks.enumerated() {
            for (position, dependency) in task.dependsOn.enumerated() {
                if dependency == task.id {
                    throw Self.error(
                        .cycle, "\(task.id) waits for itself", index, "dependsOn[\(position)]",
                        remedy: "remove it from the list")
                }
                guard known[dependency] == nil else { continue }
                throw Self.error(
                    .unknownDependency, "\(task.id) waits for \(dependency), which does not exist", index,
                    "dependsOn[\(position)]", remedy: "correct the identifier or remove it")
            }
        }
    }

    private static func checkPaths(of task: PlanTask, at index: Int) throws(PlanError) {
        for (field, paths) in [("writes", task.writes), ("reads", task.reads)] {
            for (position, path) in paths.enumerated() {
                let parts = path.split(separator: "/", omittingEmptySubsequences: false)
                guard path.isEmpty || path.hasPrefix("/") || parts.contains("..") else { continue }
                throw error(
                    .badPath, "\(task.id) names '\(path)', which is not a file inside the repository", index,
                    "\(field)[\(position)]", remedy: "give a path relative to the repository's root, without '..'")
            }
        }
    }

    private static func error(
        _ code: PlanError.Code, _ message: String, _ index: Int, _ field: String, remedy: String? = nil
    ) -> PlanError {
        PlanError(code: code, message: message, place: "$.graph.tasks[\(index)].\(field)", remedy: remedy)
    }
}
