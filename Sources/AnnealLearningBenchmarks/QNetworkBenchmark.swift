import AnnealLearning

/// A network of action values: one decision, a batch, a step of training without and with a target network.
enum QNetworkBenchmark {
    private static let sizes = [256, 512, 256, 128, 1000]

    static func run(_ measure: Measure) throws {
        var random = RandomSource(seed: 1)
        let (parameters, targetParameters) = (Parameters(), Parameters())
        let network = try MultiLayerPerceptron("q", sizes: sizes, in: parameters, using: &random)
        let target = try MultiLayerPerceptron("q", sizes: sizes, in: targetParameters, using: &random)
        let batch = draws(64 * 256, &random)
        let one = Array(batch.prefix(256))

        let acting = Graph(parameters, for: .inference)
        let x = acting.input(columns: 256)
        _ = try network(x, in: acting)
        try measure.run("Q net 256-512-256-128-1000 forward, batch 1") {
            try acting.write(one, to: x)
            try acting.forward()
        }
        try acting.setRows(.batch, to: 64)
        try measure.run("Q net forward, batch 64") {
            try acting.write(batch, to: x)
            try acting.forward()
        }

        let learning = Graph(parameters, for: .training)
        let input = learning.input(columns: 256)
        let (actions, wanted) = (learning.indexInput(), learning.input(columns: 1))
        let (loss, _) = try learning.actionValueLoss(
            .huber(delta: 1), values: network(input, in: learning), actions: actions, targets: wanted)
        try learning.minimise(loss)
        try learning.setRows(.batch, to: 64)
        let targets = draws(64, &random)
        let chosen = (0..<64).map { _ in random.index(below: 1000) }
        var optimiser = Adam()
        func step() throws {
            try learning.write(batch, to: input)
            try learning.write(chosen, to: actions)
            try learning.forward()
            try learning.backward()
            try optimiser.step(parameters)
        }
        try learning.write(targets, to: wanted)
        try measure.run("Q net train step (Huber on the taken action, Adam), batch 64", step)

        let telling = Graph(targetParameters, for: .inference)
        let next = telling.input(columns: 256)
        let values = try target(next, in: telling)
        try telling.setRows(.batch, to: 64)
        var best = [Int32](repeating: 0, count: 64)
        try measure.run("DQN step with target net forward, batch 64") {
            try telling.write(batch, to: next)
            try telling.forward()
            telling.bestColumns(of: values, into: &best)
            try learning.withInput(wanted) { wanted in
                telling.withValues(of: values) { values in
                    for row in 0..<64 { wanted[row] = targets[row] + 0.99 * values[row * 1000 + Int(best[row])] }
                }
            }
            try step()
        }
    }
}
