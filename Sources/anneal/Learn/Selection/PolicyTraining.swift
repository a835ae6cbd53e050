import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import Foundation

/// Trains a policy on recorded outcomes and shows it to the gate.
struct PolicyTraining {
    /// The share of tasks that the kinds are compared on; on the others the gate is shown what learning comes to.
    static let comparisonShare = 0.4
    /// Parts of the others, each judged with a policy that learned from all before it.
    static let parts = 6

    /// The kinds that are compared; the best of them is trained.
    var kinds: [StoredPolicy.Kind]
    var point: String
    var splits: Int
    /// Decisions of the training of a network.
    var steps: Int
    var seed: UInt64
    var store: PolicyStore
    /// Whether runs try the way that is not in charge now and then: `learning.exploration` above 0.
    var isWatched = true

    /// A policy, and how it was chosen.
    struct Trained {
        var policy: StoredPolicy
        var evaluation: SelectionEvaluation
        var file: URL
        /// The line of the evaluation that is about this kind.
        var line: SelectionEvaluation.Line?
        /// Who decides, now that the gate has seen it.
        var gate: PolicyGate

        var isInCharge: Bool { gate.charge == .learned(policy.version) }
    }

    /// Tasks that the kinds are compared on, and the parts that come after them.
    private struct Parts {
        var compared: [Int]
        var later: [[Int]] = []
        /// The place of the fixed way, where it was recorded.
        var fixed: Int?

        var all: [Int] { (compared + later.flatMap(\.self)).sorted() }
    }

    /// Compares the kinds, trains the best, stores it and shows it to the gate.
    func train(_ matrix: OutcomeMatrix, _ outcomes: [ArmOutcome], at time: Date) throws -> Trained {
        let parts = parts(of: matrix)
        let (chosen, evaluation) = try LearningInput.checked {
            let evaluation = try compare(matrix.taking(parts.compared), fixed: parts.fixed)
            return (choice(evaluation), evaluation)
        }
        var policy = try LearningInput.checked {
            try StoredPolicy(
                training: chosen, on: outcomes, matrix: matrix, rows: parts.all, point: point, evaluation: evaluation,
                seed: seed, steps: steps, codeVersion: AnnealVersion.text, time: time)
        }
        if let fixed = parts.fixed {
            policy.usualTokens = try matrix.play(ArmCascade([fixed]), on: parts.all).tokens
            policy.recorded = try LearningInput.checked { try evidence(chosen, matrix, parts, fixed: fixed) }
        }
        try LearningInput.checked { try predict(matrix, parts, into: &policy) }
        let file = try store.store(policy)
        let gate = try show(policy, at: time)
        let name = chosen.learner(steps: steps).name
        return Trained(
            policy: policy, evaluation: evaluation, file: file, line: evaluation.lines.first { $0.name == name },
            gate: gate)
    }

    /// Parts the tasks at random; where there are too few for the gate, all are compared on.
    private func parts(of matrix: OutcomeMatrix) -> Parts {
        let all = Array(matrix.rows.indices)
        guard let fixed = fixed(in: matrix.arms) else { return Parts(compared: all) }
        // A run has one model: what a policy of several would come to there was not played.
        guard models(of: matrix.arms).count == 1 else { return Parts(compared: all, fixed: fixed) }
        var random = RandomSource(seed: seed ^ 0x4EE9)
        let split = matrix.split(Self.comparisonShare, random: &random)
        guard Double(split.test.count) >= 1.5 * PolicyGate.Rules().minimumEffectiveSamples else {
            return Parts(compared: all, fixed: fixed)
        }
        var parts = Parts(compared: split.training, fixed: fixed)
        var left = split.test
        for number in (2...Self.parts).reversed() {
            let rest = matrix.taking(left).split(1 - 1 / Double(number), random: &random)
            parts.later.append(rest.test.map { left[$0] })
            left = rest.training.map { left[$0] }
        }
        parts.later.append(left)
        return parts
    }

    /// What policies of a kind come to, each on the part after those that it learned from.
    private func evidence(
        _ kind: StoredPolicy.Kind, _ matrix: OutcomeMatrix, _ parts: Parts, fixed: Int
    ) throws -> RecordedEvidence? {
        guard !parts.later.isEmpty else { return nil }
        // What is usual is known before the first part is judged.
        let usual = try matrix.play(ArmCascade([fixed]), on: parts.compared).tokens
        var known = parts.compared
        let played = try parts.later.map { rows in
            let problem = SelectionProblem(matrix, rows: known.sorted(), seed: seed)
            known += rows
            return RecordedEvidence.Part(try kind.learner(steps: steps).train(on: problem), on: rows)
        }
        return try RecordedEvidence(
            of: played, in: matrix, fixed: fixed, reward: SelectionReward(usualTokens: usual))
    }

    /// The place of the fixed way: of the default model where its arm is there, else of the only model that is.
    private func fixed(in arms: [String]) -> Int? {
        if let place = arms.firstIndex(of: SelectionArm.fixed) { return place }
        let models = models(of: arms)
        guard models.count == 1, let model = models.first, let name = SelectionArm.fixed(for: model) else { return nil }
        return arms.firstIndex(of: name)
    }

    private func models(of arms: [String]) -> Set<String> {
        Set(SelectionArm.standard.filter { arms.contains($0.name) }.map(\.model))
    }

    /// Compares the kinds as they would do in runs, where the fixed way follows.
    private func compare(_ matrix: OutcomeMatrix, fixed: Int?) throws -> SelectionEvaluation {
        let learners = kinds.map { kind -> any SelectionLearner in
            let learner = kind.learner(steps: steps)
            return fixed.map { FixedLastLearner(learner, fixed: $0) } ?? learner
        }
        let baseline: any SelectionLearner = fixed.map { ArmLearner("fixed way", arm: $0) } ?? BestArmLearner()
        return try SelectionEvaluation(
            matrix, baseline: baseline, learners: learners, splits: splits, seed: seed
        ) { Terminal.note("split \($0) of \(splits)") }
    }

    /// Learns to predict what arms bring, where the library for it is there.
    private func predict(_ matrix: OutcomeMatrix, _ parts: Parts, into policy: inout StoredPolicy) throws {
        guard BoostedTrees.isAvailable else { return }
        policy.predictor = try PerformancePredictor(training: matrix, on: parts.all, seed: seed).model
        guard !parts.later.isEmpty else { return }
        policy.prediction = try PredictionScore(
            of: PerformancePredictor(training: matrix, on: parts.compared, seed: seed), in: matrix,
            training: parts.compared, test: parts.later.flatMap(\.self))
    }

    /// Shows a policy to the gate, with what recorded tasks say of it.
    private func show(_ policy: StoredPolicy, at time: Date) throws -> PolicyGate {
        // Read only now: runs may have taught the gate something while this was trained.
        try store.locked { () throws(SuiteError) in
            var gate = try store.gate(of: point)
            let change = gate.consider(policy.version, isVetoed: policy.isVetoed, at: time)
            try store.store(gate, change: change)
            // Where nothing else is ever tried, nothing would watch a policy that recorded tasks let in.
            if let recorded = policy.recorded, isWatched {
                let change = gate.weigh(recorded, at: time)
                try store.store(gate, change: change)
            }
            return gate
        }
    }

    /// The kind that solves as many tasks as what it is measured against, at the least cost; where none does, the one that
    /// solves most.
    private func choice(_ evaluation: SelectionEvaluation) -> StoredPolicy.Kind {
        let lines = zip(kinds, evaluation.lines.dropFirst())
        let reached = lines.filter { $0.1.mean.solved >= (evaluation.lines.first?.mean.solved ?? 0) - 1e-9 }
        if let best = reached.min(by: { $0.1.tokenRatio + $0.1.secondRatio < $1.1.tokenRatio + $1.1.secondRatio }) {
            return best.0
        }
        return lines.max { $0.1.mean.solved < $1.1.mean.solved }?.0 ?? .cascade
    }
}
