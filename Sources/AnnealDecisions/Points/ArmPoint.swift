public import AnnealSpecs

/// `selection.arm`: how a task is worked on.
public struct ArmPoint: LearnablePoint {
    /// Names the point.
    public init() {}

    /// `selection.arm`.
    public var name: String { "selection.arm" }
    /// That of the features: arms are stored with each policy by their names.
    public var version: Int { TaskFeatures.version }
    /// What is decided.
    public var summary: String { "how a task is worked on: which model, how many answers, how many rounds" }
    /// Counts from the specification of a task, and what its words speak of.
    public var features: [PointFeature] {
        TaskFeatures.names.map { name in
            PointFeature(
                name, TaskFeatures.meanings[name] ?? "the share of words that are about it",
                scale: name.hasPrefix("about") ? .share : .count)
        }
    }
    /// The arms there are.
    public var candidates: [PointCandidate] { SelectionArm.standard.map { PointCandidate($0.name, $0.summary) } }
    /// The arms' names: a policy may try several.
    public var candidatesInWords: String {
        candidates.map(\.name).joined(separator: ", ") + ", one after the other"
    }
    /// The standard workflow.
    public var fixedRule: String { "\(SelectionArm.fixed), the settings that are in force" }
    /// Checks first, then tokens.
    public var outcome: String { "checks passed, less a share for tokens" }
    /// A fifth.
    public var exploration: Double { 0.2 }
    /// A suite tells what every arm brings.
    public var training: PointTraining { .recordedArms }

    /// Looks at the requirements of a task.
    public func state(of subject: SpecDocument) -> [String: Double] { TaskFeatures.of(subject) }

    /// The standard workflow, whatever the task is.
    public func fixedChoice(for subject: SpecDocument) -> Int {
        SelectionArm.standard.firstIndex { $0.name == SelectionArm.fixed } ?? 0
    }

    /// The numbers in the form that stored policies were trained with.
    public func vector(of state: [String: Double]) -> [Double] { TaskFeatures.vector(state) }

    /// What a task's outcome is worth.
    ///
    /// - Parameter parts: `passes`, 1 where all checks do; `tokens`; and `usualTokens`, what the fixed way takes in the mean.
    /// - Returns: 0 to 1; see `SelectionReward`.
    public func reward(of parts: [String: Double]) -> Double {
        SelectionReward(usualTokens: parts["usualTokens"] ?? SelectionReward.commonTokens)
            .value(isRight: (parts["passes"] ?? 0) > 0.5, tokens: parts["tokens"] ?? 0)
    }
}
