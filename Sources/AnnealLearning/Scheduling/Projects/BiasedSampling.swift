/// The best of many schedules, each from the serial scheme with activities drawn at random, the likelier the more a rule
/// prefers them.
///
/// An activity's weight is how much smaller its key is than the largest one among those that may come next, plus one, to
/// the power of `bias`.
///
/// Source: A. Drexl, "Scheduling of Project Networks by Job Assignment", Management Science 37 (1991) (regret-based
/// biased random sampling); R. Kolisch (1996).
public struct BiasedSampling: Sendable, Hashable, Codable {
    /// The rule that is followed.
    public var rule: PriorityRule
    /// How strongly: 0 draws all alike.
    public var bias: Double
    /// How many schedules are made.
    public var samples: Int
    /// Whether each is improved forwards and backwards, which costs about as much as two more.
    public var improves: Bool

    /// Creates a sampling.
    ///
    /// - Parameters:
    ///   - rule: the rule that is followed.
    ///   - bias: how strongly.
    ///   - samples: how many schedules are made, at least one.
    ///   - improves: whether each is improved forwards and backwards.
    public init(
        rule: PriorityRule = .latestFinish, bias: Double = 1, samples: Int = 1_000, improves: Bool = true
    ) {
        self.rule = rule
        self.bias = bias
        self.samples = samples
        self.improves = improves
    }

    /// Schedules a project.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - random: draws.
    /// - Returns: of each activity, when it begins, in the best schedule; the search ends early when it is as short as
    ///   the project's lower bound.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than one sample, or a bias that is negative or not
    ///   finite.
    public func schedule(_ project: ResourceProject, random: inout RandomSource) throws(LearningError) -> [Int] {
        guard samples > 0, bias >= 0, bias.isFinite else {
            throw LearningError(
                code: .invalidArgument, message: "\(samples) samples with bias \(bias)", place: "BiasedSampling")
        }
        var generator = ScheduleGenerator(project)
        let keys = rule.keys(project)
        let bound = project.lowerBound
        var weights: [Double] = []
        var best: (starts: [Int], makespan: Int)?
        for _ in 0..<samples {
            var starts = generator.serial { eligible in
                draw(eligible, keys, &weights, &random)
            }
            if improves { starts = generator.improved(starts) }
            let makespan = project.makespan(of: starts)
            if makespan < best?.makespan ?? .max { best = (starts, makespan) }
            if makespan <= bound { break }
        }
        return best?.starts ?? []
    }

    private func draw(
        _ eligible: [Int], _ keys: [Double], _ weights: inout [Double], _ random: inout RandomSource
    ) -> Int {
        guard eligible.count > 1 else { return 0 }
        var largest = -Double.infinity
        for activity in eligible { largest = max(largest, keys[activity]) }
        weights.removeAll(keepingCapacity: true)
        for activity in eligible {
            let regret = largest - keys[activity] + 1
            weights.append(bias == 1 ? regret : Elementary.pow(regret, bias))
        }
        return random.index(weighted: weights) ?? 0
    }
}
