/// A graph network that tells in which order the activities of a project should be scheduled: of each it predicts when,
/// between 0 and 1, it begins in a short schedule.
///
/// A network belongs to one task at a time; it is no value that can be sent.
///
/// Source: J. Gilmer et al., "Neural Message Passing for Quantum Chemistry" (2017), for the network; what it learns from
/// is told in `docs/algorithms/projects.md`.
public final class PriorityNetwork {
    private static let (hidden, layers) = (32, 3)

    /// The weights.
    public let parameters = Parameters()
    private let acting: Run
    private let learning: Run?
    private let wanted: Node?

    /// A graph and its inputs.
    private struct Run {
        let graph: Graph
        let nodes: Node
        let edges: Node
        let sources: IndexNode
        let targets: IndexNode
        let output: Node

        init(_ network: GraphNetwork, _ head: Linear, _ parameters: Parameters, for purpose: Graph.Purpose)
            throws(LearningError)
        {
            graph = Graph(parameters, for: purpose)
            nodes = graph.input(columns: ProjectFeatures.nodeCount, rows: .nodes)
            edges = graph.input(columns: ProjectFeatures.edgeCount, rows: .edges)
            (sources, targets) = (graph.indexInput(rows: .edges), graph.indexInput(rows: .edges))
            output = try head(
                network(nodes: nodes, edges: edges, sources: sources, targets: targets, in: graph), in: graph)
        }

        func write(_ features: ProjectFeatures) throws(LearningError) {
            try graph.setRows(.nodes, to: features.nodes.count / ProjectFeatures.nodeCount)
            try graph.setRows(.edges, to: features.sources.count)
            try graph.write(features.nodes, to: nodes)
            try graph.write(features.edges, to: edges)
            try graph.write(features.sources, to: sources)
            try graph.write(features.targets, to: targets)
        }
    }

    /// Creates a network that is to be trained.
    ///
    /// - Parameter seed: of its weights.
    /// - Throws: never in practice.
    public convenience init(seed: UInt64) throws(LearningError) {
        try self.init(weights: nil, seed: seed)
    }

    /// Takes over weights.
    ///
    /// - Parameter weights: by name, as `parameters` has them.
    /// - Throws: `LearningError` when one is missing or has another shape.
    public convenience init(weights: [String: Tensor]) throws(LearningError) {
        try self.init(weights: weights, seed: 0)
    }

    private init(weights: [String: Tensor]?, seed: UInt64) throws(LearningError) {
        var random = RandomSource(seed: seed)
        let network = try GraphNetwork(
            "net", nodeFeatures: ProjectFeatures.nodeCount, edgeFeatures: ProjectFeatures.edgeCount,
            hidden: Self.hidden, layers: Self.layers, in: parameters, using: &random)
        let head = try Linear("head", inputs: Self.hidden, outputs: 1, in: parameters, using: &random)
        if let weights { try parameters.load(weights) }
        acting = try Run(network, head, parameters, for: .inference)
        guard weights == nil else {
            (learning, wanted) = (nil, nil)
            return
        }
        let run = try Run(network, head, parameters, for: .training)
        let target = run.graph.input(columns: 1, rows: .nodes)
        try run.graph.minimise(run.graph.regressionLoss(.huber(delta: 0.1), run.output, target: target))
        (learning, wanted) = (run, target)
    }

    /// Of each activity a number; the least comes first.
    ///
    /// - Parameter project: the project.
    /// - Returns: by activity, as `PriorityRule.keys(_:)`.
    /// - Throws: never in practice; shapes are checked again.
    public func keys(_ project: ResourceProject) throws(LearningError) -> [Double] {
        try acting.write(ProjectFeatures(project))
        try acting.graph.forward()
        return acting.graph.values(of: acting.output).map(Double.init)
    }

    /// Takes a step towards a schedule, for a network that is to be trained.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - times: of each activity, when it should begin, between 0 and 1.
    ///   - optimiser: moves the weights.
    /// - Throws: `LearningError` of code `invalidArgument` for a network with weights that were taken over, `shape` for
    ///   another number of times.
    public func learn(
        _ project: ResourceProject, times: [Float], optimiser: inout Adam
    ) throws(LearningError) {
        guard let learning, let wanted else {
            throw LearningError(
                code: .invalidArgument, message: "this network is not for training", place: "PriorityNetwork.learn",
                remedy: "create it from a seed")
        }
        try learning.write(ProjectFeatures(project))
        try learning.graph.write(times, to: wanted)
        try learning.graph.forward()
        try learning.graph.backward()
        try optimiser.step(parameters)
    }
}
