internal import CLearningKernels

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Adam: each weight's step is its mean gradient over the root of its mean squared gradient.
///
/// Source: D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization" (2015); with `decay`, I. Loshchilov, F. Hutter,
/// "Decoupled Weight Decay Regularization" (2019).
public struct Adam: Optimiser {
    /// How far a step goes.
    public var rate: Float
    /// The norm of all gradients together above which they are scaled down; `nil` for no bound.
    public var maximumNorm: Float?
    /// How many steps were taken.
    public private(set) var steps = 0
    /// How much of the mean gradient is kept at each step.
    public let beta1: Float
    /// How much of the mean squared gradient is kept at each step.
    public let beta2: Float
    /// Added to the root.
    public let epsilon: Float
    /// The fraction of each weight, times the rate, that is taken off at each step: AdamW. 0 for Adam.
    public let decay: Float
    private var first: [Float] = []
    private var second: [Float] = []

    /// Creates an optimiser with the defaults of the paper.
    ///
    /// - Parameters:
    ///   - rate: of a step.
    ///   - beta1: of the mean.
    ///   - beta2: of the mean square.
    ///   - epsilon: added to the root.
    ///   - decay: AdamW's decay of weights.
    ///   - maximumNorm: of all gradients together.
    public init(
        rate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, decay: Float = 0,
        maximumNorm: Float? = nil
    ) {
        self.rate = rate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
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
        try Optimisers.check(
            (0..<1).contains(beta1) && (0..<1).contains(beta2), "the decays of means \(beta1) and \(beta2)",
            takes: "0 to below 1")
        try Optimisers.check(epsilon: epsilon)
        try Optimisers.check(decay.isFinite && decay >= 0, "a decay of weights of \(decay)", takes: "0 or more")
        let (norm, factor) = try scale(parameters)
        let count = parameters.blockCount
        if first.isEmpty {
            first = [Float](repeating: 0, count: count)
            second = first
        }
        guard first.count == count, second.count == count else { throw Optimisers.otherParameters(first.count, count) }
        steps += 1
        let correction1 = 1 - pow(Double(beta1), Double(steps))
        let correction2 = (1 - pow(Double(beta2), Double(steps))).squareRoot()
        lk_adam(
            parameters.valueBlock, &first, &second, parameters.gradientBlock, factor, beta1, beta2,
            Float(Double(rate) * correction2 / correction1), Float(Double(epsilon) * correction2), rate * decay, 0,
            count)
        return norm
    }

    /// What it remembers of earlier steps, by name, for a checkpoint.
    public var state: [String: Tensor] {
        ["first": Tensor(first), "second": Tensor(second), "steps": storedSteps]
    }

    /// Goes on from a state that was stored.
    ///
    /// - Parameter state: of an optimiser of this kind.
    /// - Throws: `LearningError` when something is missing.
    public mutating func restore(_ state: [String: Tensor]) throws(LearningError) {
        first = try moment("first", in: state)
        second = try square("second", in: state)
        steps = try steps(in: state)
    }
}
