internal import AnnealFoundation
internal import Foundation

/// Which columns explain a target, by Bayesian variable selection.
///
/// The target is a sum of some columns with coefficients that are normal around 0, and of normal noise of unknown size.
/// Which columns take part is drawn again and again, column by column, from what the data and the other columns say
/// (Gibbs sampling); how often a column takes part is the probability that it belongs there.
///
/// Source: E. I. George, R. E. McCulloch, JASA 88 (1993) and Statistica Sinica 7 (1997).
struct SparseRegression {
    /// Columns that together explain the target, and how often they were drawn.
    struct Model {
        var columns: [Int]
        var weight: Double
    }

    /// What was drawn.
    struct Posterior {
        /// For each column the probability that it belongs to the model.
        var probabilities: [Double]
        /// The models that were drawn most often; their weights sum to 1.
        var models: [Model]
        /// For each column the mean of its squared coefficient.
        var squares: [Double]
    }

    /// Beliefs before the data.
    struct Prior {
        /// For each column the variance of its coefficient, in units of the noise's variance.
        var variances: [Double]
        /// For each column the logarithm of the odds that it takes part; infinite for columns that always do.
        var logOdds: [Double]
    }

    private let gram: [Double]
    private let size: Int
    private let moments: [Double]
    private let square: Double
    private let freedom: Double

    private var active: [Int]
    private var position: [Int]
    private var inverse = SmallMatrix(size: 0)
    private var coefficients: [Double] = []
    private var rest = 0.0
    private var random: SplitMix64

    /// Creates a regression.
    ///
    /// - Parameters:
    ///   - design: columns and targets.
    ///   - target: the variable that is to be explained.
    ///   - seed: of the draws.
    init(_ design: LaggedDesign, target: Int, seed: UInt64) {
        gram = design.gram
        size = design.columns
        moments = design.moments[target]
        square = max(design.squares[target], .leastNormalMagnitude)
        freedom = Double(design.rows - 1)
        active = []
        position = Array(repeating: -1, count: design.columns)
        random = SplitMix64(seed: seed)
    }

    /// Draws models.
    ///
    /// - Parameters:
    ///   - prior: beliefs before the data.
    ///   - burnIn: draws of all columns that do not count.
    ///   - sweeps: draws of all columns that count.
    /// - Returns: what was drawn.
    mutating func sample(_ prior: Prior, burnIn: Int, sweeps: Int) -> Posterior {
        for column in 0..<size where prior.logOdds[column] == .infinity && position[column] < 0 { insert(column) }
        refresh(prior)
        var probabilities = [Double](repeating: 0, count: size)
        var squares = [Double](repeating: 0, count: size)
        var counts: [[Int]: Int] = [:]
        for sweep in 0..<burnIn + sweeps {
            for column in 0..<size where prior.logOdds[column] < .infinity {
                let probability = draw(column, prior)
                if sweep >= burnIn { probabilities[column] += probability }
            }
            guard sweep >= burnIn else { continue }
            counts[active.sorted(), default: 0] += 1
            let noise = rest / freedom
            for (index, column) in active.enumerated() {
                squares[column] += coefficients[index] * coefficients[index] + noise * inverse[index, index]
            }
        }
        let total = Double(sweeps)
        for column in 0..<size {
            probabilities[column] = prior.logOdds[column] == .infinity ? 1 : probabilities[column] / total
            squares[column] /= total
        }
        let ordered = counts.sorted {
            $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
        }
        let kept = ordered.prefix(100)
        let weight = Double(kept.reduce(0) { $0 + $1.value })
        let models = kept.map { Model(columns: $0.key, weight: Double($0.value) / weight) }
        return Posterior(probabilities: probabilities, models: models, squares: squares)
    }

    /// Draws whether a column takes part.
    ///
    /// - Returns: the probability that it does, given the others.
    private mutating func draw(_ column: Int, _ prior: Prior) -> Double {
        let variance = prior.variances[column]
        let place = position[column]
        var logOdds = prior.logOdds[column]
        if place >= 0 {
            let schur = 1 / inverse[place, place]
            let gain = coefficients[place] * coefficients[place] * schur
            logOdds -= 0.5 * log(variance * schur) + 0.5 * freedom * log(rest / (rest + gain))
        } else {
            let count = active.count
            var projected = 0.0
            var residual = moments[column]
            for i in 0..<count {
                let product = gram[column * size + active[i]]
                residual -= product * coefficients[i]
                var sum = 0.0
                for j in 0..<count { sum += inverse.values[i * count + j] * gram[column * size + active[j]] }
                projected += product * sum
            }
            let schur = max(gram[column * size + column] + 1 / variance - projected, 1 / variance)
            let gain = min(residual * residual / schur, rest * (1 - 1e-12))
            logOdds -= 0.5 * log(variance * schur) + 0.5 * freedom * log1p(-gain / rest)
        }
        let probability = 1 / (1 + exp(-logOdds))
        let takesPart = Double(random.next() >> 11) * 0x1p-53 < probability
        if takesPart != (place >= 0) {
            if takesPart { insert(column) } else { remove(column) }
            refresh(prior)
        }
        return probability
    }

    private mutating func insert(_ column: Int) {
        position[column] = active.count
        active.append(column)
    }

    private mutating func remove(_ column: Int) {
        let place = position[column]
        let last = active.removeLast()
        if last != column {
            active[place] = last
            position[last] = place
        }
        position[column] = -1
    }

    private mutating func refresh(_ prior: Prior) {
        var matrix = SmallMatrix(gram, size: size, rows: active)
        for (index, column) in active.enumerated() { matrix[index, index] += 1 / prior.variances[column] }
        inverse = matrix.inverse()
        let products = active.map { moments[$0] }
        coefficients = inverse.times(products)
        let explained = zip(products, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        rest = max(square - explained, 1e-9 * square)
    }
}
