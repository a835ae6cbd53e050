/// Mean and variance of each number of vectors that come one after another or in batches, in one pass.
///
/// Source: B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", Technometrics 4
/// (1962); T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for Computing the Sample Variance", American Statistician
/// 37 (1983).
public struct RunningMoments: Sendable, Hashable, Codable {
    /// How many vectors have been seen.
    public private(set) var count: Double
    /// The mean of each number.
    public private(set) var means: [Double]
    /// The sum of squared differences from the mean, of each number.
    private var squares: [Double]

    /// Creates moments of nothing.
    ///
    /// - Parameter size: how many numbers a vector has.
    public init(size: Int) {
        count = 0
        means = [Double](repeating: 0, count: max(0, size))
        squares = means
    }

    /// How many numbers a vector has.
    public var size: Int { means.count }
    /// Whether there are moments of this many numbers: what was decoded may say anything.
    func isWhole(size: Int) -> Bool {
        means.count == size && squares.count == size && count >= 0 && count.isFinite
            && squares.allSatisfy { $0 >= 0 && $0.isFinite } && means.allSatisfy(\.isFinite)
    }

    /// The variance of a number, with the divisor `count`; 1 before anything has been seen.
    ///
    /// - Parameter index: which number.
    /// - Returns: the variance.
    public func variance(_ index: Int) -> Double { count > 0 ? squares[index] / count : 1 }

    /// Takes vectors in.
    ///
    /// - Parameter rows: one vector after another, a multiple of `size` numbers.
    /// - Throws: `LearningError` of code `shape` for another number, `notFinite` when one is not finite; nothing is
    ///   taken in then.
    /// - Complexity: O(n), without allocation.
    public mutating func add(rows: UnsafeBufferPointer<Float>) throws(LearningError) {
        guard size > 0, rows.count % size == 0 else {
            throw LearningError(
                code: .shape, message: "\(rows.count) numbers are no rows of \(size)", place: "RunningMoments.add")
        }
        guard rows.allSatisfy(\.isFinite) else {
            throw LearningError(
                code: .notFinite, message: "a number is not finite", place: "RunningMoments.add")
        }
        let added = Double(rows.count / size)
        guard added > 0 else { return }
        let total = count + added
        for column in 0..<size {
            var sum = 0.0
            for position in stride(from: column, to: rows.count, by: size) { sum += Double(rows[position]) }
            let mean = sum / added
            var square = 0.0
            for position in stride(from: column, to: rows.count, by: size) {
                let difference = Double(rows[position]) - mean
                square += difference * difference
            }
            merge(column, mean: mean, squares: square, added: added, total: total)
        }
        count = total
    }

    /// Takes vectors in.
    ///
    /// - Parameter rows: one vector after another, a multiple of `size` numbers.
    /// - Throws: `LearningError` as the other form.
    public mutating func add(rows: [Float]) throws(LearningError) {
        try rows.withUnsafeBufferPointer { rows throws(LearningError) in try add(rows: rows) }
    }

    /// Takes in what other moments have seen.
    ///
    /// - Parameter other: of vectors of the same size.
    /// - Throws: `LearningError` of code `shape` for another size.
    public mutating func add(_ other: RunningMoments) throws(LearningError) {
        guard other.size == size else {
            throw LearningError(
                code: .shape, message: "moments of \(other.size) numbers for those of \(size)",
                place: "RunningMoments.add")
        }
        guard other.count > 0 else { return }
        let total = count + other.count
        for column in 0..<size {
            merge(
                column, mean: other.means[column], squares: other.squares[column], added: other.count, total: total)
        }
        count = total
    }

    private mutating func merge(_ column: Int, mean: Double, squares: Double, added: Double, total: Double) {
        let difference = mean - means[column]
        means[column] += difference * added / total
        self.squares[column] += squares + difference * difference * count * added / total
    }
}
