/// Rows of features for trees.
public struct FeatureTable: Sendable, Hashable {
    /// How many rows there are, at least one.
    public let rows: Int
    /// How many features a row has, at least one.
    public let columns: Int
    /// Row after row; NaN where a feature is missing.
    public let values: [Float]

    /// Creates a table.
    ///
    /// - Parameters:
    ///   - values: row after row; NaN where a feature is missing.
    ///   - columns: how many features a row has.
    /// - Throws: `LearningError` of code `shape` when the values are no rows, `invalidArgument` without a row, `notFinite`
    ///   for an infinite value.
    public init(_ values: [Float], columns: Int) throws(LearningError) {
        guard columns > 0, !values.isEmpty else {
            throw LearningError(
                code: .invalidArgument, message: "\(values.count) values in \(columns) columns: there is no row",
                place: "FeatureTable")
        }
        guard values.count % columns == 0 else {
            throw LearningError(
                code: .shape, message: "\(values.count) values are no rows of \(columns)", place: "FeatureTable")
        }
        if let index = values.firstIndex(where: { $0.isInfinite }) {
            throw LearningError(
                code: .notFinite, message: "a value is infinite",
                place: "FeatureTable, row \(index / columns), column \(index % columns)")
        }
        rows = values.count / columns
        self.columns = columns
        self.values = values
    }
}
