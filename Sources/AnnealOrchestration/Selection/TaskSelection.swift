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
    /// The point's name in the log.
    static let point = DecisionPoint.selection.name

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
        self.exploration = min(0.2, max(0, exploration))
    }

    /// How a task is worked on.
    struct Choice {
        /// Settings of each stage; one stage without settings is the fixed way.
        var stages: [[String: String]]
        /// The decision, to be logged.
        var decision: Decision
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
        let features = TaskFeatures.of(subject.specification.only(subject.task.requirements))
        let learned = try stages(of: policy, features: features, model: subject.model)
        guard !learned.names.isEmpty else { return nil }
        let candidates = ["fixed", "\(version): \(learned.names.joined(separator: ">"))>fixed"]
        // A decision of another version is kept, and counts for nothing: what it chose is not there any more.
        if let before, before.candidates != candidates { return nil }
        let share = gate.charge == .fixed ? exploration : 1 - exploration
        var decision =
            before
            ?? Decision(
                id: subject.decision, point: Self.point, run: subject.run, task: subject.task.id, state: features,
                candidates: candidates, choice: 0, probability: 1 - share, policy: "\(gate.charge)",
                reason: "", time: time)
        if before == nil {
            let isLearned = Self.draw(subject.decision) < share
            decision.choice = isLearned ? 1 : 0
            decision.probability = isLearned ? share : 1 - share
            decision.state["p.fixed"] = 1 - share
            decision.state["p.learned"] = share
            decision.reason =
                isLearned
                ? gate.charge == .fixed ? "tried with a small probability" : "the learned policy is in charge"
                : gate.charge == .fixed ? "the fixed policy is in charge" : "kept with a small probability, to compare"
            decision.policy = isLearned ? version : "fixed/1"
        }
        return Choice(stages: decision.choice == 1 ? learned.settings + [[:]] : [[:]], decision: decision)
    }

    /// The arms that a policy would try on a task, as long as checks do not pass; those with other models than the run's
    /// cannot be taken, and the fixed way comes last anyway.
    private func stages(
        of policy: StoredPolicy, features: [String: Double], model: String
    ) throws -> (names: [String], settings: [[String: String]]) {
        let choices = try policy.policy()
        let vector = TaskFeatures.vector(features)
        var trials: [Trial] = []
        var names: [String] = []
        var settings: [[String: String]] = []
        while trials.count < 3, let index = try choices.next(features: vector, after: trials) {
            trials.append(Trial(arm: index, passes: false, score: 0))
            guard let arm = SelectionArm.standard.first(where: { $0.name == policy.arms[index] }),
                arm.name != SelectionArm.fixed
            else { break }
            guard Self.serves(model, arm) else { continue }
            names.append(arm.name)
            settings.append(arm.settings)
        }
        return (names, settings)
    }

    /// Whether the run's model is the one of an arm: its name, or that of a file of it.
    private static func serves(_ model: String, _ arm: SelectionArm) -> Bool {
        model.lowercased().split(separator: "/").last?.hasPrefix(arm.model) ?? false
    }

    /// A number of 0 ..< 1 that only the decision's identifier decides.
    private static func draw(_ identifier: String) -> Double {
        let digits = ContentDigest(of: identifier).hex.prefix(13)
        return Double(Int(digits, radix: 16) ?? 0) / Double(1 << 52)
    }

    /// What came of a decision, 0 to 1: mostly whether the checks pass, and how few tokens it took.
    ///
    /// - Parameters:
    ///   - unmet: checks that do not pass.
    ///   - tokens: prompts without cached parts, and what was generated.
    /// - Returns: the reward.
    static func reward(unmet: Int, tokens: Int) -> Double {
        0.7 * (unmet == 0 ? 1 : 0) + 0.3 * (1 - min(1, Double(tokens) / 20_000))
    }

    /// Lets the gate learn from the decisions of a run.
    ///
    /// - Parameters:
    ///   - decisions: the run's decisions with their outcomes; those of other points are passed over.
    ///   - time: when.
    /// - Returns: the changes of who is in charge.
    /// - Throws: `SuiteError` when the gate cannot be read or stored.
    func learn(from decisions: [(Decision, Outcome?)], at time: Date) throws -> [GateChange] {
        let own = decisions.filter { $0.0.point == Self.point && $0.1 != nil }
        guard !own.isEmpty else { return [] }
        var gate = try store.gate(of: Self.point)
        var changes: [GateChange] = []
        for (decision, outcome) in own {
            guard let outcome, let fixed = decision.state["p.fixed"], let learned = decision.state["p.learned"],
                let version = gate.version, decision.candidates.last?.hasPrefix("\(version): ") == true
            else { continue }
            let change = gate.observe(
                GateObservation(
                    choice: decision.choice, reward: min(1, max(0, outcome.reward)), logging: [fixed, learned],
                    fixed: [1, 0], learned: [0, 1]), of: decision.id, at: time)
            try store.store(gate, change: change)
            if let change { changes.append(change) }
        }
        return changes
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
