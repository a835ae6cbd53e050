import AnnealLearning
import Testing

@testable import AnnealEvents

@Suite struct StatisticsTests {
    private func near(_ one: Double, _ other: Double, _ tolerance: Double = 1e-10) -> Bool {
        abs(one - other) <= tolerance * max(1, abs(other))
    }

    @Test("Claims are made while the expected share of wrong ones stays below the rate")
    func falseDiscovery() {
        #expect(FalseDiscovery.count(of: [0.99, 0.95, 0.9, 0.2], rate: 0.06) == 3)
        #expect(FalseDiscovery.count(of: [0.9], rate: 0.05) == 0)
    }

    @Test("An inverse is one")
    func inverse() {
        var matrix = SmallMatrix(size: 3)
        matrix.values = [4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2]
        let inverse = matrix.inverse()
        for i in 0..<3 {
            for j in 0..<3 {
                let product = (0..<3).reduce(0) { $0 + matrix[i, $1] * inverse[$1, j] }
                #expect(near(product, i == j ? 1 : 0))
            }
        }
        #expect(SmallMatrix(size: 0).inverse().values.isEmpty)
    }

    @Test("A partial correlation is that of what is left by regressions on the conditions")
    func partialCorrelation() {
        let x: [Double] = [1, 3, 2, 5, 4, 6, 8, 7, 9, 12, 10, 11, 14, 13]
        let y: [Double] = [2, 1, 4, 3, 6, 5, 9, 7, 8, 13, 11, 10, 12, 15]
        let design = LaggedDesign([x, y], lags: 1)
        let found = PartialCorrelation(0, 1, given: [1], in: design)
        func rest(_ target: ArraySlice<Double>, _ known: ArraySlice<Double>) -> [Double] {
            let count = Double(target.count)
            let (a, b) = (target.reduce(0, +) / count, known.reduce(0, +) / count)
            let slope =
                zip(target, known).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
                / known.reduce(0) { $0 + ($1 - b) * ($1 - b) }
            return zip(target, known).map { $0 - a - slope * ($1 - b) }
        }
        let (u, v) = (rest(x.dropLast(), y.dropLast()), rest(y.dropFirst(), y.dropLast()))
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(near(found.value, product(u, v) / (product(u, u) * product(v, v)).squareRoot()))
        #expect(PartialCorrelation(0, 1, given: [0], in: design).pValue == 1)
    }

    @Test("Ranks become normal scores, in order, and go on beyond the ends")
    func ranks() {
        let map = GaussianRanks([5, 1, 3, 3, 100])
        #expect(near(map.map(3), NormalDistribution.quantile(0.4)))
        #expect(near(map.map(1), NormalDistribution.quantile(0.1)))
        let mapped = [-4, 1, 2, 3, 4, 5, 50, 100, 200].map(map.map)
        #expect(mapped == mapped.sorted() && Set(mapped).count == mapped.count)
    }
}
