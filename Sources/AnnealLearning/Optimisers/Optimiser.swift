internal import CLearningKernels

/// Moves parameters against their gradients.
public protocol Optimiser: Sendable {
    /// How far a step goes.
    var rate: Float { get set }
    /// The norm of all gradients together above which they are scaled down; `nil` for no bound.
    var maximumNorm: Float? { get set }
    /// How many steps were taken.
    var steps: Int { get }

    /// Takes a step.
    ///
    /// - Parameter parameters: whose gradients a run backwards has just computed; always the same set.
    /// - Returns: the norm of the gradients before they were scaled.
    /// - Throws: `LearningError.Code.notFinite` when a gradient is not finite, `invalidArgument` when a number of the
    ///   optimiser makes no sense: the parameters are left as they were.
    @discardableResult
    mutating func step(_ parameters: Parameters) throws(LearningError) -> Float

    /// What it remembers of earlier steps, by name, for a checkpoint.
    var state: [String: Tensor] { get }

    /// Goes on from a state that was stored.
    ///
    /// - Throws: `LearningError` when something is missing.
    mutating func restore(_ state: [String: Tensor]) throws(LearningError)
}

extension Optimiser {
    /// The norm of the gradients, and the factor that brings it within bounds.
    func scale(_ parameters: Parameters) throws(LearningError) -> (norm: Float, factor: Float) {
        guard let gradients = parameters.gradientBlock else {
            throw LearningError(
                code: .invalidArgument, message: "there are no gradients to step along", place: "Optimiser.step",
                remedy: "run a graph for training forwards and backwards first")
        }
        try Optimisers.check(rate.isFinite && rate >= 0, "a rate of \(rate)", takes: "0 or more")
        if let maximumNorm {
            try Optimisers.check(maximumNorm > 0, "a bound of the norm of \(maximumNorm)", takes: "above 0")
        }
        let norm = lk_dot(gradients, gradients, parameters.blockCount).squareRoot()
        guard norm.isFinite else {
            throw LearningError(
                code: .notFinite, message: "the gradient after \(steps) steps is not finite; no step was taken",
                place: "Optimiser.step", remedy: "lower the learning rate or bound the norm of the gradient")
        }
        guard let maximumNorm, norm > maximumNorm else { return (norm, 1) }
        return (norm, maximumNorm / (norm + 1e-6))
    }

    /// A moment's buffer from a stored state.
    func moment(_ name: String, in state: [String: Tensor]) throws(LearningError) -> [Float] {
        guard let tensor = state[name] else {
            throw LearningError(
                code: .malformed, message: "the stored state of an optimiser has no \(name)",
                place: "Optimiser.restore",
                remedy: "restore a state that the same kind of optimiser stored")
        }
        guard tensor.values.allSatisfy(\.isFinite) else {
            throw LearningError(
                code: .notFinite, message: "the stored state of an optimiser, \(name), has a number that is not finite",
                place: "Optimiser.restore", remedy: "restore a state from before training went wrong")
        }
        return tensor.values
    }

    /// A mean of squares from a stored state.
    func square(_ name: String, in state: [String: Tensor]) throws(LearningError) -> [Float] {
        let values = try moment(name, in: state)
        guard values.allSatisfy({ $0 >= 0 }) else {
            throw LearningError(
                code: .malformed, message: "the stored mean of squares, \(name), has a number below 0",
                place: "Optimiser.restore", remedy: "restore a state that the same kind of optimiser stored")
        }
        return values
    }

    /// The number of steps from a stored state, kept in two parts, since a float alone counts to 2²⁴ only.
    func steps(in state: [String: Tensor]) throws(LearningError) -> Int {
        let parts = try moment("steps", in: state)
        guard parts.count == 2, parts.allSatisfy({ $0 >= 0 && $0 <= 0x1p24 }) else {
            throw LearningError(
                code: .malformed, message: "the stored number of steps cannot be read", place: "Optimiser.restore",
                remedy: "restore a state that the same kind of optimiser stored")
        }
        return Int(parts[0]) << 20 + Int(parts[1])
    }

    var storedSteps: Tensor { Tensor([Float(steps >> 20), Float(steps & 0xFFFFF)]) }
}
