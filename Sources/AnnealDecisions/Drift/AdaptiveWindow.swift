internal import Foundation

/// Finds where a series of outcomes changed its mean.
///
/// Source: A. Bifet, R. Gavaldà, "Learning from Time-Changing Data with Adaptive Windowing" (ADWIN), SIAM International
/// Conference on Data Mining 2007. The window is kept whole here, not in buckets, because outcomes are few.
public struct AdaptiveWindow: Sendable, Hashable {
    /// A change of the mean.
    public struct Change: Sendable, Hashable, Codable {
        /// The place of the first value after the change.
        public var index: Int
        /// The mean before it, as far as the window reached back.
        public var before: Double
        /// The mean of everything after it.
        public var after: Double
    }

    /// The probability with which a change is seen in a window where there is none, at each look.
    public var risk: Double
    /// Values on either side of a cut at least.
    public var least: Int

    /// Creates a window.
    ///
    /// - Parameters:
    ///   - risk: the probability of a false alarm at each look, above 0 and below 1.
    ///   - least: values on either side of a cut at least; 1 or more.
    public init(risk: Double = 0.002, least: Int = 8) {
        precondition(risk > 0 && risk < 1 && least > 0, "the risk lies between 0 and 1, a side has values")
        self.risk = risk
        self.least = least
    }

    /// The last change in a series.
    ///
    /// - Parameter values: in the order of time, each from 0 to 1; of more than 4,000 the newest count.
    /// - Returns: the change; `nil` when the mean is the same throughout, as far as can be told.
    /// - Complexity: O(n²/4).
    public func lastChange(in values: [Double]) -> Change? {
        let first = max(0, values.count - 4_000)
        var (sums, squares) = ([0.0], [0.0])
        for value in values[first...] {
            sums.append(sums[sums.count - 1] + value)
            squares.append(squares[squares.count - 1] + value * value)
        }
        let count = sums.count - 1
        var (start, end) = (0, 2 * least)
        var found: (index: Int, before: Double)?
        while end <= count {
            if let cut = cut(sums, squares, start, end) {
                found = (cut, (sums[cut] - sums[start]) / Double(cut - start))
                start = cut
            } else {
                // As in the paper, not every value is a reason to look; the last one always is.
                end = end == count ? count + 1 : min(count, end + 4)
            }
        }
        return found.map {
            Change(
                index: first + $0.index, before: $0.before,
                after: (sums[count] - sums[$0.index]) / Double(count - $0.index))
        }
    }

    /// The cut of a window whose sides differ most beyond what chance explains.
    private func cut(_ sums: [Double], _ squares: [Double], _ start: Int, _ end: Int) -> Int? {
        let size = Double(end - start)
        guard end - start >= 2 * least else { return nil }
        let mean = (sums[end] - sums[start]) / size
        let variance = max(0, (squares[end] - squares[start]) / size - mean * mean)
        let logarithm = log(2 * log(size) / risk)
        var best: (cut: Int, excess: Double)?
        for cut in (start + least)...(end - least) {
            let (left, right) = (Double(cut - start), Double(end - cut))
            let share = 1 / left + 1 / right
            let bound = (2 * variance * share * logarithm).squareRoot() + 2.0 / 3 * share * logarithm
            let difference = abs((sums[cut] - sums[start]) / left - (sums[end] - sums[cut]) / right)
            if difference > bound, difference / bound > best?.excess ?? 0 { best = (cut, difference / bound) }
        }
        return best?.cut
    }
}
