internal import AnnealLearning

/// Predicts what tasks use by message passing over what they wait for: what it says is added to the means of the kinds.
///
/// Nodes are 64 wide and edges 32, of which the first are used; edges go both ways and tell which. Each resource has a head of
/// its own, so that what was not counted of a task moves nothing. A network belongs to one task at a time.
final class ResourceNetwork {
    /// Sizes of the network.
    struct Size: Sendable, Hashable, Codable {
        var hidden = 128
        var layers = 4
    }

    static let (nodeSize, edgeSize) = (64, 32)

    let parameters = Parameters()
    private let acting: Run
    private let learning: Learning?

    /// The network in a graph.
    private struct Run {
        let graph: Graph
        let nodes: Node
        let edges: Node
        let sources: IndexNode
        let targets: IndexNode
        let outputs: [Node]

        func write(_ graphs: [ResourceGraph], _ means: ResourceMeans) throws(LearningError) {
            let (rows, links) = ResourceNetwork.inputs(of: graphs, means)
            try graph.setRows(.nodes, to: rows.count / ResourceNetwork.nodeSize)
            try graph.setRows(.edges, to: links.count)
            try graph.write(rows, to: nodes)
            var features = [Float](repeating: 0, count: links.count * ResourceNetwork.edgeSize)
            for (index, link) in links.enumerated() {
                features[index * ResourceNetwork.edgeSize + (link.isForward ? 0 : 1)] = 1
            }
            try graph.write(features, to: edges)
            try graph.write(links.map(\.source), to: sources)
            try graph.write(links.map(\.target), to: targets)
        }
    }

    /// What a training has beside.
    private struct Learning {
        let run: Run
        let wanted: [Node]
        let counted: [Node]
    }

    /// An edge between two tasks.
    struct Link: Hashable {
        var source: Int
        var target: Int
        /// Whether it leads from what is waited for to what waits.
        var isForward: Bool
    }

    /// Creates a network.
    ///
    /// - Parameters:
    ///   - size: its sizes.
    ///   - weights: by name; drawn from the seed, and to be trained, when left out.
    ///   - seed: of the first weights.
    /// - Throws: `LearningError` when a weight is missing or has another shape.
    init(_ size: Size, weights: [String: Tensor]? = nil, seed: UInt64 = 0) throws(LearningError) {
        var random = RandomSource(seed: seed)
        let network = try GraphNetwork(
            "net", nodeFeatures: Self.nodeSize, edgeFeatures: Self.edgeSize, hidden: size.hidden, layers: size.layers,
            in: parameters, using: &random)
        var heads: [Linear] = []
        for resource in Resource.allCases {
            heads.append(
                try Linear("head.\(resource.rawValue)", inputs: size.hidden, outputs: 1, in: parameters, using: &random)
            )
        }
        if let weights { try parameters.load(weights) }
        acting = try Self.record(network, heads, parameters, for: .inference)
        guard weights == nil else {
            learning = nil
            return
        }
        let run = try Self.record(network, heads, parameters, for: .training)
        var (wanted, counted): ([Node], [Node]) = ([], [])
        var whole: Node?
        for output in run.outputs {
            let (target, weight) = (
                run.graph.input(columns: 1, rows: .nodes), run.graph.input(columns: 1, rows: .nodes)
            )
            wanted.append(target)
            counted.append(weight)
            let loss = try run.graph.regressionLoss(.huber(delta: 1), output, target: target, weights: weight)
            if let sum = whole { whole = try run.graph.add(sum, loss) } else { whole = loss }
        }
        if let whole { try run.graph.minimise(whole) }
        learning = Learning(run: run, wanted: wanted, counted: counted)
    }

    private static func record(
        _ network: GraphNetwork, _ heads: [Linear], _ parameters: Parameters, for purpose: Graph.Purpose
    ) throws(LearningError) -> Run {
        let graph = Graph(parameters, for: purpose)
        let (nodes, edges) = (
            graph.input(columns: nodeSize, rows: .nodes), graph.input(columns: edgeSize, rows: .edges)
        )
        let (sources, targets) = (graph.indexInput(rows: .edges), graph.indexInput(rows: .edges))
        let hidden = try network(nodes: nodes, edges: edges, sources: sources, targets: targets, in: graph)
        var outputs: [Node] = []
        for head in heads { outputs.append(try head(hidden, in: graph)) }
        return Run(graph: graph, nodes: nodes, edges: edges, sources: sources, targets: targets, outputs: outputs)
    }

    /// Features of the tasks of all graphs, row by row, and their edges.
    private static func inputs(of graphs: [ResourceGraph], _ means: ResourceMeans) -> ([Float], [Link]) {
        let point = ResourcePoint()
        var (rows, links): ([Float], [Link]) = ([], [])
        var first = 0
        for graph in graphs {
            for (index, task) in graph.tasks.enumerated() {
                var row = point.vector(of: task.state)
                // A tenth of the logarithm is of size around 1.
                row += Resource.allCases.map { (means.logarithm(of: $0, kind: task.kind) ?? 0) / 10 }
                row += [Double](repeating: 0, count: max(0, nodeSize - row.count))
                rows += row.prefix(nodeSize).map { Float($0) }
                for parent in task.parents {
                    links.append(Link(source: first + parent, target: first + index, isForward: true))
                    links.append(Link(source: first + index, target: first + parent, isForward: false))
                }
            }
            first += graph.tasks.count
        }
        return (rows, links)
    }

    /// Takes steps towards what tasks used.
    ///
    /// - Parameters:
    ///   - graphs: at least one task.
    ///   - means: of the same tasks.
    ///   - steps: of the optimiser.
    ///   - rate: Adam's.
    /// - Throws: `LearningError` for no task, or a network with weights that were taken over.
    func learn(
        _ graphs: [ResourceGraph], means: ResourceMeans, steps: Int, rate: Float
    ) throws(LearningError) {
        let tasks = graphs.flatMap(\.tasks)
        guard let learning, !tasks.isEmpty else {
            throw LearningError(
                code: .invalidArgument, message: "there is nothing to learn from, or the network is not for training",
                place: "ResourceNetwork.learn")
        }
        try learning.run.write(graphs, means)
        for (index, resource) in Resource.allCases.enumerated() {
            let differences = tasks.map { task -> Double? in
                guard let used = ResourceMeans.logarithm(task.used[resource]),
                    let mean = means.logarithm(of: resource, kind: task.kind)
                else { return nil }
                return used - mean
            }
            try learning.run.graph.write(differences.map { Float($0 ?? 0) }, to: learning.wanted[index])
            try learning.run.graph.write(differences.map { $0 == nil ? 0 : 1 }, to: learning.counted[index])
        }
        var optimiser = Adam(rate: rate, decay: 1e-3, maximumNorm: 1)
        for _ in 0..<steps {
            try learning.run.graph.forward()
            try learning.run.graph.backward()
            try optimiser.step(parameters)
        }
    }

    /// The logarithms of what tasks will use.
    ///
    /// - Parameters:
    ///   - graph: at least one task.
    ///   - means: those that the network was trained beside.
    /// - Returns: of each task, by resource; what was never measured is missing.
    /// - Throws: `LearningError` for no task or numbers that are not finite.
    func predict(_ graph: ResourceGraph, means: ResourceMeans) throws(LearningError) -> [[Resource: Double]] {
        try acting.write([graph], means)
        try acting.graph.forward()
        var predicted = [[Resource: Double]](repeating: [:], count: graph.tasks.count)
        for (resource, output) in zip(Resource.allCases, acting.outputs) {
            let values = acting.graph.values(of: output)
            for (index, task) in graph.tasks.enumerated() {
                guard let mean = means.logarithm(of: resource, kind: task.kind) else { continue }
                predicted[index][resource] = mean + Double(values[index])
            }
        }
        return predicted
    }
}
