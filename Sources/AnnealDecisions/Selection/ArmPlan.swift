/// What a learned policy tries on a task before the fixed way, as long as checks do not pass: what runs take and what the
/// learning service answers.
public struct ArmPlan: Sendable, Hashable {
    /// The arms, in the order in which they are tried; the fixed way follows.
    public var arms: [SelectionArm]

    /// Arms of a policy that are looked at on one task; the last try that there is belongs to the fixed way.
    private static let most = OutcomeMatrix.mostTrials - 1

    /// Asks a policy.
    ///
    /// Arms of other models are passed over; at the fixed way the plan ends, since that comes last anyway.
    ///
    /// - Parameters:
    ///   - policy: the policy.
    ///   - names: its arms by their places, as `StoredPolicy.arms` has them.
    ///   - features: what is known of the task, by name.
    ///   - model: the only model that there is, by its name or that of a file of it; `nil` where each arm has its own.
    ///   - tried: what was tried already, without passing.
    /// - Throws: `LearningError` when the model cannot be asked.
    public init(
        _ policy: any TrialPolicy, arms names: [String], features: [String: Double], model: String?,
        after tried: [Trial] = []
    ) throws {
        let vector = TaskFeatures.vector(features)
        let before = Set(tried.map(\.arm))
        var trials = tried
        arms = []
        while trials.count < Self.most, let index = try policy.next(features: vector, after: trials) {
            trials.append(Trial(arm: index, passes: false, score: 0))
            guard names.indices.contains(index),
                let arm = SelectionArm.standard.first(where: { $0.name == names[index] }),
                !arm.isFixed(for: model)
            else { break }
            guard !before.contains(index), model.map({ arm.isServed(by: $0) }) ?? true else { continue }
            arms.append(arm)
        }
    }

    /// What is chosen between, as it is logged: the fixed way, or the policy's arms and then the fixed way.
    ///
    /// - Parameter version: the policy's version.
    /// - Returns: two texts.
    public func candidates(of version: String) -> [String] {
        ["fixed", "\(version): \(arms.map(\.name).joined(separator: ">"))>fixed"]
    }
}

extension SelectionArm {
    /// Whether it is what is done without a policy: the standard workflow with the only model that there is, or with the
    /// model that is used by default.
    func isFixed(for model: String?) -> Bool { name == Self.fixed || name == Self.fixed(of: model) }

    /// The name of that way.
    ///
    /// - Parameter model: the only model that there is, by its name or that of a file of it.
    /// - Returns: that of the default model where the model has no arms.
    static func fixed(of model: String?) -> String {
        model.flatMap { model in standard.first { $0.isServed(by: model) && $0.settings.isEmpty }?.name } ?? fixed
    }

    /// Whether a model is the one of this arm: its name, or that of a file of it.
    func isServed(by model: String) -> Bool {
        model.lowercased().split(separator: "/").last?.hasPrefix(self.model) ?? false
    }
}
