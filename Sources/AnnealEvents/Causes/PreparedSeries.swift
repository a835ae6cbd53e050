/// A series with its unruly variables mapped to ranks.
struct PreparedSeries {
    /// For each variable its values, mapped or not.
    let values: [[Double]]
    /// The variables that were mapped.
    let ranked: [Int]
    private let maps: [GaussianRanks?]

    init(_ series: MultivariateSeries, _ transform: CausalDiscovery.Transform) {
        maps = series.values.map { values in
            let isWanted =
                switch transform {
                case .automatic: GaussianRanks.areWanted(for: values)
                case .none: false
                case .ranks: true
                }
            return isWanted ? GaussianRanks(values) : nil
        }
        ranked = maps.indices.filter { [maps] in maps[$0] != nil }
        values = zip(series.values, maps).map { values, map in map.map { values.map($0.map) } ?? values }
    }

    /// Other values of the same variables, mapped in the same way.
    func mapped(_ other: [[Double]]) -> [[Double]] {
        zip(other, maps).map { values, map in map.map { values.map($0.map) } ?? values }
    }
}
