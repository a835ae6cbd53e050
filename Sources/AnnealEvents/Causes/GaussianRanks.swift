internal import AnnealLearning
internal import Foundation

/// Maps a variable to what it would be if it were normal: each value becomes the normal quantile of its rank.
///
/// Outliers and monotone distortions lose their weight; for values that are normal already, some power is lost.
///
/// Source: H. Liu, J. Lafferty, L. Wasserman, "The nonparanormal", JMLR 10 (2009).
struct GaussianRanks {
    private let sorted: [Double]
    private let scores: [Double]
    private let spread: Double

    /// Learns the map from the values of a variable.
    init(_ values: [Double]) {
        var sorted: [Double] = []
        var scores: [Double] = []
        let ordered = values.sorted()
        let count = Double(ordered.count)
        var start = 0
        while start < ordered.count {
            var end = start
            while end < ordered.count, ordered[end] == ordered[start] { end += 1 }
            sorted.append(ordered[start])
            scores.append(NormalDistribution.quantile((Double(start + end) / 2) / count))
            start = end
        }
        self.sorted = sorted
        self.scores = scores
        let low = ordered[ordered.count / 4]
        let high = ordered[3 * ordered.count / 4]
        spread = max((high - low) / 1.349, 1e-9 * max(abs(low), abs(high)), .leastNormalMagnitude)
    }

    /// Maps a value; beyond the values learned from, in proportion to their spread.
    func map(_ value: Double) -> Double {
        guard let least = sorted.first, let greatest = sorted.last else { return 0 }
        if value <= least { return scores[0] + (value - least) / spread }
        if value >= greatest { return scores[scores.count - 1] + (value - greatest) / spread }
        var low = 0
        var high = sorted.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if sorted[middle] <= value { low = middle } else { high = middle }
        }
        let share = (value - sorted[low]) / (sorted[high] - sorted[low])
        return scores[low] + share * (scores[high] - scores[low])
    }

    /// Whether a variable's innovations are so far from normal that the map is worth its price: an excess kurtosis above
    /// 8 or a skewness beyond 2.
    static func areWanted(for values: [Double]) -> Bool {
        let mean = values.reduce(0, +) / Double(values.count)
        var cross = 0.0
        var square = 0.0
        for index in 1..<values.count {
            cross += (values[index] - mean) * (values[index - 1] - mean)
            square += (values[index - 1] - mean) * (values[index - 1] - mean)
        }
        let slope = square > 0 ? cross / square : 0
        let rest = (1..<values.count).map { values[$0] - mean - slope * (values[$0 - 1] - mean) }
        let center = rest.reduce(0, +) / Double(rest.count)
        let moments = (2...4).map { power in
            rest.reduce(0) { $0 + pow($1 - center, Double(power)) } / Double(rest.count)
        }
        guard moments[0] > 0 else { return false }
        return moments[2] / (moments[0] * moments[0]) - 3 > 8 || abs(moments[1]) / pow(moments[0], 1.5) > 2
    }
}
