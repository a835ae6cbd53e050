import AnnealLearning

/// The training of the policy.
struct PolicyTraining {
    static let usualSteps = 1_000_000
    /// Deviations of the logarithm of estimate over truth, one for each environment in turns.
    private static let noises = [0.25, 0.5, 0.5, 0.75]
    /// How many ready tasks the policy can choose from while it learns; there is no such bound afterwards.
    private static let candidates = 48

    let trainer: ActorCriticTrainer<PaddedCandidates<WorkSchedulingEnvironment>>
    let trials: Trials

    init(seed: UInt64, steps: Int) throws {
        var random = RandomSource(seed: seed)
        let generator = WorkflowGenerator()
        let graphs = try (0..<4_000).map { _ in try generator.workflow(random: &random) }
        trials = try Trials(try (0..<200).map { _ in try generator.workflow(random: &random) })
        let members = try (0..<16).map { index in
            let environment = try WorkSchedulingEnvironment(
                graphs: graphs, workerCounts: [2, 4, 8, 16], noise: Self.noises[index % Self.noises.count],
                reward: .comparison(factor: 10))
            return try PaddedCandidates(environment, actionCount: Self.candidates)
        }
        var settings = ActorCriticSettings.ppo(totalSteps: steps)
        settings.observation = .candidates(features: members[0].candidates.featureCount)
        settings.usesMasks = true
        settings.rolloutSteps = 512
        settings.epochs = 4
        settings.batchSize = 1_024
        settings.discount = 1
        settings.advantageDecay = 0.9
        settings.hidden = SchedulePolicy.hidden
        settings.rate = .linear(from: 1e-3, to: 0, within: 1)
        settings.clip = .constant(0.2)
        settings.loss.entropyFactor = 0
        trainer = try ActorCriticTrainer(VectorEnvironment(members, seed: seed), settings: settings, seed: seed)
    }

    /// Trains, and tells on the way how the policy does on other workflows.
    ///
    /// - Returns: the best weights.
    func run() throws -> [String: Tensor] {
        var best: (score: Double, weights: [String: Tensor]) = (.infinity, [:])
        var failure: (any Error)?
        var updates = 0
        func judge() throws {
            let weights = try trainer.parameters.tensors()
            let score = try trials.score(SchedulePolicy(weights: weights))
            TrainScheduling.tell(
                "{\"steps\": \(trainer.stepsTaken), \"ratio\": \(score), \"criticalPath\": \(trials.criticalPath)}")
            if score < best.score { best = (score, weights) }
        }
        try judge()
        try trainer.train { _ in
            updates += 1
            guard updates % 8 == 0 else { return true }
            do { try judge() } catch { failure = error }
            return failure == nil
        }
        if let failure { throw failure }
        return best.weights.filter { $0.key.hasPrefix("net.policy") }
    }
}

/// Workflows that a policy is judged by: mean makespan over the lower bound, for 2 to 16 workers, with estimates that are
/// wrong by a deviation of 0.5.
struct Trials {
    private static let noise = 0.5
    private let graphs: [WorkGraph]
    /// What the rule of the critical path has on the same beliefs.
    private(set) var criticalPath = 0.0

    init(_ graphs: [WorkGraph]) throws {
        self.graphs = graphs
        criticalPath = try mean {
            try ListScheduler.scheduleByBeliefs($0, workers: $1, estimates: $2, noise: Self.noise)
        }
    }

    func score(_ policy: SchedulePolicy) throws -> Double {
        try mean { try policy.schedule($0, workers: $1, estimates: $2, noise: Self.noise) }
    }

    private func mean(_ schedule: (WorkGraph, Int, [Double]) throws -> WorkSchedule) throws -> Double {
        var random = RandomSource(seed: 99)
        var (sum, count) = (0.0, 0.0)
        for graph in graphs {
            for workers in [2, 4, 8, 16] {
                let estimates = graph.estimates(deviation: Self.noise, random: &random)
                sum += try schedule(graph, workers, estimates).makespan / graph.lowerBound(workers: workers)
                count += 1
            }
        }
        return sum / count
    }
}
