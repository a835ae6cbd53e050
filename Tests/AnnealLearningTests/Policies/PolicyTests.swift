import AnnealLearning
import Foundation
import Testing

@Suite("Policies") struct PolicyTests {
    @Test("the loss of a policy with masks and clipping is that of PyTorch, and so are its gradients")
    func policyLoss() throws {
        let figures = try Fixture.pytorch("policy")
        let parameters = Parameters()
        var random = RandomSource(seed: 1)
        let logits = try parameters.add("l", rows: 6, columns: 4, initially: .constant(0), using: &random)
        let values = try parameters.add("v", rows: 6, columns: 1, initially: .constant(0), using: &random)
        try parameters.set(logits, to: figures.values("in.logits"))
        try parameters.set(values, to: figures.values("in.values"))
        let graph = Graph(parameters, for: .training)
        let loss = try graph.policyLoss(
            PolicyLoss(clip: 0.2, valueClip: 0.3, valueFactor: 0.5, entropyFactor: 0.01),
            logits: graph.node(for: logits), values: graph.node(for: values), isMasked: true)
        try graph.minimise(loss.loss)
        try graph.write(figures.indices("in.actions"), to: loss.actions)
        try graph.write(figures.values("in.old"), to: loss.oldLogProbabilities)
        try graph.write(figures.values("in.advantages"), to: loss.advantages)
        try graph.write(figures.values("in.returns"), to: loss.returns)
        try graph.write(figures.values("in.old_values"), to: loss.oldValues)
        try graph.write(figures.values("in.mask"), to: try #require(loss.mask))
        try graph.forward()
        try graph.backward()
        let statistics = loss.statistics
        expectClose(
            [graph.scalar(of: loss.loss), statistics.policyLoss, statistics.valueLoss, statistics.entropy],
            try figures.values("out"))
        expectClose(try parameters.gradient(of: logits).values, try figures.values("gradient.logits"))
        expectClose(try parameters.gradient(of: values).values, try figures.values("gradient.values"))
        try graph.write([1, 1, 1, 1, 1, 1], to: loss.actions)
        #expect(throws: LearningError.self) { try graph.forward() }
    }

    @Test("gradients agree with differences: the plain loss, dueling, candidates, values of actions")
    func gradients() throws {
        var nodes: PolicyLossNodes?
        try checkGradients([(3, 4), (3, 1)]) { graph, p in
            let loss = try graph.policyLoss(
                PolicyLoss(clip: nil, entropyFactor: 0.3), logits: p[0], values: p[1])
            nodes = loss
            return loss.loss
        } prepare: { graph in
            guard let nodes else { return }
            try graph.write([0, 3, 1], to: nodes.actions)
            try graph.write([1, -2, 0.5], to: nodes.advantages)
            try graph.write([0.3, 1, -1], to: nodes.returns)
        }
        try checkGradients([(3, 1), (3, 5)]) { graph, p in try graph.dueling(value: p[0], advantages: p[1]) }
        var index: IndexNode?
        try checkGradients([(7, 1)]) { graph, p in
            let segments = graph.indexInput(rows: .fixed(7))
            index = segments
            return try graph.segmentLogSoftmax(p[0], segments, rows: .fixed(3))
        } prepare: { graph in
            if let index { try graph.write([0, 2, 2, 0, 1, 2, 0], to: index) }
        }
        var inputs: (IndexNode, Node, Node)?
        try checkGradients([(3, 4)]) { graph, p in
            let data = (
                graph.indexInput(rows: .fixed(3)), graph.input(columns: 1, rows: .fixed(3)),
                graph.input(columns: 1, rows: .fixed(3))
            )
            inputs = data
            return try graph.actionValueLoss(
                .huber(delta: 1), values: p[0], actions: data.0, targets: data.1, weights: data.2
            ).loss
        } prepare: { graph in
            guard let inputs else { return }
            try graph.write([1, 3, 0], to: inputs.0)
            try graph.write([0.2, 5, -0.4], to: inputs.1)
            try graph.write([1, 0.5, 2], to: inputs.2)
        }
    }

    @Test("draws follow the probabilities, never take what is not allowed, and need something that is")
    func sampling() throws {
        var random = RandomSource(seed: 6)
        let probabilities: [Float] = [0.1, 0, 0.6, 0.3]
        let logs = probabilities.map { $0 == 0 ? -Float.infinity : log($0) }
        var counts = [0, 0, 0, 0]
        try logs.withUnsafeBufferPointer { logs in
            for _ in 0..<20_000 { counts[try Categorical.sample(logs, using: &random)] += 1 }
            let best = try Categorical.best(logs)
            #expect(best == 2)
            #expect(abs(Categorical.entropy(logs) - 0.8979) < 1e-3)
        }
        #expect(counts[1] == 0)
        for (count, probability) in zip(counts, probabilities) {
            #expect(abs(Float(count) - 20_000 * probability) < 350)
        }
        [-Float.infinity, -.infinity].withUnsafeBufferPointer { none in
            #expect(throws: LearningError.self) { try Categorical.sample(none, using: &random) }
            #expect(throws: LearningError.self) { try Categorical.best(none) }
        }
    }

    @Test("candidates of a decision get probabilities that add up to 1, however many there are")
    func candidates() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let scorer = try CandidateScorer("c", features: 3, in: parameters, using: &random)
        let graph = Graph(parameters, for: .inference)
        let (x, decisions) = (graph.input(columns: 3, rows: .candidates), graph.indexInput(rows: .candidates))
        let logs = try scorer(x, decisions: decisions, in: graph)
        try graph.setRows(.batch, to: 3)
        try graph.setRows(.candidates, to: 6)
        try graph.write((0..<18).map { Float($0 % 5) }, to: x)
        try graph.write([0, 0, 1, 2, 2, 2], to: decisions)
        try graph.forward()
        let probabilities = graph.values(of: logs).map { exp($0) }
        #expect(abs(probabilities[0] + probabilities[1] - 1) < 1e-5)
        #expect(abs(probabilities[2] - 1) < 1e-6)
        #expect(abs(probabilities[3] + probabilities[4] + probabilities[5] - 1) < 1e-5)
        try graph.write([0, 0, 2, 2, 2, 2], to: decisions)
        let error = #expect(throws: LearningError.self) { try graph.forward() }
        #expect(error?.message.contains("decision 1 has no candidates") == true)
    }

    @Test("a dueling network's values differ from their mean by its advantages")
    func dueling() throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let network = try QNetwork(
            "q", observationSize: 4, actionCount: 3, hidden: [8], isDueling: true, in: parameters, using: &random)
        let graph = Graph(parameters, for: .inference)
        let x = graph.input(columns: 4)
        let values = try network(x, in: graph)
        try graph.write([1, 2, 3, 4], to: x)
        try graph.forward()
        let result = graph.values(of: values)
        // By hand, from the layers' weights.
        func product(_ x: [Float], _ layer: String) throws -> [Float] {
            let weight = try parameters.tensor(of: #require(parameters.parameter(named: layer + ".weight"))).values
            var sums = try parameters.tensor(of: #require(parameters.parameter(named: layer + ".bias"))).values
            let columns = sums.count
            for (row, value) in x.enumerated() {
                for column in 0..<columns { sums[column] += value * weight[row * columns + column] }
            }
            return sums
        }
        let hidden = try product([1, 2, 3, 4], "q.trunk.0").map { max(0, $0) }
        let (value, advantages) = (try product(hidden, "q.value"), try product(hidden, "q.advantages"))
        let mean = advantages.reduce(0, +) / 3
        #expect(value.count == 1 && advantages.count == 3)
        expectClose(result, advantages.map { value[0] + $0 - mean })
        #expect(abs(value[0]) > 1e-3 && abs(mean) > 1e-3)
    }
}
