import AnnealLearning

/// A digest of the weights that short trainings of each kind come to: the same on one kind of processor, whatever the number
/// of threads that a library of matrices may use and whatever else runs.
public enum TrainedWeights {
    /// Trains and makes the digest.
    ///
    /// - Parameter seed: of the trainings.
    /// - Returns: up to sixteen hexadecimal digits.
    /// - Throws: what a training throws.
    public static func digest(seed: UInt64) throws -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func take(_ parameters: Parameters) throws {
            for parameter in parameters.all {
                for value in try parameters.tensor(of: parameter).values {
                    hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01b3
                }
            }
        }
        var policies = ActorCriticSettings.ppo(totalSteps: 1_024)
        policies.epochs = 4
        let policy = try ActorCriticTrainer(poles(8), settings: policies, seed: seed)
        try policy.train()
        try take(policy.parameters)
        var values = DQNSettings.dqn(totalSteps: 1_024)
        values.learningStarts = 200
        values.gradientSteps = 16
        let learner = try DQNTrainer(poles(1), settings: values, seed: seed)
        try learner.train()
        try take(learner.parameters)
        try take(wide(seed: seed))
        return String(hash, radix: 16)
    }

    /// Steps of a network whose products are large enough for a library to share them out among threads.
    private static func wide(seed: UInt64) throws -> Parameters {
        var random = RandomSource(seed: seed)
        let parameters = Parameters()
        let network = try MultiLayerPerceptron(
            "n", sizes: [256, 512, 256], activation: .tanh, in: parameters, using: &random)
        let graph = Graph(parameters, for: .training)
        let (x, wanted) = (graph.input(columns: 256), graph.input(columns: 256))
        try graph.minimise(graph.regressionLoss(.squared, network(x, in: graph), target: wanted))
        try graph.setRows(.batch, to: 128)
        var optimiser = Adam()
        for _ in 0..<3 {
            try graph.write(draws(128 * 256, &random), to: x)
            try graph.write(draws(128 * 256, &random), to: wanted)
            try graph.forward()
            try graph.backward()
            try optimiser.step(parameters)
        }
        return parameters
    }

    private static func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 0)
    }
}
