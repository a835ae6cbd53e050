internal import AnnealFoundation
public import AnnealLearning
public import Foundation

/// What a learned order of tasks comes to on recorded workflows, beside the rule of the critical path.
///
/// Both are reckoned on the same estimates; the true durations decide. A policy is not trained on these workflows, so that
/// each of them is a test. Workflows of one name count as one.
public struct ScheduleComparison: Sendable, Hashable, Codable {
    /// A workflow of which is known what each task took.
    public struct Case: Sendable {
        /// The tasks, with what they took.
        public var graph: WorkGraph
        /// What was known of durations beforehand; drawn around the truth where left out.
        public var estimates: [Double]?
        /// What the fixed rule weighs tasks by; the same where left out.
        public var fixedEstimates: [Double]?
        /// When it was recorded.
        public var time: Date?

        /// Creates a case.
        ///
        /// - Parameters:
        ///   - graph: the tasks, with what they took.
        ///   - estimates: what was known beforehand.
        ///   - fixedEstimates: what the fixed rule weighs tasks by.
        ///   - time: when it was recorded.
        public init(
            _ graph: WorkGraph, estimates: [Double]? = nil, fixedEstimates: [Double]? = nil, time: Date? = nil
        ) {
            self.graph = graph
            self.estimates = estimates
            self.fixedEstimates = fixedEstimates
            self.time = time
        }
    }

    /// A workflow on a number of workers.
    public struct Line: Sendable, Hashable, Codable {
        /// The workflow's name.
        public var name: String
        /// Its tasks.
        public var tasks: Int
        /// How many workers there are.
        public var workers: Int
        /// No schedule is shorter, in seconds.
        public var bound: Double
        /// The makespan by the rule, in seconds.
        public var fixed: Double
        /// The makespan by the policy, in seconds.
        public var learned: Double

        /// Creates a line.
        public init(name: String, tasks: Int, workers: Int, bound: Double, fixed: Double, learned: Double) {
            self.name = name
            self.tasks = tasks
            self.workers = workers
            self.bound = bound
            self.fixed = fixed
            self.learned = learned
        }

        /// How much shorter the policy's schedule is, as a share of the rule's.
        public var gain: Double { fixed > 0 ? (fixed - learned) / fixed : 0 }
    }

    /// The deviation of the logarithm of estimate over truth that is assumed where estimates are drawn.
    public static let usualNoise = 0.5

    /// Every workflow on every number of workers.
    public private(set) var lines: [Line] = []

    /// Takes over schedules that were made elsewhere.
    ///
    /// - Parameter lines: every workflow on every number of workers.
    public init(lines: [Line]) { self.lines = lines }

    /// Schedules workflows both ways. Those without a name are called by their place.
    ///
    /// - Parameters:
    ///   - policy: the learned order.
    ///   - cases: workflows.
    ///   - workers: numbers of workers.
    ///   - noise: the deviation of the logarithm of estimate over truth.
    ///   - seed: of drawn estimates.
    /// - Throws: `LearningError` for numbers that make no sense.
    public init(
        of policy: SchedulePolicy, on cases: [Case], workers: [Int], noise: Double = Self.usualNoise, seed: UInt64
    ) throws(LearningError) {
        var random = RandomSource(seed: seed)
        for (place, item) in cases.enumerated() {
            let graph = item.graph
            let name = graph.name.isEmpty ? "workflow \(place + 1)" : graph.name
            let estimates = item.estimates ?? graph.estimates(deviation: noise, random: &random)
            for count in workers {
                let fixed = try ListScheduler.schedule(
                    graph, workers: count, rule: .criticalPath, estimates: item.fixedEstimates ?? estimates,
                    random: &random)
                let learned = try policy.schedule(graph, workers: count, estimates: estimates, noise: noise)
                lines.append(
                    Line(
                        name: name, tasks: graph.count, workers: count, bound: graph.lowerBound(workers: count),
                        fixed: fixed.makespan, learned: learned.makespan))
            }
        }
    }

    /// Mean gains, one for all workflows of a name, in the order of the first of each.
    var gains: [Double] {
        var (order, groups): ([String], [String: [Double]]) = ([], [:])
        for (number, line) in lines.enumerated() {
            let key = line.name.isEmpty ? "\u{0}\(number)" : line.name
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(line.gain)
        }
        return order.compactMap { groups[$0] }.map { $0.reduce(0, +) / Double($0.count) }
    }

    /// The same as the gate takes it; all tasks of a workflow are done either way.
    public var evidence: RecordedEvidence {
        let count = Double(max(1, lines.count))
        func score(_ seconds: (Line) -> Double) -> PolicyScore {
            PolicyScore(solved: 1, tokens: 0, seconds: lines.reduce(0) { $0 + seconds($1) } / count)
        }
        return RecordedEvidence(
            learned: score { $0.learned }, fixed: score { $0.fixed }, differences: gains, tasks: lines.count,
            fixedValue: lines.reduce(0) { $0 + ($1.fixed > 0 ? $1.bound / $1.fixed : 1) } / count)
    }
}

extension PointPolicy {
    /// A learned order with what it came to on recorded workflows.
    ///
    /// - Parameters:
    ///   - weights: of a `SchedulePolicy`, by name.
    ///   - comparison: what it came to.
    ///   - cases: the workflows of the comparison.
    ///   - seed: of the comparison.
    ///   - codeVersion: the version of Anneal.
    ///   - time: when.
    /// - Throws: `LearningError` when the weights are of another network, `EncodingError`.
    public init(
        ordering weights: [String: Tensor], comparison: ScheduleComparison, cases: [ScheduleComparison.Case],
        seed: UInt64, codeVersion: String, time: Date
    ) throws {
        _ = try SchedulePolicy(weights: weights)
        let times = cases.compactMap(\.time)
        let graphs = cases.map(\.graph)
        self.init(
            .order, of: SchedulingPoint(),
            from: Origin(
                weights: try Safetensors.data(weights),
                data: StoredPolicy.TrainingData(
                    outcomes: comparison.lines.count, tasks: cases.count, from: times.min() ?? time,
                    to: times.max() ?? time, digest: ContentDigest(of: try CanonicalJSON.data(graphs)).short),
                recorded: comparison.evidence, seed: seed, codeVersion: codeVersion, time: time))
    }

    /// The learned order, ready to choose.
    ///
    /// - Returns: a policy of its own, for one task at a time.
    /// - Throws: `SuiteError`, `LearningError` when it cannot be used.
    public func order() throws -> SchedulePolicy {
        try check(SchedulingPoint(), kind: .order)
        return try SchedulePolicy(weights: Safetensors(weights, place: version).tensors())
    }
}
