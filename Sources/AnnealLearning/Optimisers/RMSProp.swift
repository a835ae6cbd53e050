internal import CLearningKernels

/// RMSprop: each weight's step is its gradient over the root of its mean squared gradient.
///
/// Source: T. Tieleman, G. Hinton, "Lecture 6.5: rmsprop" (2012).
public struct RMSProp: Optimiser {
    /// Where epsilon is added.
    public enum EpsilonPlace: Sendable, Hashable {
        /// √s + ε, as PyTorch does, and stable-baselines3 for A2C.
        case afterRoot
        /// √(s + ε), with the mean square starting at 1, as TensorFlow does.
        case insideRoot
    }

    /// How far a step goes.
    public var rate: Float
    /// The norm of all gradients together above which they are scaled down; `nil` for no bound.
    public var maximumNorm: Float?
    /// How many steps were taken.
    public private(set) var steps = 0
    /// How much of the mean squared gradient is kept at each step.
    public let alpha: Float
    /// Keeps the root from 0.
    public let epsilon: Float
    /// Where it is added.
    public let epsilonPlace: EpsilonPlace
    private var square: [Float] = []

    /// Creates an optimiser.
    ///
    /// - Parameters:
    ///   - rate: of a step.
    ///   - alpha: of the mean square.
    ///   - epsilon: keeps the root from 0.
    ///   - epsilonPlace: where it is added.
    ///   - maximumNorm: of all gradients together.
    public init(
        rate: Float, alpha: Float = 0.99, epsilon: Float = 1e-8, epsilonPlace: EpsilonPlace = .afterRoot,
        maximumNorm: Float? = nil
    ) {
        self.rate = rate
        self.alpha = alpha
        self.epsilon = epsilon
        self.epsilonPlace = epsilonPlace
        self.maximumNorm = maximumNorm
    }

    /// Takes a step.
    ///
    /// - Parameter parameters: whose gradients a run backwards has just computed; always the same set.
    /// - Returns: the norm of the gradients before they were scaled.
    /// - Throws: `LearningError.Code.notFinite` when a gradient is not finite, `invalidArgument` when a number of the
    ///   optimiser makes no sense: the parameters are left as they were.
    @discardableResult
    public mutating func step(_ parameters: Parameters) throws(LearningError) -> Float {
        let state = lk_flush_small_numbers()
        defer { lk_restore_rounding(state) }
        try Optimisers.check((0...1).contains(alpha), "a decay of the mean of \(alpha)", takes: "0 to 1")
        try Optimisers.check(epsilon: epsilon)
        let (norm, factor) = try scale(parameters)
        let count = parameters.blockCount
        if square.isEmpty { square = [Float](repeating: epsilonPlace == .insideRoot ? 1 : 0, count: count) }
        guard square.count == count else { throw Optimisers.otherParameters(square.count, count) }
        lk_rmsprop(
            parameters.valueBlock, &square, parameters.gradientBlock, factor, rate, alpha, epsilon, 0,
            epsilonPlace == .insideRoot ? 1 : 0, count)
        steps += 1
        return norm
    }

    /// What it remembers of earlier steps, by name, for a checkpoint.
    public var state: [String: Tensor] { ["square": Tensor(square), "steps": storedSteps] }

    /// Goes on from a state that was stored.
    ///
    /// - Parameter state: of an optimiser of this kind.
    /// - Throws: `LearningError` when something is missing.
    public mutating func restore(_ state: [String: Tensor]) throws(LearningError) {
        square = try self.square("square", in: state)
        steps = try steps(in: state)
    }
}
