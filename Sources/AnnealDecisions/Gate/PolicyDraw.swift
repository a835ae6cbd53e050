public import AnnealFoundation
public import Foundation

/// Whether the fixed or the learned policy decides this time, drawn by a key: the same key always falls on the same side, as
/// long as shares and charge stay.
public struct PolicyDraw: Sendable, Hashable {
    /// The names under which a decision keeps the probabilities of the fixed and the learned policy.
    static let (fixedShare, learnedShare) = ("p.fixed", "p.learned")

    /// Who is in charge.
    public let charge: PolicyGate.Charge
    /// The probability of the learned policy.
    public let share: Double
    /// Whether the learned policy decides.
    public let isLearned: Bool

    /// Draws.
    ///
    /// - Parameters:
    ///   - key: decides alone.
    ///   - charge: who is in charge.
    ///   - exploration: the probability of the policy that is not.
    public init(key: String, charge: PolicyGate.Charge, exploration: Double) {
        self.charge = charge
        share = charge == .fixed ? exploration : 1 - exploration
        isLearned = Self.number(of: key) < share
    }

    /// The probability of what was drawn.
    public var probability: Double { isLearned ? share : 1 - share }

    /// Whether the policy decides that is not in charge.
    public var isTrial: Bool { isLearned == (charge == .fixed) }

    /// A number of 0 ..< 1 that only the key decides.
    static func number(of key: String) -> Double {
        let digits = ContentDigest(of: key).hex.prefix(13)
        return Double(Int(digits, radix: 16) ?? 0) / Double(1 << 52)
    }

    /// Takes the probabilities out of a decision's state, so that no gate counts it.
    static func forgetShares(of decision: inout Decision) {
        decision.state[fixedShare] = nil
        decision.state[learnedShare] = nil
    }

    /// The decision, to be logged.
    ///
    /// - Parameters:
    ///   - id: its identifier.
    ///   - point: the decision point.
    ///   - run: the run, if any.
    ///   - task: the task, if any.
    ///   - features: what is known of it.
    ///   - candidates: the fixed way and the learned one.
    ///   - version: the learned policy's.
    ///   - time: when.
    /// - Returns: the decision, with the probabilities of both in its state.
    public func decision(
        _ id: String, point: String, run: RunID? = nil, task: TaskID? = nil, features: [String: Double],
        candidates: [String], version: String, time: Date
    ) -> Decision {
        var state = features
        state[Self.fixedShare] = 1 - share
        state[Self.learnedShare] = share
        let reason =
            isLearned
            ? charge == .fixed ? "tried with a small probability" : "the learned policy is in charge"
            : charge == .fixed ? "the fixed policy is in charge" : "kept with a small probability, to compare"
        return Decision(
            id: id, point: point, run: run, task: task, state: state, candidates: candidates, choice: isLearned ? 1 : 0,
            probability: probability, policy: isLearned ? version : "fixed/1", reason: reason, time: time)
    }
}
