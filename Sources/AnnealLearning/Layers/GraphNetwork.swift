/// Message passing over graphs with features of nodes and edges.
///
/// A layer sends along each edge f(hₛ Wₛ + hₜ Wₜ + e Wₑ + b), adds up what arrives at each node, and moves the node by
/// U(h, m). The second matrix of a message is applied to the sum instead of to each edge, which is the same and costs less
/// when there are more edges than nodes; so are the nodes' parts of the first one. Graphs of different sizes form a batch
/// by numbering their nodes on.
///
/// Source: J. Gilmer et al., "Neural Message Passing for Quantum Chemistry" (2017); P. Battaglia et al., "Relational
/// inductive biases, deep learning, and graph networks" (2018).
public struct GraphNetwork: Sendable, Hashable {
    /// One layer.
    public struct Layer: Sendable, Hashable {
        /// Hidden × hidden, of the node where an edge starts, and of the one where it ends.
        public let source: Linear
        /// Hidden × hidden, of the node where an edge ends.
        public let target: Linear
        /// Edge features × hidden, with the bias of the message.
        public let edge: Linear
        /// Hidden × hidden, of the summed messages.
        public let message: Linear
        /// The bias of each message, 1 × hidden, as many times as there are messages.
        public let messageBias: Parameter
        /// Hidden × hidden, of the node, with the bias of the update's hidden layer.
        public let updateNode: Linear
        /// Hidden × hidden, of the messages.
        public let updateMessage: Linear
        /// Hidden × hidden, of the update's hidden layer.
        public let update: Linear
    }

    /// From the nodes' features to hidden ones.
    public let encoder: Linear
    /// The layers, the first first.
    public let layers: [Layer]

    /// Creates a network.
    ///
    /// - Parameters:
    ///   - name: of its parts.
    ///   - nodeFeatures: columns of the nodes' matrix.
    ///   - edgeFeatures: columns of the edges' matrix.
    ///   - hidden: features within.
    ///   - layers: how many.
    ///   - parameters: where they are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when a size is not positive or the name is taken.
    public init(
        _ name: String, nodeFeatures: Int = 64, edgeFeatures: Int = 32, hidden: Int = 128, layers: Int = 4,
        in parameters: Parameters, using random: inout RandomSource
    ) throws(LearningError) {
        try LayerSizes.check(
            "GraphNetwork",
            ["nodeFeatures": nodeFeatures, "edgeFeatures": edgeFeatures, "hidden": hidden, "layers": layers])
        encoder = try Linear(
            "\(name).encoder", inputs: nodeFeatures, outputs: hidden, in: parameters, using: &random)
        var made: [Layer] = []
        for index in 0..<layers {
            let name = "\(name).\(index)"
            func linear(
                _ part: String, _ inputs: Int, of fanIn: Int, hasBias: Bool, _ random: inout RandomSource
            ) throws(LearningError) -> Linear {
                try Linear(
                    "\(name).\(part)", inputs: inputs, outputs: hidden, hasBias: hasBias, initially: .fanIn(fanIn),
                    in: parameters, using: &random)
            }
            let wide = 2 * hidden + edgeFeatures
            made.append(
                Layer(
                    source: try linear("message.source", hidden, of: wide, hasBias: false, &random),
                    target: try linear("message.target", hidden, of: wide, hasBias: false, &random),
                    edge: try linear("message.edge", edgeFeatures, of: wide, hasBias: true, &random),
                    message: try linear("message.output", hidden, of: hidden, hasBias: false, &random),
                    messageBias: try parameters.add(
                        "\(name).message.output.bias", rows: 1, columns: hidden, initially: .fanIn(hidden),
                        using: &random),
                    updateNode: try linear("update.node", hidden, of: 2 * hidden, hasBias: true, &random),
                    updateMessage: try linear("update.message", hidden, of: 2 * hidden, hasBias: false, &random),
                    update: try linear("update.output", hidden, of: hidden, hasBias: true, &random)))
        }
        self.layers = made
    }

    /// Records the network.
    ///
    /// - Parameters:
    ///   - nodes: nodes × node features.
    ///   - edges: edges × edge features.
    ///   - sources: for each edge, the node where it starts.
    ///   - targets: for each edge, the node where it ends.
    ///   - graph: where.
    /// - Returns: nodes × hidden.
    /// - Throws: `LearningError.Code.shape` when shapes do not fit.
    public func callAsFunction(
        nodes: Node, edges: Node, sources: IndexNode, targets: IndexNode, in graph: Graph
    ) throws(LearningError) -> Node {
        var h = try encoder(nodes, in: graph)
        for layer in layers {
            let messages = try graph.edgeMessages(
                source: layer.source(h, in: graph), target: layer.target(h, in: graph),
                edge: layer.edge(edges, in: graph), sources: sources, targets: targets)
            let sum = try graph.segmentSum(messages.messages, targets, rows: nodes.rows)
            let arrived = try graph.linear([
                (sum, graph.node(for: layer.message.weight)), (messages.arrivals, graph.node(for: layer.messageBias)),
            ])
            guard let bias = layer.updateNode.bias else { continue }
            let inner = try graph.linear(
                [
                    (h, graph.node(for: layer.updateNode.weight)),
                    (arrived, graph.node(for: layer.updateMessage.weight)),
                ], bias: graph.node(for: bias), activation: .relu)
            h = try graph.add(h, layer.update(inner, in: graph))
        }
        return h
    }
}
