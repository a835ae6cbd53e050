/// What was done at a point and what came of it, as far as another policy can learn from it: the candidate, and with what
/// probability each candidate could have been chosen.
public struct PointAction: Sendable, Hashable {
    /// What was known, as policies take it.
    public var vector: [Double]
    /// The candidate that was chosen.
    public var choice: Int
    /// The candidate of the fixed rule.
    public var fixed: Int
    /// With what probability each candidate could have been chosen.
    public var probabilities: [Double]
    /// What it earned, 0 to 1.
    public var reward: Double
    /// The share that is verified, 0 to 1, or passes.
    public var solved: Double
    /// What came of it, by name.
    public var parts: [String: Double]

    /// Reads a decision that was drawn: among all candidates, or between the fixed and a learned policy.
    ///
    /// Nothing comes of one that was not drawn, since it tells nothing of other ways, of one of other features or candidates,
    /// and of one without an outcome.
    ///
    /// - Parameters:
    ///   - decision: the decision.
    ///   - outcome: what came of it.
    ///   - point: its point.
    public init?(_ decision: Decision, _ outcome: Outcome?, at point: any LearnablePoint) {
        let names = point.candidates.map(\.name)
        let place = names.firstIndex { (decision.state["fixed.\($0)"] ?? 0) > 0.5 }
        guard decision.point == point.name, decision.policy != Decision.asked, let outcome, let fixed = place,
            decision.probability < 1, decision.candidates.indices.contains(decision.choice),
            Set(point.features.map(\.name)).isSubset(of: Set(decision.state.keys))
        else { return nil }
        var probabilities = [Double](repeating: 0, count: names.count)
        if decision.candidates == names {
            guard abs(decision.probability * Double(names.count) - 1) < 1e-6 else { return nil }
            probabilities = probabilities.map { _ in decision.probability }
            choice = decision.choice
        } else {
            guard let fixedShare = decision.state[PolicyDraw.fixedShare],
                let learnedShare = decision.state[PolicyDraw.learnedShare], decision.candidates.count == 2,
                let name = decision.candidates[1].split(separator: " ", maxSplits: 1).last,
                let learned = names.firstIndex(of: String(name))
            else { return nil }
            probabilities[fixed] += fixedShare
            probabilities[learned] += learnedShare
            choice = decision.choice == 1 ? learned : fixed
        }
        self.fixed = fixed
        self.probabilities = probabilities
        vector = point.vector(of: decision.state)
        reward = min(1, max(0, outcome.reward))
        parts = outcome.parts
        solved = min(1, max(0, (outcome.parts["regressions"] ?? 0) > 0 ? 0 : outcome.parts["verified"] ?? 0))
    }
}
