/// Two links that hang from a joint, the second of which is driven by a torque of -1, 0 or 1; the goal is to lift its
/// end above a line one link over the joint: Gymnasium's `Acrobot-v1`.
///
/// Observation: cosine and sine of the two angles, then the two angular speeds. Each step costs 1, the last one that
/// reaches the goal nothing; after `stepLimit` steps the episode is cut off. Equations and the Runge-Kutta step are
/// Gymnasium's ("book"); trajectories agree to single precision over the first steps (the system is chaotic).
///
/// Source: R. S. Sutton, "Generalization in Reinforcement Learning: Successful Examples Using Sparse Coarse Coding",
/// NIPS 8 (1996); Gymnasium 1.4, `acrobot.py`.
public struct Acrobot: Environment {
    /// The angle of each joint (radians) and their speeds (radians a second).
    public struct State: Sendable, Hashable, Codable {
        /// Of the first joint; 0 hangs down.
        public var angle1: Double
        /// Of the second joint, against the first link.
        public var angle2: Double
        /// Of the first joint, within ±4π.
        public var speed1: Double
        /// Of the second joint, within ±9π.
        public var speed2: Double

        /// Creates a state.
        ///
        /// - Parameters:
        ///   - angle1: of the first joint.
        ///   - angle2: of the second joint.
        ///   - speed1: of the first joint.
        ///   - speed2: of the second joint.
        public init(angle1: Double, angle2: Double, speed1: Double, speed2: Double) {
            self.angle1 = angle1
            self.angle2 = angle2
            self.speed1 = speed1
            self.speed2 = speed2
        }

        /// The state moved along a rate of change.
        func moved(along rate: State, by time: Double) -> State {
            State(
                angle1: angle1 + time * rate.angle1, angle2: angle2 + time * rate.angle2,
                speed1: speed1 + time * rate.speed1, speed2: speed2 + time * rate.speed2)
        }
    }

    /// Where the links are.
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
    ///   - stepLimit: 500 in version 1.
    public init(seed: UInt64 = 0, stepLimit: Int = 500) {
        random = RandomSource(seed: seed)
        self.stepLimit = stepLimit
        state = State(angle1: 0, angle2: 0, speed1: 0, speed2: 0)
    }

    /// Six.
    public var observationSize: Int { 6 }
    /// Three: torque -1, 0, 1.
    public var actionCount: Int { 3 }

    /// Sets the randomness anew.
    public mutating func seed(_ seed: UInt64) { random = RandomSource(seed: seed) }

    /// Begins an episode with each number of the state uniform in ±0.1.
    public mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) {
        // Gymnasium rounds the first state to single precision.
        func draw() -> Double { Double(Float(random.uniform() * 0.2 - 0.1)) }
        begin(at: State(angle1: draw(), angle2: draw(), speed1: draw(), speed2: draw()), into: observation)
    }

    /// Begins an episode in a state that is given.
    ///
    /// - Parameters:
    ///   - state: where the links are.
    ///   - observation: filled with the first observation, of six numbers.
    public mutating func begin(at state: State, into observation: UnsafeMutableBufferPointer<Float>) {
        self.state = state
        stepsTaken = 0
        write(into: observation)
    }

    /// Applies a torque for 0.2 seconds.
    public mutating func step(
        _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
    ) throws(LearningError) -> StepOutcome {
        guard (0..<3).contains(action) else { throw .noSuchAction(action, count: 3, place: "Acrobot.step") }
        guard let taken = stepsTaken else { throw .noEpisode(place: "Acrobot.step") }
        advance(torque: Double(action - 1))
        write(into: observation)
        let height = -Elementary.cos(state.angle1) - Elementary.cos(state.angle2 + state.angle1)
        let isTerminated = height > 1
        let isTruncated = taken >= stepLimit || taken + 1 >= stepLimit
        stepsTaken = isTerminated || isTruncated ? nil : taken + 1
        return StepOutcome(reward: isTerminated ? 0 : -1, isTerminated: isTerminated, isTruncated: isTruncated)
    }

    /// One step of the Runge-Kutta method of order four.
    private mutating func advance(torque: Double) {
        let interval = 0.2
        let k1 = Self.rate(at: state, torque: torque)
        let k2 = Self.rate(at: state.moved(along: k1, by: interval / 2), torque: torque)
        let k3 = Self.rate(at: state.moved(along: k2, by: interval / 2), torque: torque)
        let k4 = Self.rate(at: state.moved(along: k3, by: interval), torque: torque)
        let sum = State(
            angle1: k1.angle1 + 2 * k2.angle1 + 2 * k3.angle1 + k4.angle1,
            angle2: k1.angle2 + 2 * k2.angle2 + 2 * k3.angle2 + k4.angle2,
            speed1: k1.speed1 + 2 * k2.speed1 + 2 * k3.speed1 + k4.speed1,
            speed2: k1.speed2 + 2 * k2.speed2 + 2 * k3.speed2 + k4.speed2)
        let next = state.moved(along: sum, by: interval / 6)
        state = State(
            angle1: Self.wrapped(next.angle1), angle2: Self.wrapped(next.angle2),
            speed1: min(max(next.speed1, -4 * .pi), 4 * .pi), speed2: min(max(next.speed2, -9 * .pi), 9 * .pi))
    }

    /// How the state changes, with links of mass, length and moment of inertia 1 and centres of mass at one half.
    private static func rate(at state: State, torque: Double) -> State {
        let gravity = 9.8
        let cosine = Elementary.cos(state.angle2)
        let sine = Elementary.sin(state.angle2)
        let d1 = 0.25 + (1 + 0.25 + cosine) + 2
        let d2 = 0.25 + 0.5 * cosine + 1
        let phi2 = 0.5 * gravity * Elementary.cos(state.angle1 + state.angle2 - .pi / 2)
        let phi1 =
            -0.5 * state.speed2 * state.speed2 * sine - state.speed2 * state.speed1 * sine
            + 1.5 * gravity * Elementary.cos(state.angle1 - .pi / 2) + phi2
        let acceleration2 =
            (torque + d2 / d1 * phi1 - 0.5 * state.speed1 * state.speed1 * sine - phi2) / (1.25 - d2 * d2 / d1)
        let acceleration1 = -(d2 * acceleration2 + phi1) / d1
        return State(angle1: state.speed1, angle2: state.speed2, speed1: acceleration1, speed2: acceleration2)
    }

    /// An angle brought into ±π.
    private static func wrapped(_ angle: Double) -> Double {
        abs(angle) <= .pi ? angle : angle.remainder(dividingBy: 2 * .pi)
    }

    private func write(into observation: UnsafeMutableBufferPointer<Float>) {
        observation[0] = Float(Elementary.cos(state.angle1))
        observation[1] = Float(Elementary.sin(state.angle1))
        observation[2] = Float(Elementary.cos(state.angle2))
        observation[3] = Float(Elementary.sin(state.angle2))
        observation[4] = Float(state.speed1)
        observation[5] = Float(state.speed2)
    }
}
