public import Foundation

/// Why a policy should be trained, if it should.
public enum TrainingNeed: Sendable, Hashable {
    /// There is none yet.
    case first
    /// So many outcomes came since the last one.
    case newOutcomes(Int)
    /// An arm brings more or less than before since the last one was trained, or its tasks became others.
    case drift(arm: String, since: Date, before: Double, after: Double)

    /// Looks whether there is a reason to train.
    ///
    /// What an arm brings on a task is 1 where it was solved and 0 where not, in the order of time. Harder tasks look the
    /// same as a worse arm: both are a reason to learn anew, neither to forget what was learned.
    ///
    /// - Parameters:
    ///   - outcomes: all that were recorded, in any order.
    ///   - last: the policy that was trained last, if there is one.
    ///   - isInCharge: whether that one decides; a new version would take its place and begin without evidence, so that
    ///     only a drift is reason enough.
    ///   - least: new outcomes that are reason enough, at least 1; fewer than half of what `last` was trained on never
    ///     are, because each version takes a part of the gate's risk and must gather evidence of its own.
    ///   - window: finds changes.
    /// - Returns: the reason; `nil` when there is none.
    public static func look(
        at outcomes: [ArmOutcome], last: StoredPolicy?, isInCharge: Bool, least: Int,
        window: AdaptiveWindow = AdaptiveWindow()
    ) -> TrainingNeed? {
        guard let last else { return outcomes.isEmpty ? nil : .first }
        let new = outcomes.count { $0.time > last.data.to }
        if !isInCharge, new >= max(1, least, (last.data.outcomes + 1) / 2) { return .newOutcomes(new) }
        guard new > 0 else { return nil }
        let arms = Dictionary(grouping: outcomes.sorted { $0.time < $1.time }, by: \.arm)
        for (arm, series) in arms.sorted(by: { $0.key < $1.key }) {
            guard let change = window.lastChange(in: series.map { $0.isSolved ? 1 : 0 }) else { continue }
            let since = series[change.index].time
            // What was there when the policy was trained, it has seen.
            if since > last.data.to {
                return .drift(arm: arm, since: since, before: change.before, after: change.after)
            }
        }
        return nil
    }
}

extension TrainingNeed: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .first: "there is no policy yet"
        case .newOutcomes(let count): "\(count) new outcomes"
        case .drift(let arm, let since, let before, let after):
            "\(arm) solves \(Self.percent(after)) since \(since.formatted(.iso8601)), \(Self.percent(before)) before"
        }
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
