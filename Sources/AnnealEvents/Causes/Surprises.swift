internal import Foundation

/// How far each variable has left what the past of all variables makes of it since an incident began.
///
/// Normal and incident times are one regression with a step in it: a column that is 0 before the incident and 1 from then
/// on. The evidence of a move is the Bayes factor of that column, over all models that were drawn for the variable; that
/// coefficients are not known for sure, and that the incident itself tells of them, is taken into account thereby.
struct Surprises {
    /// How much a variable has moved by itself.
    struct Move {
        /// The height of the step in units of noise.
        var shift: Double
        /// The same in standard errors.
        var score: Double
        /// The logarithm of how much more likely the values are with a step than without one.
        var evidence: Double
    }

    private let found: SparseDiscovery
    private let rows: Int
    /// Past and present of the incident, in the design's units, the normal means taken off.
    private let past: [[Double]]
    private let present: [[Double]]
    /// Sums over the incident's rows.
    private let pastSums: [Double]
    private let presentSums: [Double]
    /// Products over normal and incident times, means taken off.
    private let gram: [Double]
    private let moments: [[Double]]
    private let squares: [Double]

    init(_ found: SparseDiscovery, _ incident: [[Double]]) {
        self.found = found
        let design = found.design
        let columns = design.columns
        rows = (incident.first?.count ?? 0) - design.lags
        past = (0..<rows).map { row in
            (0..<columns).map { column in
                let variable = design.variable(column)
                return incident[variable][row + design.lags - design.lag(column)] / design.scales[variable]
                    - design.columnMeans[column]
            }
        }
        present = (0..<rows).map { row in
            (0..<design.variables).map {
                incident[$0][row + design.lags] / design.scales[$0] - design.presentMeans[$0]
            }
        }
        let pastSums = Self.sums(past, columns)
        let presentSums = Self.sums(present, design.variables)
        let total = Double(design.rows + rows)
        var gram = design.gram
        var moments = design.moments
        var squares = design.squares
        for (x, y) in zip(past, present) {
            for i in 0..<columns {
                for j in 0..<columns { gram[i * columns + j] += x[i] * x[j] }
                for j in 0..<design.variables { moments[j][i] += x[i] * y[j] }
            }
            for j in 0..<design.variables { squares[j] += y[j] * y[j] }
        }
        for i in 0..<columns {
            for j in 0..<columns { gram[i * columns + j] -= pastSums[i] * pastSums[j] / total }
            for j in 0..<design.variables { moments[j][i] -= pastSums[i] * presentSums[j] / total }
        }
        for j in 0..<design.variables { squares[j] -= presentSums[j] * presentSums[j] / total }
        self.pastSums = pastSums
        self.presentSums = presentSums
        self.gram = gram
        self.moments = moments
        self.squares = squares
    }

    /// The row that the incident begins in.
    ///
    /// - Parameter time: the time it began at, if that is known; otherwise the row with the most evidence is taken.
    /// - Returns: the row, from 0.
    func start(given time: Int?) -> Int {
        if let time { return min(max(0, time - found.design.lags), rows - 3) }
        var best = (row: 0, evidence: -Double.infinity)
        for row in 0...max(0, rows - 5) {
            let evidence = moves(from: row, models: 3).map(\.evidence).max() ?? 0
            if evidence > best.evidence { best = (row, evidence) }
        }
        return best.row
    }

    /// How much each variable has moved by itself from a row on.
    ///
    /// - Parameters:
    ///   - first: the row.
    ///   - limit: how many models of a variable are averaged, the most probable first.
    /// - Returns: a move a variable.
    func moves(from first: Int, models limit: Int = 100) -> [Move] {
        let count = Double(rows - first)
        let total = Double(found.design.rows + rows)
        let stepPast = zip(Self.sums(Array(past[first...]), pastSums.count), pastSums).map { $0 - count * $1 / total }
        let stepPresent = zip(Self.sums(Array(present[first...]), presentSums.count), presentSums)
            .map { $0 - count * $1 / total }
        let stepSquare = count - count * count / total
        return (0..<found.design.variables).map { variable in
            let models = found.posteriors[variable].models.prefix(limit)
            let steps = models.map { step(variable, $0, stepPast, stepPresent[variable], stepSquare) }
            let weight = models.reduce(0) { $0 + $1.weight }
            let greatest = steps.map(\.evidence).max() ?? 0
            var move = Move(shift: 0, score: 0, evidence: 0)
            for (model, step) in zip(models, steps) {
                let share = model.weight / weight
                move.shift += share * step.shift
                move.score += share * step.score
                move.evidence += share * exp(step.evidence - greatest)
            }
            move.evidence = greatest + log(move.evidence)
            return move
        }
    }

    private func step(
        _ variable: Int, _ model: SparseRegression.Model, _ past: [Double], _ present: Double, _ square: Double
    ) -> Move {
        let prior = found.priors[variable]
        var matrix = SmallMatrix(gram, size: found.design.columns, rows: model.columns)
        for (index, column) in model.columns.enumerated() { matrix[index, index] += 1 / prior.variances[column] }
        let inverse = matrix.inverse()
        let products = model.columns.map { moments[variable][$0] }
        let coefficients = inverse.times(products)
        let explained = zip(products, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        let rest = max(squares[variable] - explained, 1e-9 * squares[variable])
        let cross = model.columns.map { past[$0] }
        let residual = present - zip(cross, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        let projected = zip(cross, inverse.times(cross)).reduce(0) { $0 + $1.0 * $1.1 }
        // A step is believed to be of the size of the noise, before the data.
        let schur = max(square - projected, 0) + 1
        let gain = min(residual * residual / schur, rest * (1 - 1e-12))
        let freedom = Double(found.design.rows + rows - 1)
        let noise = ((rest - gain) / freedom).squareRoot()
        return Move(
            shift: residual / schur / noise, score: residual / schur.squareRoot() / noise,
            evidence: -0.5 * log(schur) - 0.5 * freedom * log1p(-gain / rest))
    }

    private static func sums(_ rows: [[Double]], _ width: Int) -> [Double] {
        rows.reduce(into: [Double](repeating: 0, count: width)) { sums, row in
            for index in 0..<width { sums[index] += row[index] }
        }
    }
}
