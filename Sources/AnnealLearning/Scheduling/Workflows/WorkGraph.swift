/// Tasks with durations that wait for each other, to be run on identical workers.
public struct WorkGraph: Sendable, Hashable {
    /// What it is called.
    public let name: String
    /// Of each task, what kind it is; tasks of a kind take alike long.
    public let kinds: [String]
    /// Of each task, how long it takes (seconds).
    public let durations: [Double]
    /// Of each task, those it waits for.
    public let parents: [[Int]]
    /// Of each task, those that wait for it.
    public let children: [[Int]]
    /// The tasks in an order in which each comes after its parents.
    public let order: [Int]

    /// Creates a graph.
    ///
    /// - Parameters:
    ///   - name: what it is called.
    ///   - kinds: of each task; all the same when left out.
    ///   - durations: of each task, finite and not negative.
    ///   - parents: of each task, those it waits for.
    /// - Throws: `LearningError` of code `shape` when lengths differ, `invalidArgument` without a task, for a circle or
    ///   an unknown parent, `notFinite` for a duration that is negative or not finite, or when their sum is.
    public init(
        name: String = "", kinds: [String]? = nil, durations: [Double], parents: [[Int]]
    ) throws(LearningError) {
        let kinds = kinds ?? [String](repeating: "", count: durations.count)
        let place = name.isEmpty ? "WorkGraph" : "workflow \(name)"
        guard durations.count == parents.count, kinds.count == parents.count else {
            throw LearningError(
                code: .shape,
                message: "\(durations.count) durations and \(kinds.count) kinds for \(parents.count) lists of parents",
                place: place)
        }
        guard !durations.isEmpty else {
            throw LearningError(code: .invalidArgument, message: "there is no task", place: place)
        }
        guard durations.allSatisfy({ $0 >= 0 }), durations.reduce(0, +).isFinite else {
            throw LearningError(
                code: .notFinite, message: "a duration is negative or not finite, or their sum is too large",
                place: place)
        }
        (order, children) = try PrecedenceOrder.of(parents, place: place)
        self.name = name
        self.kinds = kinds
        self.durations = durations
        self.parents = parents
    }

    /// How many tasks there are.
    public var count: Int { durations.count }
    /// The sum of all durations.
    public var work: Double { durations.reduce(0, +) }
    /// The duration of the longest chain of tasks.
    public var criticalPath: Double { upwardRanks(durations: durations).max() ?? 0 }

    /// No schedule on so many workers is shorter.
    ///
    /// - Parameter workers: how many there are; fewer than one counts as one.
    /// - Returns: the larger of the critical path and the work a worker.
    public func lowerBound(workers: Int) -> Double { max(criticalPath, work / Double(max(1, workers))) }

    /// Of each task, the duration of the longest chain that begins with it.
    ///
    /// - Parameter durations: of each task, known or estimated.
    /// - Returns: by task.
    /// - Complexity: O(tasks + dependencies).
    ///
    /// Source: H. Topcuoglu, S. Hariri, M.-Y. Wu, "Performance-Effective and Low-Complexity Task Scheduling for
    /// Heterogeneous Computing", IEEE TPDS 13 (2002).
    public func upwardRanks(durations: [Double]) -> [Double] {
        var ranks = [Double](repeating: 0, count: count)
        for task in order.reversed() {
            var after = 0.0
            for child in children[task] { after = max(after, ranks[child]) }
            ranks[task] = durations[task] + after
        }
        return ranks
    }

    /// Of each task, how many others can only begin after it.
    ///
    /// - Complexity: O(tasks · dependencies / 64).
    public var descendantCounts: [Int] { descendants(durations: durations).counts }
}

extension WorkGraph: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, kinds, durations, parents
    }

    /// Reads a graph as `encode(to:)` wrote it, checked as a new one.
    ///
    /// - Parameter decoder: what it is read from.
    /// - Throws: `DecodingError` when something is missing, `LearningError` when it is no graph.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            name: container.decode(String.self, forKey: .name), kinds: container.decode([String].self, forKey: .kinds),
            durations: container.decode([Double].self, forKey: .durations),
            parents: container.decode([[Int]].self, forKey: .parents))
    }

    /// Writes the graph.
    ///
    /// - Parameter encoder: what it is written into.
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(kinds, forKey: .kinds)
        try container.encode(durations, forKey: .durations)
        try container.encode(parents, forKey: .parents)
    }
}
