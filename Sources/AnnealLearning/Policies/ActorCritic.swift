/// A policy over discrete actions and an estimate of what a state is worth, each a network of its own.
public struct ActorCritic: Sendable, Hashable {
    /// What an observation is made of.
    public enum Observation: Sendable, Hashable {
        /// Features of the state; the policy gives a logit to each action.
        case state
        /// As many features for each action, one action after another: each action is a candidate, and one network
        /// scores all. The value is the mean of what another network says of each.
        case candidates(features: Int)
    }

    /// From an observation to a logit for each action.
    public let policy: MultiLayerPerceptron
    /// From an observation to its value.
    public let value: MultiLayerPerceptron
    /// What it is made of.
    public let observation: Observation
    private let actionCount: Int

    /// Creates both networks, orthogonal weights with the gains of stable-baselines3.
    ///
    /// - Parameters:
    ///   - name: their names are `name.policy` and `name.value`.
    ///   - observationSize: columns of an observation.
    ///   - actionCount: actions.
    ///   - observation: what an observation is made of.
    ///   - hidden: sizes of the hidden layers; 64 and 64 are the default of stable-baselines3.
    ///   - activation: of the hidden layers.
    ///   - parameters: where weights are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when a size is not positive or the name is taken.
    public init(
        _ name: String, observationSize: Int, actionCount: Int, observation: Observation = .state,
        hidden: [Int] = [64, 64], activation: Activation = .tanh, in parameters: Parameters,
        using random: inout RandomSource
    ) throws(LearningError) {
        var (inputs, outputs) = (observationSize, actionCount)
        if case .candidates(let features) = observation {
            guard features > 0, features * actionCount == observationSize else {
                throw LearningError(
                    code: .shape,
                    message:
                        "\(actionCount) candidates of \(features) features are no observation of \(observationSize)",
                    place: "ActorCritic", remedy: "give as many features as the environment has for each candidate")
            }
            (inputs, outputs) = (features, 1)
        }
        self.observation = observation
        self.actionCount = actionCount
        let gain = Float(2).squareRoot()
        policy = try MultiLayerPerceptron(
            "\(name).policy", sizes: [inputs] + hidden + [outputs], activation: activation,
            initialization: .orthogonal(hidden: gain, last: 0.01), in: parameters, using: &random)
        value = try MultiLayerPerceptron(
            "\(name).value", sizes: [inputs] + hidden + [1], activation: activation,
            initialization: .orthogonal(hidden: gain, last: 1), in: parameters, using: &random)
    }

    /// Records both networks.
    ///
    /// - Parameters:
    ///   - x: batch × observation.
    ///   - graph: where. With candidates, its number of candidates is to be set to batch × actions.
    /// - Returns: logits, batch × actions, and values, batch × 1.
    /// - Throws: `LearningError.Code.shape` when x has another number of columns.
    public func callAsFunction(_ x: Node, in graph: Graph) throws(LearningError) -> (logits: Node, values: Node) {
        guard case .candidates(let features) = observation else {
            return (try policy(x, in: graph), try recordValue(x, in: graph))
        }
        let rows = try graph.reshape(x, columns: features, rows: .candidates)
        let scores = try policy(rows, in: graph)
        return (try graph.reshape(scores, columns: actionCount, rows: .batch), try recordValue(x, in: graph))
    }

    /// Records the value alone.
    ///
    /// - Parameters:
    ///   - x: batch × observation.
    ///   - graph: where.
    /// - Returns: batch × 1.
    /// - Throws: `LearningError.Code.shape` when x has another number of columns.
    public func recordValue(_ x: Node, in graph: Graph) throws(LearningError) -> Node {
        guard case .candidates(let features) = observation else { return try value(x, in: graph) }
        let rows = try graph.reshape(x, columns: features, rows: .candidates)
        return try graph.rowMean(graph.reshape(value(rows, in: graph), columns: actionCount, rows: .batch))
    }
}
