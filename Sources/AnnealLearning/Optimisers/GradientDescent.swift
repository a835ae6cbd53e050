internal import CLearningKernels

/// Steps along the gradient, with momentum where it is wanted.
///
/// Source: H. Robbins, S. Monro, "A Stochastic Approximation Method" (1951); momentum as in I. Sutskever et al., "On the
/// importance of initialization and momentum in deep learning" (2013).
public struct GradientDescent: Optimiser {
    /// How far a step goes.
    public var rate: Float
    /// The norm of all gradients together above which they are scaled down; `nil` for no bound.
    public var maximumNorm: Float?
    /// How many steps were taken.
    public private(set) var steps = 0
    /// How much of the last step is added to this one.
    public let momentum: Float
    /// Whether the gradient is looked at from where the momentum leads.
    public let isNesterov: Bool
    /// The fraction of each weight that is added to its gradient.
    public let decay: Float
    private var velocity: [Float] = []

    /// Creates an optimiser.
    ///
    /// - Parameters:
    ///   - rate: of a step.
    ///   - momentum: 0 for none.
    ///   - isNesterov: whether the momentum is Nesterov's.
    ///   - decay: of weights.
    ///   - maximumNorm: of all gradients together.
    public init(
        rate: Float, momentum: Float = 0, isNesterov: Bool = false, decay: Float = 0, maximumNorm: Float? = nil
    ) {
        self.rate = rate
        self.momentum = momentum
        self.isNesterov = isNesterov
        self.decay = decay
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
        try Optimisers.check((0...1).contains(momentum), "a momentum of \(momentum)", takes: "0 to 1")
        try Optimisers.check(decay.isFinite && decay >= 0, "a decay of weights of \(decay)", takes: "0 or more")
        let (norm, factor) = try scale(parameters)
        let count = parameters.blockCount
        if momentum == 0 {
            lk_sgd(parameters.valueBlock, nil, parameters.gradientBlock, factor, rate, 0, decay, 0, count)
        } else {
            if velocity.isEmpty { velocity = [Float](repeating: 0, count: count) }
            guard velocity.count == count else { throw Optimisers.otherParameters(velocity.count, count) }
            lk_sgd(
                parameters.valueBlock, &velocity, parameters.gradientBlock, factor, rate, momentum, decay,
                isNesterov ? 1 : 0, count)
        }
        steps += 1
        return norm
    }

    /// What it remembers of earlier steps, by name, for a checkpoint.
    public var state: [String: Tensor] { ["velocity": Tensor(velocity), "steps": storedSteps] }

    /// Goes on from a state that was stored.
    ///
    /// - Parameter state: of an optimiser of this kind.
    /// - Throws: `LearningError` when something is missing.
    public mutating func restore(_ state: [String: Tensor]) throws(LearningError) {
        velocity = try moment("velocity", in: state)
        steps = try steps(in: state)
    }
}
