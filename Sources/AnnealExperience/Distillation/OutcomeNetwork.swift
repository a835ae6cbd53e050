internal import AnnealLearning
internal import Foundation

/// Two hidden layers over what is known of an attempt, which say how probable each outcome is.
final class OutcomeNetwork {
    let parameters = Parameters()
    private let layers: MultiLayerPerceptron
    private let acting: Graph
    private let x: Node
    private let logits: Node
    private let width: Int

    /// Creates a network.
    ///
    /// - Parameters:
    ///   - width: numbers of the features.
    ///   - hidden: units of each hidden layer.
    ///   - seed: of its first weights.
    /// - Throws: `LearningError`.
    init(width: Int, hidden: Int, seed: UInt64) throws(LearningError) {
        self.width = width
        var random = RandomSource(seed: seed)
        layers = try MultiLayerPerceptron(
            "guidance", sizes: [width, hidden, hidden, FailureExample.outcomes], in: parameters, using: &random)
        acting = Graph(parameters, for: .inference)
        x = acting.input(columns: width)
        logits = try layers(x, in: acting)
    }

    /// The logits of rows of features.
    ///
    /// - Throws: `LearningError`.
    func logits(of rows: [Float]) throws(LearningError) -> [Float] {
        guard !rows.isEmpty else { return [] }
        try acting.setRows(.batch, to: rows.count / width)
        try acting.write(rows, to: x)
        try acting.forward()
        return acting.values(of: logits)
    }

    /// How probable each outcome is, row by row.
    ///
    /// - Throws: `LearningError`.
    func probabilities(of examples: [FailureExample]) throws(LearningError) -> [[Double]] {
        let all = try logits(of: examples.flatMap(\.features))
        return examples.indices.map { row in
            Self.softmax(all[row * FailureExample.outcomes..<(row + 1) * FailureExample.outcomes])
        }
    }

    static func softmax(_ logits: ArraySlice<Float>) -> [Double] {
        let largest = logits.max() ?? 0
        let powers = logits.map { Double(expf($0 - largest)) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// Learns from examples, and from a teacher where there is one; of the weights that it goes through, those stay that say
    /// most of examples kept for it.
    ///
    /// - Parameters:
    ///   - examples: what it learns from.
    ///   - kept: by which it is seen when to stop.
    ///   - teacher: another network.
    ///   - settings: of the training.
    /// - Throws: `LearningError`.
    func learn(
        _ examples: [FailureExample], kept: [FailureExample], from teacher: OutcomeNetwork?,
        settings: GuidanceDistillation.Settings
    ) throws(LearningError) {
        let graph = Graph(parameters, for: .training)
        let (x, told, classes) = (
            graph.input(columns: width), graph.input(columns: FailureExample.outcomes), graph.indexInput()
        )
        let y = try layers(x, in: graph)
        let distillation = Distillation(temperature: settings.temperature, teacherFraction: settings.teacherFraction)
        if teacher == nil {
            try graph.minimise(graph.crossEntropy(y, classes: classes))
        } else {
            try graph.minimise(distillation(student: y, teacher: told, classes: classes, in: graph))
        }
        let batch = min(settings.batch, examples.count)
        try graph.setRows(.batch, to: batch)
        var random = RandomSource(seed: settings.seed)
        var optimiser = Adam(rate: settings.rate, decay: settings.decay)
        var best = (loss: try loss(on: kept), tensors: try parameters.tensors())
        var idle = 0
        while idle < settings.patience, optimiser.steps < settings.steps {
            for _ in 0..<max(1, examples.count / batch) {
                let chosen = (0..<batch).map { _ in examples[random.index(below: examples.count)] }
                let rows = chosen.flatMap(\.features)
                try graph.write(rows, to: x)
                try graph.write(chosen.map(\.outcome), to: classes)
                if let teacher { try graph.write(teacher.logits(of: rows), to: told) }
                try graph.forward()
                try graph.backward()
                try optimiser.step(parameters)
            }
            let loss = try loss(on: kept)
            if loss < best.loss {
                (best, idle) = ((loss, try parameters.tensors()), 0)
            } else {
                idle += 1
            }
        }
        try parameters.load(best.tensors)
    }

    /// −log of the probability of what happened, the mean over examples.
    ///
    /// - Throws: `LearningError`.
    func loss(on examples: [FailureExample]) throws(LearningError) -> Double {
        let losses = zip(try probabilities(of: examples), examples).map { -log(max(1e-12, $0[$1.outcome])) }
        return losses.reduce(0, +) / Double(max(1, losses.count))
    }
}
