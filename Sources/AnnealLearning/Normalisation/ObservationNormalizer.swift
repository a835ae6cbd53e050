/// Brings observations to mean 0 and variance 1 by what has been seen of them, and cuts off what lies far out.
///
/// Statistics change only by `observe`: a policy under evaluation is given what training has seen, unchanged.
///
/// Source: as stable-baselines3's `VecNormalize` (cut at 10, 1e-8 added to the variance).
public struct ObservationNormalizer: Sendable, Hashable, Codable {
    /// What has been seen.
    public private(set) var moments: RunningMoments
    /// Normalised numbers are cut at plus and minus this.
    public let limit: Float
    /// Added to variances.
    public let offset: Double

    /// Creates a normaliser.
    ///
    /// - Parameters:
    ///   - size: how many numbers an observation has.
    ///   - limit: normalised numbers are cut at plus and minus this.
    ///   - offset: added to variances.
    public init(size: Int, limit: Float = 10, offset: Double = 1e-8) {
        moments = RunningMoments(size: size)
        self.limit = limit
        self.offset = offset
    }

    /// Whether it is for observations of this size: what was decoded may say anything.
    func isWhole(size: Int) -> Bool { moments.isWhole(size: size) && limit > 0 && offset >= 0 && offset.isFinite }

    /// Takes observations into the statistics.
    ///
    /// - Parameter rows: one observation after another.
    /// - Throws: `LearningError` of code `shape` or `notFinite`.
    public mutating func observe(_ rows: UnsafeBufferPointer<Float>) throws(LearningError) {
        try moments.add(rows: rows)
    }

    /// Takes observations into the statistics.
    ///
    /// - Parameter rows: one observation after another.
    /// - Throws: `LearningError` of code `shape` or `notFinite`.
    public mutating func observe(_ rows: [Float]) throws(LearningError) { try moments.add(rows: rows) }

    /// Normalises observations where they lie.
    ///
    /// - Parameter rows: one observation after another.
    /// - Throws: `LearningError` of code `shape` when they are no rows of the size.
    /// - Complexity: O(n), without allocation.
    public func normalize(_ rows: UnsafeMutableBufferPointer<Float>) throws(LearningError) {
        let size = moments.size
        guard size > 0, rows.count % size == 0 else {
            throw LearningError(
                code: .shape, message: "\(rows.count) numbers are no rows of \(size)",
                place: "ObservationNormalizer.normalize")
        }
        guard moments.count > 0 else { return }
        for column in 0..<size {
            let mean = moments.means[column]
            let scale = 1 / (moments.variance(column) + offset).squareRoot()
            for position in stride(from: column, to: rows.count, by: size) {
                let value = Float((Double(rows[position]) - mean) * scale)
                rows[position] = min(max(value, -limit), limit)
            }
        }
    }

    /// Normalised copies of observations.
    ///
    /// - Parameter rows: one observation after another.
    /// - Returns: as many numbers.
    /// - Throws: `LearningError` of code `shape`.
    public func normalized(_ rows: [Float]) throws(LearningError) -> [Float] {
        var copy = rows
        try copy.withUnsafeMutableBufferPointer { rows throws(LearningError) in try normalize(rows) }
        return copy
    }
}
