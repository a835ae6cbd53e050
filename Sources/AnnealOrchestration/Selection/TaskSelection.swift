public import AnnealDecisions
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs
internal import Foundation

/// Chooses how each task of a run is worked on: by the fixed policy, or by a learned one that the gate put in charge.
///
/// What a learned policy chooses is tried first, and the fixed way follows wherever the checks do not pass; so trying it
/// can cost tokens, and hardly a result. While a policy runs in the shadow, a small share of the tasks tries it; while it is
/// in charge, the same share goes to the fixed way. Both are logged with their probabilities, so that the gate can judge.
public struct TaskSelection: Sendable {
    /// What is decided.
    private static let arm = ArmPoint()
    /// The point's name in the log.
    static let point = arm.name

    /// Models, gates and their changes.
    public var store: PolicyStore
    /// The share of tasks on which the policy that is not in charge is tried, 0 to 0.2.
    public var exploration: Double

    /// Creates a selection.
    ///
    /// - Parameters:
    ///   - store: models, gates and their changes.
    ///   - exploration: the share of tasks on which the policy that is not in charge is tried; cut to 0 ... 0.2.
    public init(store: PolicyStore, exploration: Double) {
        self.store = store
        self.exploration = min(Self.arm.exploration, max(0, exploration))
    }

    /// How a task is worked on.
    struct Choice {
        /// Settings of each stage; one stage without settings is the fixed way.
        var stages: [[String: String]]
        /// The decision, to be logged.
        var decision: Decision
        /// What the learned policy would do, how sure that is, and why.
        var tools: ToolSelection

        /// How sure the choice is, and why, where the learned policy made it.
        var told: [String: JSONValue] {
            guard decision.choice == 1 else { return [:] }
            return [
                "confidence": tools.confidence.map { .double($0) } ?? .null,
                "reasons": .array(tools.reasons.map { .string($0) }),
            ]
        }
    }

    /// What is known of a task when its way is chosen.
    struct Subject {
        var run: RunID
        var task: PlanTask
        var attempt: Int
        var specification: SpecDocument
        /// The model's name.
        var model: String
        /// The settings in force.
        var settings: [String: String]
        /// Settings that were given on the command line.
        var flags: [String: String]

        /// Whether a person has said how the workflow is to work; then nothing is chosen.
        var isTold: Bool {
            if flags.keys.contains(where: { $0.hasPrefix("workflow.") }) { return true }
            return Setting.all.contains { setting in
                setting.key.hasPrefix("workflow.") && settings[setting.key].map { $0 != setting.standard } ?? false
            }
        }

        /// The identifier of the decision.
        var decision: String { "\(run)/\(TaskSelection.point)/\(task.id)/\(attempt)" }
    }

    /// Chooses how a task is worked on.
    ///
    /// - Parameters:
    ///   - subject: the task.
    ///   - before: the decision, if it was made before the run was interrupted.
    ///   - time: when.
    /// - Returns: `nil` where there is no learned policy to ask: the fixed way, and nothing to log.
    /// - Throws: `SuiteError`, `LearningError` when a stored policy cannot be read or used.
    func choose(_ subject: Subject, before: Decision?, at time: Date) throws -> Choice? {
        guard !subject.isTold else { return nil }
        let gate = try store.gate(of: Self.point)
        guard let version = gate.version else { return nil }
        let policy = try store.policy(version, point: Self.point)
        let features = Self.arm.state(of: subject.specification.only(subject.task.requirements))
        let learned = try ArmPlan(policy.policy(), arms: policy.arms, features: features, model: subject.model)
        guard !learned.arms.isEmpty else { return nil }
        let candidates = learned.candidates(of: version)
        // A decision of another version is kept, and counts for nothing: what it chose is not there any more.
        if let before, before.candidates != candidates { return nil }
        let draw = PolicyDraw(key: subject.decision, charge: gate.charge, exploration: exploration)
        let decision =
            before
            ?? draw.decision(
                subject.decision, point: Self.point, run: subject.run, task: subject.task.id, features: features,
                candidates: candidates, version: version, time: time)
        return Choice(
            stages: decision.choice == 1 ? learned.arms.map(\.settings) + [[:]] : [[:]], decision: decision,
            tools: try ToolSelection(policy, features: features, model: subject.model))
    }

    /// What came of a decision, 0 to 1: mostly whether the checks pass, and how few tokens it took.
    ///
    /// - Parameters:
    ///   - unmet: checks that do not pass.
    ///   - tokens: prompts without cached parts, and what was generated.
    /// - Returns: the reward.
    /// - Throws: `SuiteError` when the policy that is watched cannot be read.
    func reward(unmet: Int, tokens: Int) throws -> Double {
        let version = try store.gate(of: Self.point).version
        let usual = try version.flatMap { try store.policy($0, point: Self.point).usualTokens }
        return Self.arm.reward(of: [
            "passes": unmet == 0 ? 1 : 0, "tokens": Double(tokens),
            "usualTokens": usual ?? SelectionReward.commonTokens,
        ])
    }

    /// Lets the gate learn from the decisions of a run.
    ///
    /// - Parameters:
    ///   - decisions: the run's decisions with their outcomes; those of other points are passed over.
    ///   - time: when.
    /// - Returns: the changes of who is in charge.
    /// - Throws: `SuiteError` when the gate cannot be read or stored.
    func learn(from decisions: [(Decision, Outcome?)], at time: Date) throws -> [GateChange] {
        try store.learn(from: decisions, at: Self.point, time: time)
    }
}

extension SpecDocument {
    /// The document with some of its requirements: what a task is about.
    func only(_ requirements: [RequirementID]) -> SpecDocument {
        var copy = self
        copy.requirements = self.requirements.filter { requirements.contains($0.id) }
        return copy
    }
}
