/// A policy followed by the fixed way, as runs follow it: the fixed way comes last wherever no checks passed before, and
/// nothing comes after it.
struct FixedLastPolicy: TrialPolicy {
    let policy: any TrialPolicy
    /// The place of the fixed way.
    let fixed: Int

    init(_ policy: any TrialPolicy, fixed: Int) {
        self.policy = policy
        self.fixed = fixed
    }

    func next(features: [Double], after trials: [Trial]) throws -> Int? {
        guard trials.last?.arm != fixed else { return nil }
        // The last try that there is belongs to the fixed way.
        guard trials.count < OutcomeMatrix.mostTrials - 1 else { return fixed }
        return try policy.next(features: features, after: trials) ?? fixed
    }
}

/// Learns as another learner does; what it learned is followed by the fixed way.
public struct FixedLastLearner: SelectionLearner {
    let base: any SelectionLearner
    let fixed: Int

    /// Creates a learner.
    ///
    /// - Parameters:
    ///   - base: what learns.
    ///   - fixed: the place of the fixed way among the arms.
    public init(_ base: any SelectionLearner, fixed: Int) {
        self.base = base
        self.fixed = fixed
    }

    /// The base's name.
    public var name: String { base.name }

    /// Learns.
    public func train(on problem: SelectionProblem) throws -> any TrialPolicy {
        FixedLastPolicy(try base.train(on: problem), fixed: fixed)
    }
}

/// Learns nothing: one arm, always.
public struct ArmLearner: SelectionLearner {
    /// What stands in tables.
    public let name: String
    let arm: Int

    /// Creates a learner.
    ///
    /// - Parameters:
    ///   - name: what stands in tables.
    ///   - arm: the arm's place.
    public init(_ name: String, arm: Int) {
        self.name = name
        self.arm = arm
    }

    /// The arm.
    public func train(on problem: SelectionProblem) -> any TrialPolicy { ArmCascade([arm]) }
}
