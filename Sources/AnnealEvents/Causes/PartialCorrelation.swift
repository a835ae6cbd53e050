internal import AnnealLearning

/// Tests of whether a past value and a present value belong together when others are known.
struct PartialCorrelation {
    /// The correlation that is left, between -1 and 1.
    let value: Double
    /// The probability of one at least as strong when there is none.
    let pValue: Double

    /// Tests a column against a target given other columns.
    ///
    /// - Parameters:
    ///   - column: the column of the past value.
    ///   - target: the variable whose present value it is.
    ///   - conditions: columns that are known; the column itself must not be among them.
    ///   - design: columns and targets.
    init(_ column: Int, _ target: Int, given conditions: [Int], in design: LaggedDesign) {
        let size = design.columns
        var matrix = SmallMatrix(size: conditions.count + 2)
        let columns = conditions + [column]
        for (i, row) in columns.enumerated() {
            for (j, other) in columns.enumerated() { matrix[i, j] = design.gram[row * size + other] }
            matrix[i, columns.count] = design.moments[target][row]
            matrix[columns.count, i] = matrix[i, columns.count]
        }
        matrix[columns.count, columns.count] = design.squares[target]
        // The last two pivots hold what is left of both when the conditions are taken out.
        let lower = matrix.cholesky()
        let last = columns.count
        let cross = lower[last, last - 1]
        let rest = lower[last, last]
        let freedom = Double(design.rows - conditions.count - 2)
        // A column that the conditions tell already has nothing left to correlate.
        let own = lower[last - 1, last - 1]
        guard own * own > 1e-9 * matrix[last - 1, last - 1], rest > 0 else {
            value = 0
            pValue = 1
            return
        }
        value = cross / (cross * cross + rest * rest).squareRoot()
        guard freedom > 0, abs(value) < 1 else {
            pValue = freedom > 0 ? 0 : 1
            return
        }
        pValue = StudentDistribution.tails(
            value * (freedom / (1 - value * value)).squareRoot(), freedom: freedom)
    }
}
