/// The network of BERT: embeddings of pieces, positions and types, then an encoder.
struct BERTNetwork {
    private let words: Embedding
    private let positions: Embedding
    private let types: Embedding
    private let norm: LayerNorm
    private let encoder: TransformerEncoder
    private let width: Int

    /// Checks that a file has the weights of these sizes, before memory is taken for them.
    static func check(_ file: Safetensors, has sizes: SentenceEncoder.Configuration) throws(LearningError) {
        let (width, inner) = (sizes.hidden_size, sizes.intermediate_size)
        var shapes = [
            "embeddings.word_embeddings.weight": [sizes.vocab_size, width],
            "embeddings.position_embeddings.weight": [sizes.max_position_embeddings, width],
            "embeddings.token_type_embeddings.weight": [sizes.type_vocab_size, width],
        ]
        for layer in 0..<sizes.num_hidden_layers {
            let name = "encoder.layer.\(layer)"
            for part in [
                "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
            ] {
                shapes["\(name).\(part).weight"] = [width, width]
            }
            shapes["\(name).intermediate.dense.weight"] = [inner, width]
            shapes["\(name).output.dense.weight"] = [width, inner]
        }
        let prefix = prefix(of: file)
        for (name, shape) in shapes {
            let found = file.entries[prefix + name]?.shape
            guard found == shape else {
                throw LearningError(
                    code: .shape, message: "the tensor \(name) has the shape \(found ?? []), not \(shape)",
                    place: "BERT",
                    remedy: "give the config.json and the model.safetensors of one model")
            }
        }
    }

    /// Some files have the whole model under a name of its own.
    private static func prefix(of file: Safetensors) -> String {
        file.entries["embeddings.word_embeddings.weight"] == nil ? "bert." : ""
    }

    /// Adds the weights.
    init(_ sizes: SentenceEncoder.Configuration, in parameters: Parameters) throws(LearningError) {
        // Weights come from a file: what is drawn here is replaced.
        var random = RandomSource(seed: 0)
        let width = sizes.hidden_size
        func embedding(_ name: String, _ count: Int) throws(LearningError) -> Embedding {
            try Embedding(
                name, count: count, features: width, initially: .constant(0), in: parameters, using: &random)
        }
        self.width = width
        words = try embedding("words", sizes.vocab_size)
        positions = try embedding("positions", sizes.max_position_embeddings)
        types = try embedding("types", sizes.type_vocab_size)
        norm = try LayerNorm("norm", features: width, epsilon: sizes.layer_norm_eps, in: parameters)
        encoder = try TransformerEncoder(
            "encoder", width: width, heads: sizes.num_attention_heads, inner: sizes.intermediate_size,
            layers: sizes.num_hidden_layers, epsilon: sizes.layer_norm_eps, in: parameters, using: &random)
    }

    /// Records the network: tokens × width.
    func record(
        words: IndexNode, positions: IndexNode, types: IndexNode, mask: Node, in graph: Graph
    ) throws(LearningError) -> Node {
        let sum = try graph.combine(
            [
                self.words(words, in: graph), self.positions(positions, in: graph), self.types(types, in: graph),
            ], factors: [1, 1, 1])
        return try encoder(norm(sum, in: graph), mask: mask, in: graph)
    }

    /// Takes over the weights of a file in the names of the reference.
    func load(_ file: Safetensors, into parameters: Parameters) throws(LearningError) {
        let prefix = BERTNetwork.prefix(of: file)
        func plain(_ name: String, into parameter: Parameter) throws(LearningError) {
            try parameters.set(parameter, to: file.tensor(prefix + name).values)
        }
        func linear(_ name: String, into layer: Linear) throws(LearningError) {
            try parameters.set(layer.weight, to: file.tensor(prefix + name + ".weight").transposed().values)
            if let bias = layer.bias { try plain(name + ".bias", into: bias) }
        }
        func normalization(_ name: String, into layer: LayerNorm) throws(LearningError) {
            try plain(name + ".weight", into: layer.gain)
            try plain(name + ".bias", into: layer.bias)
        }
        try plain("embeddings.word_embeddings.weight", into: words.weight)
        try plain("embeddings.position_embeddings.weight", into: positions.weight)
        try plain("embeddings.token_type_embeddings.weight", into: types.weight)
        try normalization("embeddings.LayerNorm", into: norm)
        for (index, layer) in encoder.layers.enumerated() {
            let name = "encoder.layer.\(index)"
            try attention(name + ".attention.self", into: layer.queriesKeysValues, file, prefix, parameters)
            try linear(name + ".attention.output.dense", into: layer.output)
            try normalization(name + ".attention.output.LayerNorm", into: layer.attentionNorm)
            try linear(name + ".intermediate.dense", into: layer.expand)
            try linear(name + ".output.dense", into: layer.contract)
            try normalization(name + ".output.LayerNorm", into: layer.networkNorm)
        }
    }

    /// Three matrices of the file side by side.
    private func attention(
        _ name: String, into layer: Linear, _ file: Safetensors, _ prefix: String, _ parameters: Parameters
    ) throws(LearningError) {
        var weights = [Float](repeating: 0, count: width * 3 * width)
        var biases: [Float] = []
        for (part, label) in ["query", "key", "value"].enumerated() {
            let tensor = try file.tensor("\(prefix)\(name).\(label).weight")
            for output in 0..<width {
                for input in 0..<width {
                    weights[input * 3 * width + part * width + output] = tensor.values[output * width + input]
                }
            }
            biases += try file.tensor("\(prefix)\(name).\(label).bias").values
        }
        try parameters.set(layer.weight, to: weights)
        if let bias = layer.bias { try parameters.set(bias, to: biases) }
    }
}
