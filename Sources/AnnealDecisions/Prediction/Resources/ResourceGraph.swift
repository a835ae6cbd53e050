internal import Foundation

/// What a task uses.
public enum Resource: String, Sendable, Hashable, Codable, CaseIterable {
    /// Seconds of the processor.
    case processor
    /// Bytes of memory at the most.
    case memory
    /// Seconds of a graphics processor.
    case gpu
    /// Bytes that went over the network.
    case network
    /// Bytes of files that it left.
    case storage
}

/// The tasks of a run with what is known of them beforehand, what they wait for, and, once they are done, what they used.
public struct ResourceGraph: Sendable, Hashable {
    /// A task.
    public struct Task: Sendable, Hashable {
        /// What kind of work it is.
        public var kind: String
        /// What is known of it, by the names of `ResourcePoint`'s features; a name that is missing counts 0.
        public var state: [String: Double]
        /// The places of the tasks that it waits for.
        public var parents: [Int]
        /// What it used; what nobody counted is missing.
        public var used: [Resource: Double]

        /// Creates a task.
        ///
        /// - Parameters:
        ///   - kind: what kind of work it is.
        ///   - state: what is known of it, by name.
        ///   - parents: the places of the tasks that it waits for.
        ///   - used: what it used.
        public init(kind: String, state: [String: Double], parents: [Int], used: [Resource: Double] = [:]) {
            self.kind = kind
            self.state = state
            self.parents = parents
            self.used = used
        }
    }

    /// What it is called; graphs of one name count as one where predictions are judged.
    public var name: String
    /// The tasks.
    public var tasks: [Task]

    /// Creates a graph.
    ///
    /// - Parameters:
    ///   - name: what it is called.
    ///   - tasks: the tasks; parents that are none are passed over.
    public init(name: String, tasks: [Task]) {
        self.name = name
        self.tasks = tasks
        for index in tasks.indices {
            self.tasks[index].parents = tasks[index].parents.filter { tasks.indices.contains($0) && $0 != index }
        }
    }

    /// Whether something of a task was counted.
    public var isMeasured: Bool { tasks.contains { !$0.used.isEmpty } }
}

/// The mean use of tasks by their kind: the fixed rule of prediction. Means are of logarithms, so that one large task does not
/// speak for all.
public struct ResourceMeans: Sendable, Hashable, Codable {
    /// By kind and resource, the mean of log(1 + use).
    private var kinds: [String: [String: Double]] = [:]
    /// By resource, the mean over all tasks.
    private var all: [String: Double] = [:]

    /// Takes the means of measured tasks.
    ///
    /// - Parameter graphs: tasks; those of which nothing was counted are passed over.
    public init(of graphs: [ResourceGraph]) {
        let tasks = graphs.flatMap(\.tasks)
        for resource in Resource.allCases {
            let values = tasks.compactMap { task in
                Self.logarithm(task.used[resource]).map { (task.kind, $0) }
            }
            guard !values.isEmpty else { continue }
            all[resource.rawValue] = values.reduce(0) { $0 + $1.1 } / Double(values.count)
            for (kind, own) in Dictionary(grouping: values, by: { $0.0 }) {
                kinds[kind, default: [:]][resource.rawValue] = own.reduce(0) { $0 + $1.1 } / Double(own.count)
            }
        }
    }

    /// The logarithm of what a task of a kind is taken to use.
    ///
    /// - Parameters:
    ///   - resource: what is used.
    ///   - kind: the task's kind; the mean of all where it was never seen.
    /// - Returns: `nil` for what was never measured.
    func logarithm(of resource: Resource, kind: String) -> Double? {
        kinds[kind]?[resource.rawValue] ?? all[resource.rawValue]
    }

    /// log(1 + use); `nil` for what is no use.
    static func logarithm(_ use: Double?) -> Double? {
        use.flatMap { $0.isFinite && $0 >= 0 ? log1p($0) : nil }
    }
}
