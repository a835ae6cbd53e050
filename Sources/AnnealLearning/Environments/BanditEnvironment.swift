/// Bandits of several kinds whose best arm is known, so that regret can be told exactly. An episode is one pull.
///
/// Observation: the context, or a single 1 where there is none.
public struct BanditEnvironment: Environment {
    /// How an arm pays.
    public enum Kind: Sendable, Hashable, Codable {
        /// Reward 1 with the arm's probability, else 0.
        case bernoulli(probabilities: [Double])
        /// Normal with the arm's mean and a common deviation.
        case gaussian(means: [Double], deviation: Double)
        /// As `gaussian`, but each mean walks by a normal step with every pull.
        case drifting(means: [Double], deviation: Double, drift: Double)
        /// The scalar product of the arm's weights and a context drawn anew, uniform in ±1, plus normal noise.
        case linear(weights: [[Double]], deviation: Double)
    }

    /// How the arms pay now.
    public private(set) var kind: Kind
    /// The context of the coming pull; `[1]` where the arms take none.
    public private(set) var context: [Double]
    /// The sum of what the best arms would have earned more, in expectation.
    public private(set) var regret: Double
    private var isUnderWay: Bool
    private var random: RandomSource

    /// Creates the environment.
    ///
    /// - Parameters:
    ///   - kind: how the arms pay.
    ///   - seed: of its randomness.
    /// - Throws: `LearningError` of code `invalidArgument` when there is no arm, a probability is outside of 0 ... 1, a
    ///   deviation below 0, or the weights of arms differ in number; of code `notFinite` for other numbers.
    public init(_ kind: Kind, seed: UInt64 = 0) throws(LearningError) {
        try kind.check()
        self.kind = kind
        context = [Double](repeating: 1, count: kind.contextSize)
        regret = 0
        isUnderWay = false
        random = RandomSource(seed: seed)
    }

    /// The size of the context, 1 where there is none.
    public var observationSize: Int { context.count }
    /// How many arms there are.
    public var actionCount: Int { kind.armCount }

    /// What an arm earns now in expectation.
    ///
    /// - Parameter arm: one of the arms.
    /// - Returns: the expected reward, of the present context where there is one.
    public func expectedReward(of arm: Int) -> Double {
        switch kind {
        case .bernoulli(let probabilities): probabilities[arm]
        case .gaussian(let means, _), .drifting(let means, _, _): means[arm]
        case .linear(let weights, _): zip(weights[arm], context).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    /// The arm that earns most in expectation now.
    public var bestArm: Int {
        (0..<actionCount).max { expectedReward(of: $0) < expectedReward(of: $1) } ?? 0
    }

    /// Sets the randomness anew and the regret to zero.
    public mutating func seed(_ seed: UInt64) {
        random = RandomSource(seed: seed)
        regret = 0
    }

    /// Draws the context of the next pull.
    public mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) {
        if case .linear = kind {
            for index in context.indices { context[index] = 2 * random.uniform() - 1 }
        }
        isUnderWay = true
        write(into: observation)
    }

    /// Pulls an arm, which ends the episode.
    public mutating func step(
        _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
    ) throws(LearningError) -> StepOutcome {
        guard (0..<actionCount).contains(action) else {
            throw .noSuchAction(action, count: actionCount, place: "BanditEnvironment.step")
        }
        guard isUnderWay else { throw .noEpisode(place: "BanditEnvironment.step") }
        isUnderWay = false
        let expected = expectedReward(of: action)
        regret += expectedReward(of: bestArm) - expected
        let reward: Double
        switch kind {
        case .bernoulli: reward = random.uniform() < expected ? 1 : 0
        case .gaussian(_, let deviation), .linear(_, let deviation): reward = expected + deviation * random.normal()
        case .drifting(var means, let deviation, let drift):
            reward = expected + deviation * random.normal()
            for arm in means.indices { means[arm] += drift * random.normal() }
            kind = .drifting(means: means, deviation: deviation, drift: drift)
        }
        write(into: observation)
        return StepOutcome(reward: Float(reward), isTerminated: true)
    }

    private func write(into observation: UnsafeMutableBufferPointer<Float>) {
        for index in context.indices { observation[index] = Float(context[index]) }
    }
}

extension BanditEnvironment.Kind {
    var armCount: Int {
        switch self {
        case .bernoulli(let probabilities): probabilities.count
        case .gaussian(let means, _), .drifting(let means, _, _): means.count
        case .linear(let weights, _): weights.count
        }
    }

    var contextSize: Int {
        if case .linear(let weights, _) = self { weights.first?.count ?? 0 } else { 1 }
    }

    func check() throws(LearningError) {
        func fail(_ code: LearningError.Code, _ message: String) -> LearningError {
            LearningError(code: code, message: message, place: "BanditEnvironment")
        }
        guard armCount > 0, contextSize > 0 else { throw fail(.invalidArgument, "a bandit needs an arm") }
        var numbers: [Double] = []
        var deviations: [Double] = []
        switch self {
        case .bernoulli(let probabilities):
            if let wrong = probabilities.first(where: { !(0...1).contains($0) }) {
                throw fail(.invalidArgument, "a probability is \(wrong)")
            }
        case .gaussian(let means, let deviation): (numbers, deviations) = (means, [deviation])
        case .drifting(let means, let deviation, let drift): (numbers, deviations) = (means, [deviation, drift])
        case .linear(let weights, let deviation):
            guard weights.allSatisfy({ $0.count == contextSize }) else {
                throw fail(.invalidArgument, "the arms' weights differ in number")
            }
            (numbers, deviations) = (weights.flatMap { $0 }, [deviation])
        }
        guard numbers.allSatisfy(\.isFinite) else { throw fail(.notFinite, "a mean or weight is not finite") }
        guard deviations.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw fail(.invalidArgument, "a deviation is below 0 or not finite")
        }
    }
}
