/// A policy that schedules workflows while they run: a network scores the ready tasks whenever a worker is free, and the
/// one with the largest score begins.
///
/// It sees estimates of durations, and how long tasks took that are done. Its weights were learned by an actor-critic on
/// generated workflows.
///
/// A policy belongs to one task at a time; it is no value that can be sent.
///
/// Source: H. Mao et al., "Learning Scheduling Algorithms for Data Processing Clusters", SIGCOMM (2019), for scoring what
/// is ready by a network; how the features are made and the policy trained is told in `docs/algorithms/schedule.md`.
public final class SchedulePolicy {
    /// Sizes of the network's hidden layers.
    public static let hidden = [32, 32]

    private let graph: Graph
    private let x: Node
    private let scores: Node

    /// Takes over weights.
    ///
    /// - Parameter weights: by name, as `ActorCriticTrainer` has them.
    /// - Throws: `LearningError` when one is missing or has another shape.
    public init(weights: [String: Tensor]) throws(LearningError) {
        let parameters = Parameters()
        var unused = RandomSource(seed: 0)
        let network = try MultiLayerPerceptron(
            "net.policy", sizes: [WorkFeatures.count] + Self.hidden + [1], activation: .tanh, in: parameters,
            using: &unused)
        try parameters.load(weights)
        graph = Graph(parameters, for: .inference)
        x = graph.input(columns: WorkFeatures.count, rows: .candidates)
        scores = try network(x, in: graph)
    }

    /// Schedules a workflow.
    ///
    /// - Parameters:
    ///   - work: the tasks; their durations decide how long they take, and are seen when they are done.
    ///   - workers: how many there are, at least one.
    ///   - estimates: the durations that are seen beforehand; the true ones when left out.
    ///   - noise: the deviation of the logarithm of estimate over truth; 0 when estimates are the truth.
    /// - Returns: the schedule.
    /// - Throws: `LearningError` of code `invalidArgument` without a worker or for noise below 0, `shape` for another
    ///   number of estimates, `notFinite` for one that is negative or not finite.
    public func schedule(
        _ work: WorkGraph, workers: Int, estimates: [Double]? = nil, noise: Double = 0
    ) throws(LearningError) -> WorkSchedule {
        let estimates = estimates ?? work.durations
        try ListScheduler.check(work, workers: workers, estimates: estimates)
        guard noise >= 0, noise.isFinite else {
            throw LearningError(code: .invalidArgument, message: "the noise is \(noise)", place: "SchedulePolicy")
        }
        var episode = WorkEpisode(work, workers: workers, estimates: estimates, noise: noise)
        let looks = WorkFeatures(episode, estimates: estimates)
        while !episode.ready.isEmpty { episode.start(try choose(episode, looks)) }
        return episode.schedule
    }

    /// The task that should begin next in a workflow that runs for real.
    ///
    /// - Parameters:
    ///   - work: the tasks, with estimates for durations.
    ///   - workers: how many there are, at least one.
    ///   - noise: the deviation of the logarithm of estimate over truth.
    ///   - moment: where it stands.
    /// - Returns: one of the ready tasks.
    /// - Throws: `LearningError` of code `invalidArgument` without a worker, a ready task or for tasks that the graph does
    ///   not have, `notFinite` for a time that is negative or not finite.
    /// - Complexity: O(tasks · dependencies / 64).
    public func next(
        in work: WorkGraph, workers: Int, noise: Double, at moment: WorkMoment
    ) throws(LearningError) -> Int {
        try ListScheduler.check(work, workers: workers, estimates: work.durations)
        try moment.check(work)
        let episode = WorkEpisode(work, workers: workers, noise: max(0, noise), at: moment)
        let untouched = WorkEpisode(work, workers: workers, estimates: work.durations, noise: max(0, noise))
        return episode.ready[
            try choose(episode, WorkFeatures(untouched, estimates: work.durations))]
    }

    /// The index of the best of the ready tasks.
    private func choose(_ episode: WorkEpisode, _ looks: WorkFeatures) throws(LearningError) -> Int {
        guard episode.ready.count > 1 else { return 0 }
        try graph.setRows(.candidates, to: episode.ready.count)
        try graph.withInput(x) { looks.write(episode, into: $0) }
        try graph.forward()
        return try graph.best(of: scores)
    }
}

extension ListScheduler {
    /// Schedules a workflow by the rule of the critical path, on beliefs that change with what tasks of the same kind took.
    ///
    /// - Parameters:
    ///   - work: the tasks; their durations decide how long they take, and are seen when they are done.
    ///   - workers: how many there are, at least one.
    ///   - estimates: the durations that are seen beforehand.
    ///   - noise: the deviation of the logarithm of estimate over truth.
    /// - Returns: the schedule.
    /// - Throws: as `schedule(_:workers:rule:estimates:random:)`.
    public static func scheduleByBeliefs(
        _ work: WorkGraph, workers: Int, estimates: [Double], noise: Double
    ) throws(LearningError) -> WorkSchedule {
        try check(work, workers: workers, estimates: estimates)
        var episode = WorkEpisode(work, workers: workers, estimates: estimates, noise: max(0, noise))
        while !episode.ready.isEmpty { episode.start(episode.longestChain) }
        return episode.schedule
    }
}
