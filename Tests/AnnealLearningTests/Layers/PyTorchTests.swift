import AnnealLearning
import Testing

@Suite("Layers compute what PyTorch computes, and the same gradients") struct PyTorchTests {
    private var random = RandomSource(seed: 1)

    /// The mean square of a result.
    private func meanSquare(_ y: Node, in graph: Graph) throws -> Node {
        try graph.regressionLoss(.squared, y, target: graph.input(columns: y.columns, rows: y.rows))
    }

    @Test("linear layers with GELU and tanh")
    mutating func perceptron() throws {
        let figures = try Fixture.pytorch("perceptron")
        let parameters = Parameters()
        let layers = [
            try Linear("a", inputs: 6, outputs: 20, activation: .gelu, in: parameters, using: &random),
            try Linear("b", inputs: 20, outputs: 17, activation: .tanh, in: parameters, using: &random),
            try Linear("c", inputs: 17, outputs: 3, in: parameters, using: &random),
        ]
        let graph = Graph(parameters, for: .training)
        let x = graph.input(columns: 6)
        var y = x
        for layer in layers { y = try layer(y, in: graph) }
        try graph.minimise(meanSquare(y, in: graph))
        try graph.setRows(.batch, to: 5)
        try graph.write(figures.values("in.x"), to: x)
        for (index, layer) in layers.enumerated() { try figures.load("\(2 * index)", into: layer, of: parameters) }
        try graph.forward()
        try graph.backward()
        expectClose(graph.values(of: y), try figures.values("out"))
        for (index, layer) in layers.enumerated() {
            try figures.expectGradients("\(2 * index)", of: layer, in: parameters)
        }
    }

    @Test("ten steps of Adam and AdamW on a cross-entropy", arguments: ["adam", "adamw"])
    mutating func adam(name: String) throws {
        let figures = try Fixture.pytorch(name)
        let parameters = Parameters()
        let layer = try Linear("a", inputs: 4, outputs: 3, in: parameters, using: &random)
        try parameters.set(layer.weight, to: figures.tensor("weight.weight").transposed().values)
        let bias = try #require(layer.bias)
        try parameters.set(bias, to: figures.values("weight.bias"))
        let graph = Graph(parameters, for: .training)
        let (x, classes) = (graph.input(columns: 4), graph.indexInput())
        let loss = try graph.crossEntropy(layer(x, in: graph), classes: classes)
        try graph.minimise(loss)
        try graph.setRows(.batch, to: 8)
        try graph.write(figures.values("in.x"), to: x)
        try graph.write(figures.indices("in.y"), to: classes)
        var optimiser = Adam(rate: 1e-2, decay: name == "adamw" ? 0.1 : 0)
        var losses: [Float] = []
        for _ in 0..<10 {
            try graph.forward()
            try graph.backward()
            try optimiser.step(parameters)
            losses.append(graph.scalar(of: loss))
        }
        expectClose(losses, try figures.values("out"))
        expectClose(
            try parameters.tensor(of: layer.weight).values, try figures.tensor("after.weight").transposed().values)
        expectClose(try parameters.tensor(of: bias).values, try figures.values("after.bias"))
    }

    @Test("two layers of an LSTM")
    mutating func lstm() throws {
        let figures = try Fixture.pytorch("lstm")
        let parameters = Parameters()
        let lstm = try LSTM("l", inputs: 5, hidden: 18, layers: 2, in: parameters, using: &random)
        let graph = Graph(parameters, for: .training)
        let x = graph.input(columns: 5, rows: .tokens)
        let y = try lstm(x, in: graph).states
        try graph.minimise(meanSquare(y, in: graph))
        try graph.setRows(.tokens, to: 12)
        try graph.setRows(.batch, to: 3)
        try graph.write(figures.values("in.x"), to: x)
        for (index, layer) in lstm.layers.enumerated() {
            func weight(_ name: String) throws -> Tensor { try figures.tensor("weight.\(name)_l\(index)") }
            try parameters.set(layer.weight, to: weight("weight_ih").transposed().values)
            try parameters.set(layer.recurrent, to: weight("weight_hh").transposed().values)
            try parameters.set(
                layer.bias, to: zip(weight("bias_ih").values, weight("bias_hh").values).map { $0 + $1 })
        }
        try graph.forward()
        try graph.backward()
        expectClose(graph.values(of: y), try figures.values("out"))
        for (index, layer) in lstm.layers.enumerated() {
            func gradient(_ name: String) throws -> Tensor { try figures.tensor("gradient.\(name)_l\(index)") }
            expectClose(try parameters.gradient(of: layer.weight).values, try gradient("weight_ih").transposed().values)
            expectClose(
                try parameters.gradient(of: layer.recurrent).values, try gradient("weight_hh").transposed().values)
            expectClose(try parameters.gradient(of: layer.bias).values, try gradient("bias_ih").values)
        }
    }

    @Test("a Transformer encoder with a mask, normalising after and before", arguments: ["encoder", "encoder-before"])
    mutating func encoder(name: String) throws {
        let figures = try Fixture.pytorch(name)
        let parameters = Parameters()
        let encoder = try TransformerEncoder(
            "e", width: 24, heads: 3, inner: 40, layers: 2, normalization: name == "encoder" ? .after : .before,
            in: parameters, using: &random)
        for (index, layer) in encoder.layers.enumerated() {
            func name(_ part: String) -> String { "layers.\(index).\(part)" }
            try parameters.set(
                layer.queriesKeysValues.weight,
                to: figures.tensor("weight.\(name("self_attn.in_proj_weight"))").transposed().values)
            let bias = try #require(layer.queriesKeysValues.bias)
            try parameters.set(bias, to: figures.values("weight.\(name("self_attn.in_proj_bias"))"))
            try figures.load(name("self_attn.out_proj"), into: layer.output, of: parameters)
            try figures.load(name("linear1"), into: layer.expand, of: parameters)
            try figures.load(name("linear2"), into: layer.contract, of: parameters)
            for (part, norm) in [("norm1", layer.attentionNorm), ("norm2", layer.networkNorm)] {
                try parameters.set(norm.gain, to: figures.values("weight.\(name(part)).weight"))
                try parameters.set(norm.bias, to: figures.values("weight.\(name(part)).bias"))
            }
        }
        let graph = Graph(parameters, for: .training)
        let x = graph.input(columns: 24, rows: .tokens)
        let mask = graph.input(columns: 1, rows: .tokens)
        let kept = graph.input(columns: 24, rows: .tokens)
        let y = try encoder(x, mask: mask, in: graph)
        try graph.minimise(meanSquare(graph.multiply(y, kept), in: graph))
        try graph.setRows(.tokens, to: 12)
        try graph.setRows(.batch, to: 2)
        try graph.write(figures.values("in.x"), to: x)
        let allowed = try figures.values("in.mask")
        try graph.write(allowed, to: mask)
        try graph.write(allowed.flatMap { [Float](repeating: $0, count: 24) }, to: kept)
        try graph.forward()
        try graph.backward()
        func visible(_ values: [Float]) -> [Float] {
            zip(values, allowed.flatMap { [Float](repeating: $0, count: 24) }).map { $0 * $1 }
        }
        expectClose(visible(graph.values(of: y)), visible(try figures.values("out")))
        for (index, layer) in encoder.layers.enumerated() {
            func name(_ part: String) -> String { "layers.\(index).\(part)" }
            expectClose(
                try parameters.gradient(of: layer.queriesKeysValues.weight).values,
                try figures.tensor("gradient.\(name("self_attn.in_proj_weight"))").transposed().values)
            try figures.expectGradients(name("self_attn.out_proj"), of: layer.output, in: parameters)
            try figures.expectGradients(name("linear1"), of: layer.expand, in: parameters)
            try figures.expectGradients(name("linear2"), of: layer.contract, in: parameters)
            expectClose(
                try parameters.gradient(of: layer.attentionNorm.gain).values,
                try figures.values("gradient.\(name("norm1")).weight"))
            expectClose(
                try parameters.gradient(of: layer.networkNorm.bias).values,
                try figures.values("gradient.\(name("norm2")).bias"))
        }
    }

    @Test("message passing, whose matrices are applied in another order here")
    mutating func graphNetwork() throws {
        let figures = try Fixture.pytorch("graph")
        let parameters = Parameters()
        let network = try GraphNetwork(
            "g", nodeFeatures: 5, edgeFeatures: 4, hidden: 12, layers: 2, in: parameters, using: &random)
        try figures.load("i", into: network.encoder, of: parameters)
        for (index, layer) in network.layers.enumerated() {
            let (m, u) = ("weight.l.\(index).m", "weight.l.\(index).u")
            func set(_ layer: Linear, _ weight: Tensor, bias: String? = nil) throws {
                try parameters.set(layer.weight, to: weight.transposed().values)
                if let bias { try parameters.set(try #require(layer.bias), to: figures.values(bias)) }
            }
            try set(layer.source, figures.columns(m + ".0.weight", 0..<12))
            try set(layer.target, figures.columns(m + ".0.weight", 12..<24))
            try set(layer.edge, figures.columns(m + ".0.weight", 24..<28), bias: m + ".0.bias")
            try set(layer.message, figures.tensor(m + ".2.weight"))
            try parameters.set(layer.messageBias, to: figures.values(m + ".2.bias"))
            try set(layer.updateNode, figures.columns(u + ".0.weight", 0..<12), bias: u + ".0.bias")
            try set(layer.updateMessage, figures.columns(u + ".0.weight", 12..<24))
            try set(layer.update, figures.tensor(u + ".2.weight"), bias: u + ".2.bias")
        }
        let graph = Graph(parameters, for: .training)
        let (x, e) = (graph.input(columns: 5, rows: .nodes), graph.input(columns: 4, rows: .edges))
        let (s, t) = (graph.indexInput(rows: .edges), graph.indexInput(rows: .edges))
        let y = try network(nodes: x, edges: e, sources: s, targets: t, in: graph)
        try graph.minimise(meanSquare(y, in: graph))
        try graph.setRows(.nodes, to: 7)
        try graph.setRows(.edges, to: 11)
        try graph.write(figures.values("in.x"), to: x)
        try graph.write(figures.values("in.e"), to: e)
        try graph.write(figures.indices("in.s"), to: s)
        try graph.write(figures.indices("in.t"), to: t)
        try graph.forward()
        try graph.backward()
        expectClose(graph.values(of: y), try figures.values("out"))
        try figures.expectGradients("i", of: network.encoder, in: parameters)
        for (index, layer) in network.layers.enumerated() {
            let (m, u) = ("gradient.l.\(index).m", "gradient.l.\(index).u")
            for (part, range) in [(layer.source, 0..<12), (layer.target, 12..<24), (layer.edge, 24..<28)] {
                expectClose(
                    try parameters.gradient(of: part.weight).values,
                    try figures.columns(m + ".0.weight", range).transposed().values)
            }
            expectClose(
                try parameters.gradient(of: layer.message.weight).values,
                try figures.tensor(m + ".2.weight").transposed().values)
            expectClose(try parameters.gradient(of: layer.messageBias).values, try figures.values(m + ".2.bias"))
            expectClose(
                try parameters.gradient(of: layer.updateMessage.weight).values,
                try figures.columns(u + ".0.weight", 12..<24).transposed().values)
        }
    }

    @Test("the loss of distillation")
    func distillation() throws {
        let figures = try Fixture.pytorch("distillation")
        let parameters = Parameters()
        var random = RandomSource(seed: 1)
        let student = try parameters.add("s", rows: 4, columns: 7, initially: .constant(0), using: &random)
        try parameters.set(student, to: figures.values("in.student"))
        let graph = Graph(parameters, for: .training)
        let teacher = graph.input(columns: 7, rows: .fixed(4))
        let loss = try graph.distillationLoss(student: graph.node(for: student), teacher: teacher, temperature: 3)
        try graph.minimise(loss)
        try graph.write(figures.values("in.teacher"), to: teacher)
        try graph.forward()
        try graph.backward()
        expectClose([graph.scalar(of: loss)], try figures.values("out"))
        expectClose(try parameters.gradient(of: student).values, try figures.values("gradient.student"))
    }
}
