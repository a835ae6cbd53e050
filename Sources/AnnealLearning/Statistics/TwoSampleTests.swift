/// What a test of a hypothesis found.
public struct TestResult: Sendable, Hashable, Codable {
    /// The test's statistic.
    public let statistic: Double
    /// How probable a statistic at least as far out is when there is no difference, on both sides.
    public let probability: Double
}

/// Tests of whether two samples differ, such as the returns of two policies.
public enum TwoSampleTests {
    /// Welch's test: do the means differ? The variances may.
    ///
    /// - Parameters:
    ///   - first: at least two values.
    ///   - second: at least two values.
    /// - Returns: t and its probability. Without any variance: t infinite with probability 0 when the means differ, 0
    ///   with probability 1 when they do not.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than two values, `notFinite`.
    ///
    /// Source: B. L. Welch, "The Generalization of 'Student's' Problem when Several Different Population Variances are
    /// Involved", Biometrika 34 (1947).
    public static func welch(_ first: [Double], _ second: [Double]) throws(LearningError) -> TestResult {
        let a = try summary(first)
        let b = try summary(second)
        let difference = a.mean - b.mean
        let va = a.variance / Double(a.count)
        let vb = b.variance / Double(b.count)
        guard va + vb > 0 else {
            guard difference != 0 else { return TestResult(statistic: 0, probability: 1) }
            return TestResult(statistic: difference > 0 ? .infinity : -.infinity, probability: 0)
        }
        let t = difference / (va + vb).squareRoot()
        let freedom = (va + vb) * (va + vb) / (va * va / Double(a.count - 1) + vb * vb / Double(b.count - 1))
        return TestResult(statistic: t, probability: 2 * StudentDistribution.cumulative(-abs(t), freedom: freedom))
    }

    /// The test of Mann and Whitney: is a value of one sample larger than one of the other as often as smaller? Takes no
    /// distribution for granted. The probability is the normal approximation with corrections for ties and continuity.
    ///
    /// - Parameters:
    ///   - first: at least two values.
    ///   - second: at least two values.
    /// - Returns: U of the first sample (pairs in which it is larger, ties one half) and its probability; good from about
    ///   eight values each.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than two values, `notFinite`.
    /// - Complexity: O(n log n).
    ///
    /// Source: H. B. Mann, D. R. Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger than
    /// the Other", Annals of Mathematical Statistics 18 (1947).
    public static func mannWhitney(_ first: [Double], _ second: [Double]) throws(LearningError) -> TestResult {
        _ = try summary(first)
        _ = try summary(second)
        let all = first + second
        let (ranks, ties) = Ranks.of(all)
        let n1 = Double(first.count)
        let n2 = Double(second.count)
        let sum = ranks[..<first.count].reduce(0, +)
        let u = sum - n1 * (n1 + 1) / 2
        let n = n1 + n2
        let variance = n1 * n2 / 12 * (n + 1 - ties / (n * (n - 1)))
        guard variance > 0 else { return TestResult(statistic: u, probability: 1) }
        let distance = max(0, abs(u - n1 * n2 / 2) - 0.5)
        return TestResult(
            statistic: u, probability: min(1, 2 * NormalDistribution.cumulative(-distance / variance.squareRoot())))
    }

    /// A test by permutation: how often does dealing the values anew to the samples make their means differ as much?
    ///
    /// - Parameters:
    ///   - first: at least two values.
    ///   - second: at least two values.
    ///   - permutations: how many times they are dealt.
    ///   - random: deals.
    /// - Returns: the difference of the means and its probability, at least 1 / (permutations + 1).
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than two values or one permutation, `notFinite`.
    public static func permutation(
        _ first: [Double], _ second: [Double], permutations: Int = 9_999, random: inout RandomSource
    ) throws(LearningError) -> TestResult {
        let difference = try summary(first).mean - summary(second).mean
        guard permutations > 0 else {
            throw LearningError(
                code: .invalidArgument, message: "\(permutations) permutations", place: "TwoSampleTests.permutation")
        }
        var all = first + second
        let total = all.reduce(0, +)
        var extreme = 1
        for _ in 0..<permutations {
            var sum = 0.0
            for index in first.indices {
                all.swapAt(index, index + random.index(below: all.count - index))
                sum += all[index]
            }
            let dealt = sum / Double(first.count) - (total - sum) / Double(second.count)
            // Equal up to rounding counts as equal.
            if abs(dealt) >= abs(difference) * (1 - 1e-12) { extreme += 1 }
        }
        return TestResult(statistic: difference, probability: Double(extreme) / Double(permutations + 1))
    }

    private static func summary(_ values: [Double]) throws(LearningError) -> SampleSummary {
        guard values.count > 1 else {
            throw LearningError(
                code: .invalidArgument, message: "a test needs at least two values, not \(values.count)",
                place: "TwoSampleTests")
        }
        return try SampleSummary(values)
    }
}

/// Ranks of values.
enum Ranks {
    /// The rank of each value from 1, equal values sharing the mean of theirs; and the sum of t³ - t over groups of t
    /// equal values.
    static func of(_ values: [Double]) -> (ranks: [Double], ties: Double) {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var ties = 0.0
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
            let count = Double(end - start)
            ties += count * count * count - count
            start = end
        }
        return (ranks, ties)
    }
}
