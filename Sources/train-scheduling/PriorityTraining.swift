import AnnealLearning

/// The training of the network that orders the activities of projects: on generated projects it learns when each activity
/// begins in the best schedule that a search finds.
struct PriorityTraining {
    static let usualProjects = 4_000
    private static let epochs = 12
    /// How many schedules the search makes for a project.
    private static let schedules = 6_000

    private struct Example {
        let project: ResourceProject
        let times: [Float]
    }

    private let network: PriorityNetwork
    private let examples: [Example]
    private let trials: [ResourceProject]
    private var random: RandomSource

    init(seed: UInt64, projects: Int) throws {
        var random = RandomSource(seed: seed)
        network = try PriorityNetwork(seed: random.next())
        let generator = ProjectGenerator(sizes: 20...80)
        var examples: [Example] = []
        for _ in 0..<projects {
            let project = try generator.project(random: &random)
            let found = try ProjectSearch().schedule(project, schedules: Self.schedules, random: &random)
            // Where nothing is scarce, any order is as good.
            guard found.makespan > project.criticalPath else { continue }
            let end = Float(max(1, found.makespan))
            let late = ProjectSearch.latestStarts(project, within: found.starts)
            examples.append(
                Example(project: project, times: zip(found.starts, late).map { Float($0 + $1) / 2 / end }))
        }
        self.examples = examples
        let trials = try (0..<60).map { _ in try generator.project(random: &random) }
        self.trials = trials
        self.random = random
        TrainScheduling.tell("{\"projects\": \(projects), \"scarce\": \(examples.count)}")
    }

    mutating func run() throws -> [String: Tensor] {
        var optimiser = Adam(rate: 1e-3, maximumNorm: 1)
        let total = Self.epochs * examples.count
        for epoch in 0..<Self.epochs {
            for (place, index) in random.permutation(examples.count).enumerated() {
                let progress = Float(epoch * examples.count + place) / Float(max(1, total))
                optimiser.rate = 2e-3 * (1 - progress)
                try network.learn(examples[index].project, times: examples[index].times, optimiser: &optimiser)
            }
            TrainScheduling.tell(
                "{\"epoch\": \(epoch + 1), \"learned\": \(try mean { try network.keys($0) }), "
                    + "\"latestFinish\": \(try mean { PriorityRule.latestFinish.keys($0) })}")
        }
        return try network.parameters.tensors()
    }

    /// The mean makespan over the critical path of one serial schedule by keys.
    private func mean(_ keys: (ResourceProject) throws -> [Double]) throws -> Double {
        let ratios = try trials.map { project in
            var generator = ScheduleGenerator(project)
            let starts = try generator.serial(keys: keys(project))
            return Double(project.makespan(of: starts)) / Double(max(1, project.criticalPath))
        }
        return ratios.reduce(0, +) / Double(ratios.count)
    }
}
