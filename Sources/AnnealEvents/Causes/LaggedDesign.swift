/// The regression of every variable on the past of all: rows are times, columns are variables at lags.
///
/// Column `(lag - 1) * variables + variable` is a variable at a lag. Variables are centred and scaled to innovations of
/// size 1: what is left of a variable when its own last value is taken into account.
struct LaggedDesign: Sendable {
    let variables: Int
    let lags: Int
    /// Rows, the times from `lags` on.
    let rows: Int
    /// Columns.
    var columns: Int { variables * lags }
    /// Past values, a row after the other.
    let past: [Double]
    /// Values to be explained, a row after the other.
    let present: [Double]
    /// Products of columns, `columns × columns`.
    let gram: [Double]
    /// Products of columns and of what is explained, for each variable `columns` numbers.
    let moments: [[Double]]
    /// Sums of squares of what is explained.
    let squares: [Double]
    /// The size of an innovation in the variable's unit.
    let scales: [Double]
    /// The means that were taken off, in units of `scales`: of columns, then of what is explained.
    let columnMeans: [Double]
    let presentMeans: [Double]

    init(_ values: [[Double]], lags: Int) {
        variables = values.count
        self.lags = lags
        let length = values.first?.count ?? 0
        rows = length - lags
        scales = values.map(Self.innovationScale)
        let scaled = zip(values, scales).map { series, scale in series.map { $0 / scale } }
        let columns = values.count * lags
        var past = [Double](repeating: 0, count: rows * columns)
        var present = [Double](repeating: 0, count: rows * variables)
        for row in 0..<rows {
            for variable in 0..<variables {
                present[row * variables + variable] = scaled[variable][row + lags]
                for lag in 1...lags {
                    past[row * columns + (lag - 1) * variables + variable] = scaled[variable][row + lags - lag]
                }
            }
        }
        columnMeans = Self.center(&past, columns: columns)
        presentMeans = Self.center(&present, columns: variables)
        var gram = [Double](repeating: 0, count: columns * columns)
        var moments = [Double](repeating: 0, count: columns * variables)
        var squares = [Double](repeating: 0, count: variables)
        for row in 0..<rows {
            let p = row * columns
            let q = row * variables
            for i in 0..<columns {
                let value = past[p + i]
                for j in 0...i { gram[i * columns + j] += value * past[p + j] }
                for j in 0..<variables { moments[j * columns + i] += value * present[q + j] }
            }
            for j in 0..<variables { squares[j] += present[q + j] * present[q + j] }
        }
        for i in 0..<columns {
            for j in 0..<i { gram[j * columns + i] = gram[i * columns + j] }
        }
        self.past = past
        self.present = present
        self.gram = gram
        self.moments = (0..<variables).map { Array(moments[$0 * columns..<($0 + 1) * columns]) }
        self.squares = squares
    }

    /// The column of a variable at a lag.
    func column(_ variable: Int, lag: Int) -> Int { (lag - 1) * variables + variable }
    /// The variable of a column.
    func variable(_ column: Int) -> Int { column % variables }
    /// The lag of a column.
    func lag(_ column: Int) -> Int { column / variables + 1 }

    private static func innovationScale(_ series: [Double]) -> Double {
        let mean = series.reduce(0, +) / Double(series.count)
        var cross = 0.0
        var square = 0.0
        for index in 1..<series.count {
            cross += (series[index] - mean) * (series[index - 1] - mean)
            square += (series[index - 1] - mean) * (series[index - 1] - mean)
        }
        let slope = square > 0 ? cross / square : 0
        var rest = 0.0
        for index in 1..<series.count {
            let difference = series[index] - mean - slope * (series[index - 1] - mean)
            rest += difference * difference
        }
        let scale = (rest / Double(series.count - 1)).squareRoot()
        // A variable that its past tells without error has no innovations; its spread stands in for them.
        let spread = (square / Double(series.count - 1)).squareRoot()
        return max(scale, 1e-6 * spread, .leastNormalMagnitude)
    }

    private static func center(_ values: inout [Double], columns: Int) -> [Double] {
        let rows = values.count / columns
        return (0..<columns).map { column in
            var mean = 0.0
            for row in 0..<rows { mean += values[row * columns + column] }
            mean /= Double(rows)
            for row in 0..<rows { values[row * columns + column] -= mean }
            return mean
        }
    }
}
