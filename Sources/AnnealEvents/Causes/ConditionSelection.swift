/// The PCMCI algorithm with partial correlations: conditions are chosen by PC1, links tested by momentary conditional
/// independence.
///
/// Source: J. Runge and others, "Detecting and quantifying causal associations in large nonlinear time series datasets",
/// Science Advances 5 (2019), algorithms S1 and S2.
struct ConditionSelection {
    /// A test of every possible link.
    struct Test {
        var from: Int
        var to: Int
        var lag: Int
        var correlation: PartialCorrelation
    }

    /// The level at which PC1 drops a condition.
    static let level = 0.2

    /// Tests all links between different variables.
    ///
    /// - Parameters:
    ///   - values: for each variable its values.
    ///   - lags: the longest lag of a link.
    /// - Returns: a test for each pair and lag, by target, source and lag.
    static func tests(_ values: [[Double]], lags: Int) -> [Test] {
        // Conditions of a source are shifted by its lag, so that columns reach back twice as far.
        let design = LaggedDesign(values, lags: 2 * lags)
        let parents = (0..<design.variables).map { self.parents(of: $0, lags: lags, design) }
        var tests: [Test] = []
        for target in 0..<design.variables {
            for source in 0..<design.variables where source != target {
                for lag in 1...lags {
                    let column = design.column(source, lag: lag)
                    var conditions = parents[target].filter { $0 != column }
                    for parent in parents[source] {
                        let shifted = design.column(design.variable(parent), lag: design.lag(parent) + lag)
                        if shifted != column, !conditions.contains(shifted) { conditions.append(shifted) }
                    }
                    let correlation = PartialCorrelation(column, target, given: conditions, in: design)
                    tests.append(Test(from: source, to: target, lag: lag, correlation: correlation))
                }
            }
        }
        return tests
    }

    /// PC1: candidates are tested given the strongest others, ever more of them, and dropped where nothing is left.
    private static func parents(of target: Int, lags: Int, _ design: LaggedDesign) -> [Int] {
        var candidates = Array(0..<design.variables * lags)
        var size = 0
        while size < candidates.count {
            var strengths: [(column: Int, strength: Double)] = []
            for column in candidates {
                let conditions = Array(candidates.filter { $0 != column }.prefix(size))
                let test = PartialCorrelation(column, target, given: conditions, in: design)
                if test.pValue <= level { strengths.append((column, abs(test.value))) }
            }
            candidates = strengths.sorted { ($1.strength, $0.column) < ($0.strength, $1.column) }.map(\.column)
            size += 1
        }
        return candidates
    }
}
