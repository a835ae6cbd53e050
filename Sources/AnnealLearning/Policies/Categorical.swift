#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A choice among actions by the logarithms of their probabilities.
public enum Categorical {
    /// Draws an action.
    ///
    /// - Parameters:
    ///   - logProbabilities: one for each action; −infinity for those that are not allowed.
    ///   - random: what is drawn from.
    /// - Returns: the action; one with probability 0 never.
    /// - Throws: `LearningError.Code.invalidArgument` when none is allowed.
    /// - Complexity: O(actions).
    public static func sample(
        _ logProbabilities: UnsafeBufferPointer<Float>, using random: inout RandomSource
    ) throws(LearningError) -> Int {
        var left = random.uniformFloat()
        var last: Int?
        for index in logProbabilities.indices {
            let probability = expf(logProbabilities[index])
            guard probability > 0 else { continue }
            last = index
            left -= probability
            if left < 0 { return index }
        }
        guard let last else { throw noAction("Categorical.sample") }
        return last
    }

    /// The most probable action, the first of equals.
    ///
    /// - Parameter scores: logits, log-probabilities or values; −infinity for actions that are not allowed.
    /// - Returns: the action.
    /// - Throws: `LearningError.Code.invalidArgument` when none is allowed.
    /// - Complexity: O(actions).
    public static func best(_ scores: UnsafeBufferPointer<Float>) throws(LearningError) -> Int {
        try best(scores) { _ in true }
    }

    /// The best of the actions that are allowed, the first of equals; without allocation.
    static func best(
        _ scores: UnsafeBufferPointer<Float>, isAllowed: (Int) -> Bool
    ) throws(LearningError) -> Int {
        var best: Int?
        for index in scores.indices where scores[index] > -.infinity && isAllowed(index) {
            if let found = best, scores[found] >= scores[index] { continue }
            best = index
        }
        guard let best else { throw noAction("Categorical.best") }
        return best
    }

    /// −Σ p log p.
    ///
    /// - Parameter logProbabilities: one for each action.
    /// - Returns: the entropy in nats.
    public static func entropy(_ logProbabilities: UnsafeBufferPointer<Float>) -> Float {
        logProbabilities.reduce(0) { $1 > -.infinity ? $0 - expf($1) * $1 : $0 }
    }

    private static func noAction(_ place: String) -> LearningError {
        LearningError(
            code: .invalidArgument, message: "there is no action that is allowed", place: place,
            remedy: "allow at least one action in each state, or end the episode")
    }
}
