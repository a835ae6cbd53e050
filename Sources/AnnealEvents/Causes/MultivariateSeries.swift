/// Several quantities measured at the same equally spaced times.
public struct MultivariateSeries: Sendable, Hashable {
    /// The variables' names.
    public let names: [String]
    /// For each variable its values in time.
    public let values: [[Double]]

    /// How many times were measured.
    public var length: Int { values.first?.count ?? 0 }

    /// Creates a series.
    ///
    /// - Parameters:
    ///   - values: for each variable its values in time, all of the same length.
    ///   - names: the variables' names; `nil` numbers them from 0.
    /// - Throws: `CausalError` when there are fewer than two variables, lengths differ, or a value is not finite.
    public init(_ values: [[Double]], names: [String]? = nil) throws(CausalError) {
        let names = names ?? values.indices.map(String.init)
        guard values.count > 1 else {
            throw CausalError(
                message: "there \(values.isEmpty ? "are no variables" : "is one variable"), two are needed at least")
        }
        guard names.count == values.count else {
            throw CausalError(message: "there are \(names.count) names for \(values.count) variables")
        }
        for (index, series) in values.enumerated() {
            guard series.count == values[0].count else {
                throw CausalError(
                    message: "variable \(names[index]) has \(series.count) values, variable \(names[0]) has "
                        + "\(values[0].count)", remedy: "measure all variables at the same times")
            }
            if let time = series.firstIndex(where: { !$0.isFinite }) {
                throw CausalError(
                    message: "variable \(names[index]) has no finite value at time \(time)",
                    remedy: "fill the gap (interpolate) or leave out the times with gaps")
            }
            if let time = series.firstIndex(where: { abs($0) > 1e100 }) {
                throw CausalError(
                    message: "variable \(names[index]) is beyond 1e100 at time \(time)",
                    remedy: "measure it in a larger unit")
            }
        }
        self.names = names
        self.values = values
    }

    /// Makes sure that causes can be looked for.
    ///
    /// - Parameter lags: the longest lag.
    /// - Throws: `CausalError` for a constant variable and for a series that is too short.
    func validate(lags: Int) throws(CausalError) {
        let needed = lags + max(20, 2 * lags + 10)
        guard length >= needed else {
            throw CausalError(
                message: "the series has \(length) times, \(needed) are needed for lags up to \(lags)",
                remedy: "measure for longer, or ask for a shorter lag")
        }
        for (index, series) in values.enumerated() {
            // Past values end before the last times, present ones begin after the first.
            guard Self.varies(series.dropFirst(lags)), Self.varies(series.dropLast(lags)) else {
                throw CausalError(message: "variable \(names[index]) is constant", remedy: "leave the variable out")
            }
        }
    }

    private static func varies(_ series: ArraySlice<Double>) -> Bool {
        guard let least = series.min(), let greatest = series.max() else { return false }
        return greatest - least > 1e-12 * max(abs(least), abs(greatest))
    }
}

/// Causes cannot be looked for in some data.
public struct CausalError: Error, Sendable, Hashable {
    /// What is wrong.
    public var message: String
    /// What helps.
    public var remedy: String?

    /// Creates an error.
    public init(message: String, remedy: String? = nil) {
        self.message = message
        self.remedy = remedy
    }
}
