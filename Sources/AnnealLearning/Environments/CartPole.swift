/// A pole on a cart, to be kept upright by pushing the cart left (0) or right (1): Gymnasium's `CartPole-v1`.
///
/// Observation: the cart's position and speed, the pole's angle and angular speed. Each step is worth 1, the one in
/// which the pole falls (beyond 12 degrees, or the cart beyond ±2.4) included; after `stepLimit` steps the episode is
/// cut off. The equations are Gymnasium's, in double precision; trajectories agree to single precision.
///
/// Source: A. G. Barto, R. S. Sutton, C. W. Anderson, "Neuronlike Adaptive Elements That Can Solve Difficult Learning
/// Control Problems", IEEE Trans. SMC 13 (1983); Gymnasium 1.4, `cartpole.py`.
public struct CartPole: Environment {
    /// Where cart and pole are and how fast they move.
    public struct State: Sendable, Hashable, Codable {
        /// Of the cart, from the middle.
        public var position: Double
        /// Of the cart, a second.
        public var speed: Double
        /// Of the pole, radians from upright.
        public var angle: Double
        /// Of the pole, radians a second.
        public var angularSpeed: Double

        /// Creates a state.
        ///
        /// - Parameters:
        ///   - position: of the cart.
        ///   - speed: of the cart.
        ///   - angle: of the pole.
        ///   - angularSpeed: of the pole.
        public init(position: Double, speed: Double, angle: Double, angularSpeed: Double) {
            self.position = position
            self.speed = speed
            self.angle = angle
            self.angularSpeed = angularSpeed
        }
    }

    /// Where cart and pole are.
    public private(set) var state: State
    /// After how many steps an episode is cut off.
    public let stepLimit: Int
    /// How many steps the episode has had; `nil` when none is under way.
    public private(set) var stepsTaken: Int?
    private var random: RandomSource

    /// Creates the environment.
    ///
    /// - Parameters:
    ///   - seed: of its randomness, which only sets the first state of an episode.
    ///   - stepLimit: 500 in version 1, 200 in version 0.
    public init(seed: UInt64 = 0, stepLimit: Int = 500) {
        random = RandomSource(seed: seed)
        self.stepLimit = stepLimit
        state = State(position: 0, speed: 0, angle: 0, angularSpeed: 0)
    }

    /// Four.
    public var observationSize: Int { 4 }
    /// Two: left and right.
    public var actionCount: Int { 2 }

    /// Sets the randomness anew.
    public mutating func seed(_ seed: UInt64) { random = RandomSource(seed: seed) }

    /// Begins an episode with each number of the state uniform in ±0.05.
    public mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) {
        func draw() -> Double { random.uniform() * 0.1 - 0.05 }
        begin(at: State(position: draw(), speed: draw(), angle: draw(), angularSpeed: draw()), into: observation)
    }

    /// Begins an episode in a state that is given.
    ///
    /// - Parameters:
    ///   - state: where cart and pole are.
    ///   - observation: filled with the first observation, of four numbers.
    public mutating func begin(at state: State, into observation: UnsafeMutableBufferPointer<Float>) {
        self.state = state
        stepsTaken = 0
        write(into: observation)
    }

    /// Pushes the cart for 0.02 seconds.
    public mutating func step(
        _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
    ) throws(LearningError) -> StepOutcome {
        guard action == 0 || action == 1 else { throw .noSuchAction(action, count: 2, place: "CartPole.step") }
        guard let taken = stepsTaken else { throw .noEpisode(place: "CartPole.step") }
        advance(force: action == 1 ? 10 : -10)
        write(into: observation)
        let angleLimit = 12 * 2 * Double.pi / 360
        let isTerminated = abs(state.position) > 2.4 || abs(state.angle) > angleLimit
        let isTruncated = taken >= stepLimit || taken + 1 >= stepLimit
        stepsTaken = isTerminated || isTruncated ? nil : taken + 1
        return StepOutcome(reward: 1, isTerminated: isTerminated, isTruncated: isTruncated)
    }

    /// One step of Euler's method.
    private mutating func advance(force: Double) {
        let gravity = 9.8
        let poleMass = 0.1
        let totalMass = 1.1
        let halfLength = 0.5
        let interval = 0.02
        let cosine = Elementary.cos(state.angle)
        let sine = Elementary.sin(state.angle)
        let push = (force + poleMass * halfLength * state.angularSpeed * state.angularSpeed * sine) / totalMass
        let angular =
            (gravity * sine - cosine * push) / (halfLength * (4.0 / 3.0 - poleMass * cosine * cosine / totalMass))
        let linear = push - poleMass * halfLength * angular * cosine / totalMass
        state = State(
            position: state.position + interval * state.speed, speed: state.speed + interval * linear,
            angle: state.angle + interval * state.angularSpeed,
            angularSpeed: state.angularSpeed + interval * angular)
    }

    private func write(into observation: UnsafeMutableBufferPointer<Float>) {
        observation[0] = Float(state.position)
        observation[1] = Float(state.speed)
        observation[2] = Float(state.angle)
        observation[3] = Float(state.angularSpeed)
    }
}
