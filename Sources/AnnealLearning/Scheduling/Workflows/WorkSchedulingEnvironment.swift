/// Scheduling of graphs on identical workers as something to learn: the candidates are the tasks that are ready, and
/// choosing one begins it on a free worker; time goes on when no worker is free or nothing is ready.
///
/// The agent sees estimates of durations and what it learns from tasks that are done, the truth decides. An episode is a
/// schedule of one graph, drawn among those given.
///
/// Features of a task, each of about size 1: believed duration over the graph's mean; upward rank over the largest of the
/// graph; upward rank over the largest among those ready; descendants over tasks; children over tasks; how long it has
/// been ready over the bound that is believed; its place in the order of becoming ready, 0 ... 1; free workers over
/// workers; ready tasks over workers (at most 2); tasks done over tasks; time over the believed bound; children that it
/// alone holds up over workers; upward rank by the first estimates over the largest among those ready; waiting work a
/// worker over the longest chain ahead; believed duration over the longest chain ahead; work of its descendants over the
/// largest among those ready.
public struct WorkSchedulingEnvironment: CandidateEnvironment {
    /// What an episode earns.
    public enum Reward: Sendable, Hashable, Codable {
        /// At each step minus the time that passes over the lower bound: -1 in all cannot be surpassed.
        case time
        /// At each step, by how much less time the rule of the critical path, on the same beliefs, would end the schedule
        /// from here on than before the step, as a share of the lower bound, times a factor. The sum is how much
        /// shorter the schedule is than that rule's, and each choice is judged by itself.
        ///
        /// Source: A. Ng, D. Harada, S. Russell, "Policy Invariance Under Reward Transformations", ICML (1999).
        case comparison(factor: Float)
    }

    /// The graphs that episodes are drawn from.
    public let graphs: [WorkGraph]
    /// The numbers of workers that episodes are drawn from.
    public let workerCounts: [Int]
    /// The deviation of the logarithm of estimate over truth; 0 when durations are known.
    public let noise: Double
    /// What an episode earns.
    public let reward: Reward
    private var random: RandomSource
    private var episode: WorkEpisode?
    private var looks: WorkFeatures?
    /// When the rule of the critical path would be done from here on.
    private var reference = 0.0
    /// The lower bound of the makespan of the episode's graph.
    public private(set) var lowerBound = 0.0

    /// Creates the environment.
    ///
    /// - Parameters:
    ///   - graphs: at least one.
    ///   - workerCounts: at least one; each at least 1.
    ///   - noise: the deviation of the logarithm of estimate over truth.
    ///   - reward: what an episode earns.
    ///   - seed: of its randomness.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    public init(
        graphs: [WorkGraph], workerCounts: [Int], noise: Double = 0, reward: Reward = .time, seed: UInt64 = 0
    ) throws(LearningError) {
        guard !graphs.isEmpty, !workerCounts.isEmpty, workerCounts.allSatisfy({ $0 > 0 }), noise >= 0, noise.isFinite
        else {
            throw LearningError(
                code: .invalidArgument,
                message: "\(graphs.count) graphs on \(workerCounts) workers with noise \(noise)",
                place: "WorkSchedulingEnvironment", remedy: "give at least one graph and one worker")
        }
        self.graphs = graphs
        self.workerCounts = workerCounts
        self.noise = noise
        self.reward = reward
        random = RandomSource(seed: seed)
    }

    /// Sixteen.
    public var featureCount: Int { WorkFeatures.count }
    /// How many tasks are ready while a worker is free; 0 without an episode.
    public var candidateCount: Int { episode?.ready.count ?? 0 }
    /// The time of the episode, its makespan when it is over.
    public var time: Double { episode?.time ?? 0 }

    /// Sets the randomness anew.
    public mutating func seed(_ seed: UInt64) { random = RandomSource(seed: seed) }

    /// Begins an episode with a graph, a number of workers and estimates that are drawn.
    public mutating func reset() {
        let graph = random.index(below: graphs.count)
        begin(graph: graph, workers: workerCounts[random.index(below: workerCounts.count)])
    }

    /// Begins an episode with a graph and a number of workers that are given; only the estimates are drawn.
    ///
    /// - Parameters:
    ///   - graph: the index of the graph; one that is none counts as the nearest.
    ///   - workers: how many workers there are, at least one.
    public mutating func begin(graph: Int, workers: Int) {
        let graph = graphs[min(max(0, graph), graphs.count - 1)]
        let estimates = graph.estimates(deviation: noise, random: &random)
        let episode = WorkEpisode(graph, workers: max(1, workers), estimates: estimates, noise: noise)
        lowerBound = graph.lowerBound(workers: episode.workers)
        looks = WorkFeatures(episode, estimates: estimates)
        if case .comparison = reward { reference = Self.finish(episode) }
        self.episode = episode
    }

    /// Writes sixteen features a ready task.
    public func writeFeatures(into features: UnsafeMutableBufferPointer<Float>) {
        if let episode { looks?.write(episode, into: features) }
    }

    /// Begins a ready task.
    public mutating func step(_ candidate: Int) throws(LearningError) -> StepOutcome {
        guard (0..<candidateCount).contains(candidate), let before = episode?.time else {
            throw LearningError(
                code: .invalidArgument, message: "candidate \(candidate) is none of the \(candidateCount) ready tasks",
                place: "WorkSchedulingEnvironment.step", remedy: "call reset before an episode")
        }
        let followsRule = episode?.longestChain == candidate
        episode?.start(candidate)
        return StepOutcome(
            reward: earned(since: before, followsRule: followsRule), isTerminated: candidateCount == 0)
    }

    private mutating func earned(since before: Double, followsRule: Bool) -> Float {
        guard lowerBound > 0, let episode else { return 0 }
        switch reward {
        case .time: return Float((before - time) / lowerBound)
        case .comparison(let factor):
            if followsRule { return 0 }
            let after = Self.finish(episode)
            defer { reference = after }
            return factor * Float((reference - after) / lowerBound)
        }
    }

    /// When the rule of the critical path would be done with a schedule.
    private static func finish(_ episode: WorkEpisode) -> Double {
        var episode = episode
        while !episode.ready.isEmpty { episode.start(episode.longestChain) }
        return episode.time
    }
}
