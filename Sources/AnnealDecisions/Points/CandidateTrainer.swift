internal import AnnealLearning
internal import Foundation

/// Trains a `CandidatePolicy` on decisions that others made, by PPO with importance weights.
///
/// Each iteration takes the present policy for the old one, as PPO does on a rollout; since the actions were drawn by others, the
/// advantage of each is weighted by how much more probable the old policy makes it than whoever drew it, up to a limit. Then the
/// clipped objective is an estimate of how much better the new policy is, within the bounds of the ratio. The limit costs a
/// little bias where a choice was rarely drawn, and keeps single decisions from deciding all.
///
/// Source: J. Schulman et al., "Proximal Policy Optimization Algorithms" (2017); the cut of weights: E. L. Ionides, "Truncated
/// Importance Sampling", JCGS 17 (2008).
struct CandidateTrainer: Sendable, Hashable {
    /// How often the present policy becomes the old one.
    var iterations = 40
    /// Steps of the optimiser for each.
    var epochs = 4
    /// Adam's rate.
    var rate: Float = 1e-3
    /// How far the ratio to the old policy may be from 1.
    var clip: Float = 0.2
    /// The factor of the entropy.
    var entropyFactor: Float = 0.01
    /// The largest importance weight.
    var weightLimit: Float = 10

    /// The graph of a training, and its inputs.
    private struct Parts {
        let parameters: Parameters
        let graph: Graph
        let x: Node
        let logProbabilities: Node
        let values: Node
        let loss: PolicyLossNodes
    }

    /// Trains on some decisions.
    ///
    /// - Parameters:
    ///   - actions: at least one, with as many probabilities each as the point has candidates.
    ///   - seed: of the first weights.
    /// - Returns: the weights by name.
    /// - Throws: `LearningError` for no actions, a probability that is 0 for what was chosen, or numbers that are not finite.
    func train(_ actions: [PointAction], seed: UInt64) throws(LearningError) -> [String: Tensor] {
        guard let count = actions.first?.probabilities.count,
            actions.allSatisfy({ $0.probabilities.count == count && $0.probabilities[$0.choice] > 0 })
        else {
            throw LearningError(
                code: .invalidArgument, message: "there are no decisions with probabilities above 0",
                place: "CandidateTrainer")
        }
        try CandidatePolicy.check(count)
        let parts = try makeParts(seed: seed)
        try write(actions, count, into: parts)
        var optimiser = Adam(rate: rate, maximumNorm: 0.5)
        for _ in 0..<iterations {
            try parts.graph.forward()
            try takeForOld(actions, parts)
            for _ in 0..<epochs {
                try parts.graph.forward()
                try parts.graph.backward()
                try optimiser.step(parts.parameters)
            }
        }
        return try parts.parameters.tensors()
    }

    private func makeParts(seed: UInt64) throws(LearningError) -> Parts {
        let parameters = Parameters()
        var random = RandomSource(seed: seed)
        let network = try CandidatePolicy.network(parameters, &random)
        let graph = Graph(parameters, for: .training)
        let x = graph.input(columns: CandidatePolicy.stateSize)
        let (logits, values) = try network(x, in: graph)
        let loss = try graph.policyLoss(
            PolicyLoss(clip: clip, entropyFactor: entropyFactor), logits: logits, values: values, isMasked: true)
        let logProbabilities = try graph.logSoftmax(logits, mask: loss.mask)
        try graph.minimise(loss.loss)
        return Parts(
            parameters: parameters, graph: graph, x: x, logProbabilities: logProbabilities, values: values, loss: loss)
    }

    /// Writes what stays the same: states, choices, rewards and which actions there are.
    private func write(_ actions: [PointAction], _ count: Int, into parts: Parts) throws(LearningError) {
        let (graph, zeros) = (parts.graph, [Float](repeating: 0, count: actions.count))
        try graph.setRows(.batch, to: actions.count)
        try graph.withInput(parts.x) { target in
            for (row, action) in actions.enumerated() {
                CandidatePolicy.write(action.vector, into: target, from: row * CandidatePolicy.stateSize)
            }
        }
        if let mask = parts.loss.mask {
            let row = (0..<CandidatePolicy.actionCount).map { Float($0 < count ? 1 : 0) }
            try graph.write(actions.flatMap { _ in row }, to: mask)
        }
        try graph.write(actions.map(\.choice), to: parts.loss.actions)
        try graph.write(actions.map { Float($0.reward) }, to: parts.loss.returns)
        for node in [parts.loss.oldLogProbabilities, parts.loss.advantages, parts.loss.oldValues] {
            try graph.write(zeros, to: node)
        }
    }

    /// Takes the present policy for the old one, after a run forwards.
    private func takeForOld(
        _ actions: [PointAction], _ parts: Parts
    ) throws(LearningError) {
        let (all, values) = (parts.graph.values(of: parts.logProbabilities), parts.graph.values(of: parts.values))
        let differences = zip(actions, values).map { Float($0.reward) - $1 }
        let (mean, deviation) = Self.moments(differences)
        var (logs, advantages): ([Float], [Float]) = ([], [])
        for (row, action) in actions.enumerated() {
            let log = all[row * CandidatePolicy.actionCount + action.choice]
            let weight = min(weightLimit, Float(exp(Double(log)) / action.probabilities[action.choice]))
            logs.append(log)
            advantages.append(weight * (differences[row] - mean) / deviation)
        }
        try parts.graph.write(logs, to: parts.loss.oldLogProbabilities)
        try parts.graph.write(advantages, to: parts.loss.advantages)
        try parts.graph.write(values, to: parts.loss.oldValues)
    }

    /// Mean and deviation, which is not taken below a twentieth, so that noise alone is not made large.
    private static func moments(_ values: [Float]) -> (mean: Float, deviation: Float) {
        let mean = values.reduce(Float(0), +) / Float(values.count)
        let square = values.reduce(Float(0)) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
        return (mean, max(0.05, square.squareRoot()))
    }
}
