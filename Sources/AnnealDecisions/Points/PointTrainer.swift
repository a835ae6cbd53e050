internal import AnnealFoundation
internal import AnnealLearning
public import Foundation

/// Trains the policy of a point on logged decisions, and reckons what the gate is shown.
///
/// On the first two fifths the first policy is trained; the others come in parts, in the order of time, and each is judged with
/// a policy that was trained on all before it. What is stored is trained on all.
public struct PointTrainer: Sendable {
    /// Decisions that are needed at least.
    public static let least = 40
    /// The share of decisions that nothing is judged on.
    private static let firstShare = 0.4

    /// The numbers of the training.
    var trainer = CandidateTrainer()
    /// Parts of the later decisions.
    var parts = 4
    /// Of the first weights.
    public var seed: UInt64

    /// Creates a trainer.
    ///
    /// - Parameter seed: of the first weights.
    public init(seed: UInt64) { self.seed = seed }

    /// What policies came to on decisions that they had not learned from.
    struct Judgement {
        var evidence: RecordedEvidence
        /// What its differences are to be multiplied by.
        var scale: Double
    }

    /// Trains.
    ///
    /// - Parameters:
    ///   - point: the point.
    ///   - decisions: its decisions with their outcomes, in the order of time; those that were not drawn are passed over.
    ///   - codeVersion: the version of Anneal.
    ///   - time: when.
    /// - Returns: the policy with what speaks for it.
    /// - Throws: `SuiteError` for too few decisions, `LearningError`, `EncodingError`.
    public func train(
        _ point: any LearnablePoint, on decisions: [(Decision, Outcome?)], codeVersion: String, time: Date
    ) throws -> PointPolicy {
        let used = decisions.compactMap { decision, outcome in
            PointAction(decision, outcome, at: point).map { (decision, $0) }
        }
        guard used.count >= Self.least else {
            throw SuiteError(
                message:
                    "\(used.count) of \(decisions.count) decisions at \(point.name) were drawn and have an outcome, of "
                    + "the \(Self.least) that are needed",
                remedy:
                    "runs with `--set learning.draw=\(point.name)` draw evenly among the candidates and log what came of it"
            )
        }
        let actions = used.map(\.1)
        let judgement = try judge(actions)
        let times = used.map(\.0.time)
        let digest = ContentDigest(of: try CanonicalJSON.data(used.map(\.0))).short
        var policy = PointPolicy(
            .ppo, of: point,
            from: PointPolicy.Origin(
                weights: try Safetensors.data(trainer.train(actions, seed: seed)),
                data: StoredPolicy.TrainingData(
                    outcomes: actions.count, tasks: Set(used.map { $0.0.run?.rawValue ?? $0.0.id }).count,
                    from: times.min() ?? time, to: times.max() ?? time, digest: digest),
                recorded: judgement.evidence, seed: seed, codeVersion: codeVersion, time: time))
        policy.scale = judgement.scale
        return policy
    }

    /// Judges each part of the later decisions with a policy that was trained on all before it.
    func judge(_ actions: [PointAction]) throws -> Judgement {
        let first = max(1, Int(Double(actions.count) * Self.firstShare))
        let rarest = actions.map { $0.probabilities[$0.fixed] }.filter { $0 > 0 }.min() ?? 1
        let scale = -DoublyRobustDifference.least(ownProbability: rarest)
        var model = DoublyRobustDifference()
        for action in actions[..<first] { _ = model.term(of: action.observation(learned: action.fixed)) }
        var differences: [Double] = []
        var judged: [PointAction] = []
        var chosen: [Int] = []
        for number in 0..<parts {
            let (start, end) = (
                first + (actions.count - first) * number / parts, first + (actions.count - first) * (number + 1) / parts
            )
            guard start < end else { continue }
            let policy = try CandidatePolicy(
                weights: trainer.train(Array(actions[..<start]), seed: seed),
                candidateCount: actions[0].probabilities.count)
            for action in actions[start..<end] {
                let learned = try policy.choose(action.vector)
                // A decision that could not have been the policy's says nothing of it, and not that it earns nothing.
                guard action.probabilities[learned] > 0 else {
                    _ = model.term(of: action.observation(learned: action.fixed))
                    continue
                }
                judged.append(action)
                chosen.append(learned)
                differences.append(max(-1, model.term(of: action.observation(learned: learned)) / scale))
            }
        }
        return Judgement(
            evidence: Self.evidence(judged, chosen: chosen, differences: differences), scale: scale)
    }

    /// Estimates of both ways by decisions that were weighted to be theirs.
    private static func evidence(
        _ actions: [PointAction], chosen: [Int], differences: [Double]
    ) -> RecordedEvidence {
        let own = zip(actions, chosen).map { $0.choice == $1 ? 1 / $0.probabilities[$0.choice] : 0 }
        let usual = actions.map { $0.choice == $0.fixed ? 1 / $0.probabilities[$0.choice] : 0 }
        func mean(_ weights: [Double], _ value: (PointAction) -> Double) -> Double {
            let sum = weights.reduce(0, +)
            return sum > 0 ? zip(weights, actions).reduce(0) { $0 + $1.0 * value($1.1) } / sum : 0
        }
        func score(_ weights: [Double]) -> PolicyScore {
            PolicyScore(
                solved: mean(weights) { $0.solved }, tokens: mean(weights) { $0.parts["tokens"] ?? 0 },
                seconds: mean(weights) { $0.parts["seconds"] ?? 0 })
        }
        var evidence = RecordedEvidence(
            learned: score(own), fixed: score(usual), differences: differences, tasks: actions.count,
            fixedValue: mean(usual) { $0.reward })
        let middle = actions.reduce(0) { $0 + $1.solved } / Double(max(1, actions.count))
        let terms = actions.indices.map { (own[$0] - usual[$0]) * (actions[$0].solved - middle) }
        let count = Double(max(1, terms.count))
        let gain = terms.reduce(0, +) / count
        let variance = terms.reduce(0) { $0 + ($1 - gain) * ($1 - gain) } / max(1, count - 1)
        evidence.isHarmful = gain + 1.96 * (variance / count).squareRoot() < -RecordedEvidence.tolerance
        return evidence
    }
}

extension PointAction {
    /// The decision as the gate's estimate takes it, beside a policy that would choose a candidate.
    func observation(learned: Int) -> GateObservation {
        func only(_ index: Int) -> [Double] { probabilities.indices.map { $0 == index ? 1 : 0 } }
        return GateObservation(
            choice: choice, reward: reward, logging: probabilities, fixed: only(fixed), learned: only(learned))
    }
}
