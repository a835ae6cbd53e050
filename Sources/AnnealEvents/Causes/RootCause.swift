internal import Foundation

/// How likely a variable is where an incident came from.
public struct RootCause: Sendable, Hashable {
    /// The variable.
    public var variable: Int
    /// The probability that the incident began in it, one variable being its origin.
    public var probability: Double
    /// By how many standard errors its own innovations have moved since the incident began, with sign.
    public var score: Double
    /// By how many of its usual innovations it has moved.
    public var shift: Double
}

extension CausalGraph {
    /// Ranks the variables by how likely an incident began in them: the one whose values are no longer what the past of
    /// all variables makes of them.
    ///
    /// A fault spreads along the graph, so that many variables move; only where it began does a variable move by more than
    /// its causes tell. That is told by a sparse autoregression, whatever method the links came from.
    ///
    /// - Parameters:
    ///   - incident: measurements of the same variables around the incident, after those that the graph came of.
    ///   - start: the time of the incident's series that the incident began at; `nil` looks for it.
    /// - Returns: all variables, the most likely first.
    /// - Throws: `CausalError` when the series does not match or is too short.
    public func rootCauses(of incident: MultivariateSeries, start: Int?) throws(CausalError) -> [RootCause] {
        guard incident.names == names else {
            throw CausalError(
                message: "the incident has other variables than the series before it",
                remedy: "measure the same variables in the same order")
        }
        if let start, start < 0 || start + 3 > incident.length {
            throw CausalError(
                message:
                    "the incident begins at time \(start) of \(incident.length), three times are needed from there on",
                remedy: "times are counted from 0; measure the incident for longer")
        }
        guard incident.length >= lags + 6 else {
            throw CausalError(
                message: "the incident has \(incident.length) times, \(lags + 6) are needed for lags up to \(lags)",
                remedy: "measure the incident for longer")
        }
        let found = model ?? SparseDiscovery(LaggedDesign(prepared.values, lags: lags))
        let surprises = Surprises(found, prepared.mapped(incident.values))
        let moves = surprises.moves(from: surprises.start(given: start))
        let greatest = moves.map(\.evidence).max() ?? 0
        let total = moves.reduce(0) { $0 + exp($1.evidence - greatest) }
        return moves.enumerated()
            .map { variable, move in
                RootCause(
                    variable: variable, probability: exp(move.evidence - greatest) / total, score: move.score,
                    shift: move.shift)
            }
            .sorted { ($1.probability, abs($1.score), $0.variable) < ($0.probability, abs($0.score), $1.variable) }
    }
}
