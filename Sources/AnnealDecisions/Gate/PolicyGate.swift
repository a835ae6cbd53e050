public import Foundation

/// Decides whether the fixed or a learned policy is in charge of a decision point, by evidence alone.
///
/// A learned policy begins in the shadow. Recorded outcomes of tasks that it has not learned from may let it in at once. If not,
/// for each decision, whoever made it, the gate estimates how much more the learned policy would have earned, and lets it in
/// when a bound that is valid however often one looks lies above 0; not where the recorded outcomes say that it solves fewer
/// tasks, since runs see their own checks alone. In charge, it is watched in the same way with the roles changed, and loses
/// its place at the first sign of doing worse. The risk is shared out among the versions that come, each time one comes, so
/// that all together a worse policy is let in with no more than the risk.
public struct PolicyGate: Sendable, Hashable, Codable {
    /// How careful the gate is.
    public struct Rules: Sendable, Hashable, Codable {
        /// The probability with which a policy that is not better is let in, of all versions together.
        public var risk = 0.05
        /// After how many decisions, in the mean and at the soonest, a policy that is just as good is taken out by chance;
        /// few, because that costs little.
        public var guardRunLength = 400.0
        /// The fewest decisions, by their effective number, that a policy is let in on.
        public var minimumEffectiveSamples = 20.0
        /// The least probability with which the policy in charge makes its own choice; below it a decision says nothing.
        public var ownProbability = 0.8

        /// Creates the usual rules.
        public init() {}
    }

    /// Who decides.
    public enum Charge: Sendable, Hashable, Codable {
        /// The fixed policy.
        case fixed
        /// A learned policy of this version.
        case learned(String)
    }

    /// Why a policy was taken out by a person's will.
    static let takenBack = "taken back"

    /// The decision point.
    public let point: String
    /// How careful the gate is.
    public let rules: Rules
    /// Who decides.
    public private(set) var charge = Charge.fixed
    /// Since when; `nil` from the beginning on.
    public private(set) var since: Date?
    /// The version that runs in the shadow or is in charge.
    public private(set) var version: String?
    /// How many versions were tried.
    public private(set) var tried = 0
    /// Decisions that could not be used: probabilities that make no sense, or too small.
    public private(set) var unusable = 0

    /// Decisions that were counted lately, so that a run which is resumed does not count twice.
    private var counted: [String] = []
    private var difference = DoublyRobustDifference()
    private var terms: BettingSequence
    private var weights = Sums()
    private var fixedRewards = Sums()
    private var shortfall: BettingSequence?
    /// What recorded outcomes say of the version.
    private var recorded: RecordedEvidence?
    /// Whether recorded outcomes say that the version solves fewer tasks; then no run lets it in.
    private var isVetoed: Bool?

    /// Creates a gate with the fixed policy in charge.
    ///
    /// - Parameters:
    ///   - point: the decision point.
    ///   - rules: how careful it is.
    public init(point: String, rules: Rules = Rules()) {
        self.point = point
        self.rules = rules
        terms = BettingSequence(least: DoublyRobustDifference.least(ownProbability: rules.ownProbability))
    }

    /// A sum, a sum of squares and how many there were.
    private struct Sums: Sendable, Hashable, Codable {
        var sum = 0.0
        var squares = 0.0
        var count = 0.0

        var mean: Double? { count > 0 ? sum / count : nil }

        mutating func add(_ value: Double) {
            sum += value
            squares += value * value
            count += 1
        }
    }

    /// The risk that is left for the present version: those of all versions that may ever come add up to the whole.
    public var versionRisk: Double {
        let number = Double(max(1, tried))
        return rules.risk * 6 / (Double.pi * Double.pi * number * number)
    }

    /// What is known now.
    public var evidence: GateEvidence {
        let risk = charge == .fixed ? sourceRisk : rules.risk
        return GateEvidence(
            samples: terms.count, effectiveSamples: effectiveSamples, difference: terms.mean,
            bound: terms.count == 0 ? nil : terms.lowerBound(risk: risk), risk: risk,
            fixedValue: fixedRewards.mean)
    }

    /// The risk of one kind of evidence: half where there are recorded outcomes as well as decisions.
    private var sourceRisk: Double { recorded == nil ? versionRisk : versionRisk / 2 }

    private var effectiveSamples: Double { weights.squares > 0 ? weights.sum * weights.sum / weights.squares : 0 }

    /// Puts a new version into the shadow, where it begins without evidence; one that is in charge is taken out.
    ///
    /// - Parameters:
    ///   - version: the version; one that is considered already changes nothing.
    ///   - isVetoed: whether it solved fewer recorded tasks than the fixed policy, so that runs, which see their own checks
    ///     alone, must not let it in.
    ///   - time: when.
    /// - Returns: the change, if the one before it was in charge.
    public mutating func consider(_ version: String, isVetoed: Bool = false, at time: Date) -> GateChange? {
        guard version != self.version else { return nil }
        let change = charge == .fixed ? nil : fallBack(at: time, reason: "version \(version) begins in the shadow")
        self.version = version
        recorded = nil
        self.isVetoed = isVetoed
        tried += 1
        begin()
        return change
    }

    /// Lets the version in the shadow in by recorded outcomes, if they say enough; if not, they stay known.
    ///
    /// - Parameters:
    ///   - recorded: of tasks that the version has not learned from.
    ///   - time: when.
    /// - Returns: the change of who is in charge, if it brings one.
    public mutating func weigh(_ recorded: RecordedEvidence, at time: Date) -> GateChange? {
        guard let version, charge == .fixed, self.recorded == nil else { return nil }
        self.recorded = recorded
        isVetoed = !recorded.keepsSolving
        guard recorded.keepsSolving, Double(recorded.differences.count) >= rules.minimumEffectiveSamples,
            recorded.bets.capital >= 1 / sourceRisk
        else { return nil }
        let evidence = recorded.evidence(risk: sourceRisk)
        charge = .learned(version)
        since = time
        begin(watching: true)
        return GateChange(
            point: point, from: .fixed, to: charge,
            reason: "on recorded tasks that it has not learned from it earns more than the fixed policy",
            evidence: evidence, time: time)
    }

    /// Takes the learned policy out by a person's will; it is not let in again.
    ///
    /// - Parameter time: when.
    /// - Returns: the change, if it was in charge.
    public mutating func withdraw(at time: Date) -> GateChange? {
        let change = charge == .fixed ? nil : fallBack(at: time, reason: Self.takenBack)
        version = nil
        begin()
        return change
    }

    /// Learns from a decision.
    ///
    /// - Parameters:
    ///   - observation: the decision with its outcome; the learned policy must not have been trained on it.
    ///   - decision: its identifier; one that was seen lately is passed over.
    ///   - time: when its outcome was known.
    /// - Returns: the change of who is in charge, if it brings one.
    public mutating func observe(
        _ observation: GateObservation, of decision: String? = nil, at time: Date
    ) -> GateChange? {
        guard version != nil else { return nil }
        if let decision {
            guard !counted.contains(decision) else { return nil }
            counted = counted.suffix(999) + [decision]
        }
        let isWatched = charge != .fixed
        // A gate that was stored when terms reached less far begins anew: it could not take the lowest of them.
        let least = DoublyRobustDifference.least(ownProbability: rules.ownProbability)
        if terms.least != least { begin(watching: isWatched) }
        let seen = isWatched ? observation.mirrored : observation
        guard observation.isSound, let own = seen.fixed.indices.max(by: { seen.fixed[$0] < seen.fixed[$1] }),
            seen.logging[own] >= rules.ownProbability - 1e-9, seen.fixed[own] > 1 - 1e-9
        else {
            unusable += 1
            return nil
        }
        weights.add(seen.learned[observation.choice] / observation.logging[observation.choice])
        if !isWatched, observation.fixed[observation.choice] > 0.5 { fixedRewards.add(observation.reward) }
        guard (try? terms.add(difference.term(of: seen))) != nil else {
            unusable += 1
            return nil
        }
        return isWatched ? watch(observation, at: time) : judge(at: time)
    }

    /// Lets the policy in from the shadow when the evidence is there.
    private mutating func judge(at time: Date) -> GateChange? {
        guard let version, effectiveSamples >= rules.minimumEffectiveSamples,
            isVetoed != true, recorded?.keepsSolving ?? true, terms.capital >= 1 / sourceRisk
        else { return nil }
        let evidence = evidence
        charge = .learned(version)
        since = time
        let rewards = fixedRewards
        begin(watching: true)
        // What the fixed policy earned is what the learned one is held to.
        fixedRewards = rewards
        shortfall = rewards.mean.map { _ in BettingSequence(least: -1, restarts: true) }
        return GateChange(
            point: point, from: .fixed, to: charge, reason: "its value is above the fixed policy's", evidence: evidence,
            time: time)
    }

    /// Takes the policy out when it does worse: than the fixed one would now, or than that did before.
    private mutating func watch(_ observation: GateObservation, at time: Date) -> GateChange? {
        if observation.learned[observation.choice] > 0.5, let value = fixedRewards.mean {
            try? shortfall?.add(value - observation.reward)
        }
        if terms.capital >= 2 * rules.guardRunLength {
            return fallBack(at: time, reason: "the fixed policy would earn more")
        }
        if let shortfall, shortfall.capital >= 2 * rules.guardRunLength {
            return fallBack(at: time, reason: "it earns less than the fixed policy did")
        }
        return nil
    }

    private mutating func fallBack(at time: Date, reason: String) -> GateChange {
        let (before, evidence) = (charge, evidence)
        charge = .fixed
        since = time
        version = nil
        begin()
        return GateChange(point: point, from: before, to: .fixed, reason: reason, evidence: evidence, time: time)
    }

    /// Forgets the evidence of the version before.
    private mutating func begin(watching: Bool = false) {
        difference = DoublyRobustDifference()
        terms = BettingSequence(
            least: DoublyRobustDifference.least(ownProbability: rules.ownProbability), restarts: watching)
        weights = Sums()
        shortfall = nil
        fixedRewards = Sums()
    }
}
