/// A policy over discrete actions and an estimate of what a state is worth, each a network of its own.
public struct ActorCritic: Sendable, Hashable {
    /// From an observation to a logit for each action.
    public let policy: MultiLayerPerceptron
    /// From an observation to its value.
    public let value: MultiLayerPerceptron

    /// Creates both networks, orthogonal weights with the gains of stable-baselines3.
    ///
    /// - Parameters:
    ///   - name: their names are `name.policy` and `name.value`.
    ///   - observationSize: columns of an observation.
    ///   - actionCount: actions.
    ///   - hidden: sizes of the hidden layers; 64 and 64 are the default of stable-baselines3.
    ///   - activation: of the hidden layers.
    ///   - parameters: where weights are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when a size is not positive or the name is taken.
    public init(
        _ name: String, observationSize: Int, actionCount: Int, hidden: [Int] = [64, 64],
        activation: Activation = .tanh, in parameters: Parameters, using random: inout RandomSource
    ) throws(LearningError) {
        let gain = Float(2).squareRoot()
        policy = try MultiLayerPerceptron(
            "\(name).policy", sizes: [observationSize] + hidden + [actionCount], activation: activation,
            initialization: .orthogonal(hidden: gain, last: 0.01), in: parameters, using: &random)
        value = try MultiLayerPerceptron(
            "\(name).value", sizes: [observationSize] + hidden + [1], activation: activation,
            initialization: .orthogonal(hidden: gain, last: 1), in: parameters, using: &random)
    }

    /// Records both networks.
    ///
    /// - Parameters:
    ///   - x: batch × observation.
    ///   - graph: where.
    /// - Returns: logits, batch × actions, and values, batch × 1.
    /// - Throws: `LearningError.Code.shape` when x has another number of columns.
    public func callAsFunction(_ x: Node, in graph: Graph) throws(LearningError) -> (logits: Node, values: Node) {
        (try policy(x, in: graph), try value(x, in: graph))
    }
}
