internal import AnnealLearning

/// Finds which variables of a series move which others, and after how long.
public struct CausalDiscovery: Sendable {
    /// How links are found.
    public enum Method: String, Sendable, CaseIterable {
        /// A sparse vector autoregression by Bayesian variable selection.
        case sparse
        /// PC1 and momentary conditional independence, by partial correlation.
        case pcmci
        /// Granger's test: least squares on all past values, a t test for each.
        case granger
    }

    /// When a variable is mapped to normal scores of its ranks.
    public enum Transform: String, Sendable, CaseIterable {
        /// When its innovations have outliers or are very skewed.
        case automatic
        /// Never.
        case none
        /// Always.
        case ranks
    }

    /// The longest lag, in time steps, at least 1.
    public var lags = 3
    /// How links are found.
    public var method = Method.sparse
    /// When variables are mapped to ranks.
    public var transform = Transform.automatic
    /// The rate of false discoveries that is allowed; `nil` takes links that are more probable than not, or, for methods
    /// without probabilities, those with a p value below 0.01.
    public var falseDiscoveryRate: Double?
    /// How many resamples intervals are made of; 0 makes none.
    public var resamples = 200

    /// The defaults.
    public init() {}

    /// Finds the graph of a series.
    ///
    /// - Parameter series: the measurements.
    /// - Returns: the graph.
    /// - Throws: `CausalError` for constant variables and series that are too short.
    ///   Complexity: O(T (n L)²) to set up, and about a microsecond for each draw of a possible link.
    public func graph(of series: MultivariateSeries) throws(CausalError) -> CausalGraph {
        try series.validate(lags: lags)
        let prepared = PreparedSeries(series, transform)
        let design = LaggedDesign(prepared.values, lags: lags)
        let model = method == .sparse ? SparseDiscovery(design) : nil
        let tests =
            switch method {
            case .sparse: possible(design).map { test($0, in: design, model) }
            case .granger: possible(design).map { test($0, in: design, nil) }
            case .pcmci: conditional(prepared.values)
            }
        // Probabilities of tests lie between 0 and 1, which is all that is asked of them.
        let adjusted =
            (try? MultipleTests.benjaminiHochberg(tests.map(\.correlation.pValue))) ?? tests.map { _ in 1 }
        let chosen = chosen(tests, adjusted)
        let intervals = BlockBootstrap(design, resamples: resamples)
            .coefficients(chosen.map { (tests[$0].from, tests[$0].to, tests[$0].lag) })
        let links = zip(chosen, intervals).map { index, found in
            let test = tests[index]
            return CausalLink(
                from: test.from, to: test.to, lag: test.lag, coefficient: found.value,
                interval: found.interval,
                strength: test.correlation.value, pValue: test.correlation.pValue, qValue: adjusted[index],
                probability: test.probability)
        }
        return CausalGraph(names: series.names, links: links, lags: lags, prepared: prepared, model: model)
    }

    /// What is known of a possible link.
    struct Test {
        var from: Int
        var to: Int
        var lag: Int
        var correlation: PartialCorrelation
        var probability: Double?
    }

    private func chosen(_ tests: [Test], _ adjusted: [Double]) -> [Int] {
        guard method == .sparse else {
            guard let falseDiscoveryRate else { return tests.indices.filter { tests[$0].correlation.pValue < 0.01 } }
            return tests.indices.filter { adjusted[$0] <= falseDiscoveryRate }
        }
        guard let falseDiscoveryRate else { return tests.indices.filter { (tests[$0].probability ?? 0) >= 0.5 } }
        let order = tests.indices.sorted { (tests[$1].probability ?? 0, $0) < (tests[$0].probability ?? 0, $1) }
        let count = FalseDiscovery.count(of: order.map { tests[$0].probability ?? 0 }, rate: falseDiscoveryRate)
        return order[..<count].sorted()
    }

    /// Tests a link given the other causes: those that are more probable than not, or all past values.
    private func test(
        _ link: (from: Int, to: Int, lag: Int), in design: LaggedDesign, _ model: SparseDiscovery?
    ) -> Test {
        let column = design.column(link.from, lag: link.lag)
        let probabilities = model?.posteriors[link.to].probabilities
        let conditions = (0..<design.columns).filter { $0 != column && (probabilities?[$0] ?? 1) >= 0.5 }
        return Test(
            from: link.from, to: link.to, lag: link.lag,
            correlation: PartialCorrelation(column, link.to, given: conditions, in: design),
            probability: probabilities?[column])
    }

    private func conditional(_ values: [[Double]]) -> [Test] {
        ConditionSelection.tests(values, lags: lags).map {
            Test(from: $0.from, to: $0.to, lag: $0.lag, correlation: $0.correlation)
        }
    }

    private func possible(_ design: LaggedDesign) -> [(from: Int, to: Int, lag: Int)] {
        (0..<design.variables).flatMap { to in
            (0..<design.variables).filter { $0 != to }.flatMap { from in (1...lags).map { (from, to, $0) } }
        }
    }
}
