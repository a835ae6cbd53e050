internal import Foundation

/// How much a model is surprised by a session.
///
/// `nats` is −ln of a probability: that of the most unexpected event, or, for a rule that held for n sessions and failed
/// for v, (v + 1) / (n + 1). The probability of the next failure by Laplace's rule of succession is about that.
struct SequenceEvidence: Sendable {
    /// Zero when nothing is unexpected.
    var nats = 0.0
    /// What it is; asked for only when a person wants to know.
    var finding: Finding?

    /// Something unexpected, with kinds by number.
    enum Finding: Sendable {
        case unknown(kind: Int, position: Int)
        case count(CountRules.Rule, first: Int, second: Int)
        case together(Int, Int, position: Int, support: Int)
        case missing(Int, of: Int, support: Int)
        case order(OrderRules.Relation, Int, Int, support: Int)
        case transition(position: Int, kind: Int?, after: Int?, probability: Double, usual: [Int?])
    }

    /// Keeps the larger of two.
    mutating func raise(to nats: Double, _ finding: @autoclosure () -> Finding) {
        guard nats > self.nats else { return }
        self.nats = nats
        self.finding = finding()
    }

    /// The weight of a broken rule that held for all but `failures` of `support` sessions.
    static func ofRule(support: Double, failures: Double) -> Double {
        max(0, log((support + 1) / (failures + 1)))
    }
}
