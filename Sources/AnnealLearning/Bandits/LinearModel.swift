/// A linear model of rewards that learns one example at a time: the inverse of its matrix is kept, so that neither
/// learning nor telling how sure it is solves anything.
///
/// Invariant: `inverse` is (ridge · I + Σ x xᵀ)⁻¹, `weights` is `inverse` · Σ reward · x.
///
/// Source: J. Sherman, W. J. Morrison, "Adjustment of an Inverse Matrix Corresponding to a Change in One Element of a
/// Given Matrix", Annals of Mathematical Statistics 21 (1950).
public struct LinearModel: Sendable, Hashable, Codable {
    /// How many numbers a context has.
    public let size: Int
    /// What is added to the diagonal before there are examples.
    public let ridge: Double
    /// The weight of each number of the context.
    public private(set) var weights: [Double]
    /// How many examples it has learned from.
    public private(set) var count = 0
    private(set) var inverse: [Double]
    private var target: [Double]

    /// Creates a model that predicts 0.
    ///
    /// - Parameters:
    ///   - size: how many numbers a context has, at least one.
    ///   - ridge: above 0; the larger, the more examples it takes to move a weight.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    public init(size: Int, ridge: Double = 1) throws(LearningError) {
        guard size > 0, size <= 4_096, ridge > 0, ridge.isFinite else {
            throw LearningError(
                code: .invalidArgument, message: "a context of \(size) numbers with ridge \(ridge)",
                place: "LinearModel", remedy: "use 1 to 4,096 numbers and a ridge above 0")
        }
        self.size = size
        self.ridge = ridge
        weights = [Double](repeating: 0, count: size)
        target = weights
        inverse = [Double](repeating: 0, count: size * size)
        for index in 0..<size { inverse[index * size + index] = 1 / ridge }
    }

    /// Whether it has as many numbers as its size says, all of them finite: one that was read from a file may not.
    public var isWhole: Bool {
        size > 0 && size <= 4_096 && weights.count == size && target.count == size && inverse.count == size * size
            && (weights + target + inverse).allSatisfy(\.isFinite)
    }

    /// What the model expects for a context.
    ///
    /// - Parameter context: as many numbers as the model's size.
    /// - Returns: the expected reward.
    /// - Throws: `LearningError` of code `shape` or `notFinite`.
    public func prediction(_ context: [Double]) throws(LearningError) -> Double {
        try check(context)
        return Self.product(weights, context)
    }

    /// xᵀ A⁻¹ x: how little is known in the direction of a context; 1/ridge · |x|² at first, towards 0 with examples.
    ///
    /// - Parameter context: as many numbers as the model's size.
    /// - Returns: not negative.
    /// - Throws: `LearningError` of code `shape` or `notFinite`.
    /// - Complexity: O(size²).
    public func uncertainty(_ context: [Double]) throws(LearningError) -> Double {
        try check(context)
        var sum = 0.0
        for row in 0..<size {
            for column in 0..<size { sum += context[row] * inverse[row * size + column] * context[column] }
        }
        return max(0, sum)
    }

    /// Learns from an example.
    ///
    /// - Parameters:
    ///   - context: as many numbers as the model's size.
    ///   - reward: what came of it.
    /// - Throws: `LearningError` of code `shape` or `notFinite`; nothing is learned then.
    /// - Complexity: O(size²).
    public mutating func learn(_ context: [Double], reward: Double) throws(LearningError) {
        try check(context)
        guard reward.isFinite else {
            throw LearningError(code: .notFinite, message: "the reward is \(reward)", place: "LinearModel.learn")
        }
        let direction = (0..<size).map { row in
            (0..<size).reduce(0) { $0 + inverse[row * size + $1] * context[$1] }
        }
        let scale = 1 / (1 + Self.product(direction, context))
        for row in 0..<size {
            for column in 0..<size { inverse[row * size + column] -= scale * direction[row] * direction[column] }
            target[row] += reward * context[row]
        }
        for row in 0..<size {
            weights[row] = (0..<size).reduce(0) { $0 + inverse[row * size + $1] * target[$1] }
        }
        count += 1
    }

    /// Draws weights from the normal distribution around the model's own, with covariance `scale²` · A⁻¹.
    ///
    /// - Parameters:
    ///   - scale: how far they spread.
    ///   - random: draws.
    /// - Returns: a weight for each number of a context.
    /// - Complexity: O(size³).
    public func sampledWeights(scale: Double, random: inout RandomSource) -> [Double] {
        let normal = (0..<size).map { _ in random.normal() }
        let root = Cholesky.root(of: inverse, size: size)
        return (0..<size).map { row in
            weights[row] + scale * (0...row).reduce(0) { $0 + root[row * size + $1] * normal[$1] }
        }
    }

    static func product(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for index in left.indices { sum += left[index] * right[index] }
        return sum
    }

    private func check(_ context: [Double]) throws(LearningError) {
        guard context.count == size else {
            throw LearningError(
                code: .shape, message: "a context of \(context.count) numbers instead of \(size)", place: "LinearModel")
        }
        guard context.allSatisfy(\.isFinite) else {
            throw LearningError(code: .notFinite, message: "a context is not finite", place: "LinearModel")
        }
    }
}

/// The lower triangular root of a symmetric matrix.
enum Cholesky {
    /// L with L Lᵀ equal to the matrix; directions of no variance, or of less by rounding, become 0.
    static func root(of matrix: [Double], size: Int) -> [Double] {
        var root = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row * size + column]
                for index in 0..<column { sum -= root[row * size + index] * root[column * size + index] }
                if row == column {
                    root[row * size + row] = max(0, sum).squareRoot()
                } else if root[column * size + column] > 0 {
                    root[row * size + column] = sum / root[column * size + column]
                }
            }
        }
        return root
    }
}
