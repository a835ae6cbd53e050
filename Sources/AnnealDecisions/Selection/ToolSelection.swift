internal import AnnealFoundation

/// How a task should be worked on, by a learned policy: the choice, how sure it is, what is expected, and why.
public struct ToolSelection: Sendable, Hashable, Codable {
    /// The arms in the order in which they are tried as long as checks do not pass, the fixed way at the end.
    public var plan: [String]
    /// The probability that the best arm of the plan solves the task; the plan may end before it, at an arm whose own checks
    /// pass. `nil` where nothing predicts it.
    public var confidence: Double?
    /// What each arm is expected to bring, also those that were not chosen; empty where nothing predicts it.
    public var expected: [ExpectedPerformance]
    /// Arms that no other one is expected to beat in success, tokens and seconds alike.
    public var front: [String]
    /// Why, in sentences.
    public var reasons: [String]

    /// Selects.
    ///
    /// - Parameters:
    ///   - policy: the stored policy; `nil` for the fixed way.
    ///   - features: what is known of the task, by name.
    ///   - model: the only model that there is; `nil` where each arm has its own.
    /// - Throws: `SuiteError`, `LearningError` when the policy cannot be used.
    public init(_ policy: StoredPolicy?, features: [String: Double], model: String?) throws {
        let last = SelectionArm.fixed(of: model)
        guard let policy else {
            (plan, confidence, expected, front) = ([last], nil, [], [])
            reasons = ["nothing was learned here yet: the fixed way is taken"]
            return
        }
        let arms = try ArmPlan(policy.policy(), arms: policy.arms, features: features, model: model).arms.map(\.name)
        let plan = arms + [last]
        // A choice does not need what is expected of it.
        var expected: [ExpectedPerformance] = []
        var missing: String?
        do {
            expected =
                try policy.predictor.map {
                    try PerformancePredictor($0, source: policy.version).expected(TaskFeatures.vector(features))
                } ?? []
        } catch {
            let words = (error as? any DescribedError)?.message ?? "\(error)"
            missing = "what it is expected to bring cannot be told: \(words)"
        }
        let front = ExpectedPerformance.front(of: expected).map(\.arm)
        confidence = expected.filter { plan.contains($0.arm) }.map(\.success).max()
        reasons = Self.reasons(plan, expected, front) + [missing].compactMap(\.self)
        (self.plan, self.expected, self.front) = (plan, expected, front)
    }

    private static func reasons(_ plan: [String], _ expected: [ExpectedPerformance], _ front: [String]) -> [String] {
        var reasons: [String] = []
        let first = plan[0]
        let (own, last) = (expected.first { $0.arm == first }, expected.first { $0.arm == plan[plan.count - 1] })
        if plan.count == 1 {
            reasons.append("the policy sees nothing to be gained by another way first")
        } else if let own, let last {
            reasons.append(
                "\(first) is expected to solve it in \(percent(own.success)) of such tasks for \(whole(own.tokens.middle)) "
                    + "tokens, \(last.arm) in \(percent(last.success)) for \(whole(last.tokens.middle))")
            reasons.append("where its checks do not pass, \(plan.dropFirst().joined(separator: ", then ")) follows")
        } else {
            reasons.append("the policy tries \(first) first; \(plan[plan.count - 1]) follows where checks do not pass")
        }
        if let own, !front.contains(own.arm), !front.isEmpty {
            reasons.append("another way is expected to be better in everything: \(front.joined(separator: ", "))")
        }
        return reasons
    }

    private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
    private static func whole(_ number: Double) -> String { "\(Int(number.rounded()))" }
}
