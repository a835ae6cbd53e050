/// Scheduling of graphs on identical workers as something to learn: the candidates are the tasks that are ready, and
/// choosing one begins it on a free worker; time goes on when no worker is free or nothing is ready.
///
/// The agent sees estimates of durations, the truth decides. An episode is a schedule of one graph, drawn among those
/// given; the sum of its rewards is minus the makespan over the lower bound, so that -1 cannot be surpassed.
///
/// Features of a task, each of about size 1: estimated duration over the graph's mean; upward rank over the largest;
/// upward rank over the largest among those ready; descendants over tasks; children over tasks; how long it has been
/// ready over the lower bound; its place in the order of becoming ready, 0 ... 1. The same for all: free workers over
/// workers; ready tasks over workers (at most 2); tasks done over tasks; time over the lower bound.
public struct WorkSchedulingEnvironment: CandidateEnvironment {
    /// The graphs that episodes are drawn from.
    public let graphs: [WorkGraph]
    /// The numbers of workers that episodes are drawn from.
    public let workerCounts: [Int]
    /// The deviation of the logarithm of estimate over truth; 0 when durations are known.
    public let noise: Double
    private var random: RandomSource
    private var episode: WorkEpisode?

    /// Creates the environment.
    ///
    /// - Parameters:
    ///   - graphs: at least one.
    ///   - workerCounts: at least one; each at least 1.
    ///   - noise: the deviation of the logarithm of estimate over truth.
    ///   - seed: of its randomness.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    public init(
        graphs: [WorkGraph], workerCounts: [Int], noise: Double = 0, seed: UInt64 = 0
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
        random = RandomSource(seed: seed)
    }

    /// Eleven.
    public var featureCount: Int { WorkEpisode.featureCount }
    /// How many tasks are ready while a worker is free; 0 without an episode.
    public var candidateCount: Int { episode?.ready.count ?? 0 }
    /// The time of the episode, its makespan when it is over.
    public var time: Double { episode?.time ?? 0 }
    /// The lower bound of the makespan of the episode's graph.
    public var lowerBound: Double { episode?.lowerBound ?? 0 }

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
        let estimates = graph.durations.map { noise > 0 ? $0 * Elementary.exp(noise * random.normal()) : $0 }
        episode = WorkEpisode(graph, workers: max(1, workers), estimates: estimates)
    }

    /// Writes eleven features a ready task.
    public func writeFeatures(into features: UnsafeMutableBufferPointer<Float>) {
        episode?.writeFeatures(into: features)
    }

    /// Begins a ready task.
    public mutating func step(_ candidate: Int) throws(LearningError) -> StepOutcome {
        guard (0..<candidateCount).contains(candidate), let before = episode?.time else {
            throw LearningError(
                code: .invalidArgument, message: "candidate \(candidate) is none of the \(candidateCount) ready tasks",
                place: "WorkSchedulingEnvironment.step", remedy: "call reset before an episode")
        }
        episode?.start(candidate)
        let passed = time - before
        return StepOutcome(
            reward: lowerBound > 0 ? Float(-passed / lowerBound) : 0, isTerminated: candidateCount == 0)
    }
}
