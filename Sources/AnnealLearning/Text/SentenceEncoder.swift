internal import Foundation

/// Turns texts into vectors whose products tell how alike the texts are: a BERT encoder, the mean over the pieces, length
/// one. Made for the MiniLM models of sentence-transformers; reads their folders as they are.
///
/// Source: N. Reimers, I. Gurevych, "Sentence-BERT" (2019); W. Wang et al., "MiniLM" (2020).
///
/// An encoder belongs to one task at a time; it is no value that can be sent.
public final class SentenceEncoder {
    /// The sizes of an encoder, as `config.json` has them.
    struct Configuration: Decodable {
        let hidden_size: Int
        let intermediate_size: Int
        let num_attention_heads: Int
        let num_hidden_layers: Int
        let max_position_embeddings: Int
        let type_vocab_size: Int
        let vocab_size: Int
        let layer_norm_eps: Float
        let hidden_act: String
    }

    /// The numbers of a vector.
    public let width: Int
    /// The most pieces of a text that count, `[CLS]` and `[SEP]` among them.
    public let limit: Int
    private let vocabulary: WordPiece
    private let graph: Graph
    private let words: IndexNode
    private let positions: IndexNode
    private let types: IndexNode
    private let sequences: IndexNode
    private let mask: Node
    private let encoded: Node

    /// Reads an encoder.
    ///
    /// - Parameters:
    ///   - folder: with `config.json`, `vocab.txt` and `model.safetensors`.
    ///   - limit: the most pieces of a text; 256 is that of all-MiniLM-L6-v2.
    /// - Throws: `LearningError` when a file is missing, cannot be read or does not fit the others.
    public init(folder: String, limit: Int = 256) throws(LearningError) {
        let path = folder + "/config.json"
        guard let json = FileManager.default.contents(atPath: path) else {
            throw LearningError(
                code: .file, message: "cannot read \(path)", place: path,
                remedy: "give the folder of a sentence-transformers model")
        }
        guard let sizes = try? JSONDecoder().decode(Configuration.self, from: json) else {
            throw LearningError(
                code: .malformed, message: "\(path) is no configuration of a BERT model", place: path,
                remedy: "give the folder of a sentence-transformers model")
        }
        let maximum = 1 << 20
        guard sizes.hidden_act == "gelu", sizes.num_hidden_layers > 0, sizes.num_hidden_layers <= 100,
            [
                sizes.hidden_size, sizes.intermediate_size, sizes.num_attention_heads, sizes.max_position_embeddings,
                sizes.type_vocab_size, sizes.vocab_size,
            ].allSatisfy({ $0 > 0 && $0 <= maximum })
        else {
            throw LearningError(
                code: .unsupported, message: "\(path) asks for an encoder that is not known", place: path,
                remedy: "give a BERT model with GELU")
        }
        guard LayerNorm.isUsable(epsilon: sizes.layer_norm_eps) else {
            throw LearningError(
                code: .malformed, message: "\(path) has the layer_norm_eps \(sizes.layer_norm_eps)", place: path,
                remedy: "give a small number above 0, such as 1e-12")
        }
        vocabulary = try WordPiece(path: folder + "/vocab.txt")
        guard vocabulary.count <= sizes.vocab_size else {
            throw LearningError(
                code: .malformed, message: "the vocabulary has more pieces than the model", place: folder,
                remedy: "give the vocab.txt of this model")
        }
        let weights = try Safetensors(path: folder + "/model.safetensors")
        try BERTNetwork.check(weights, has: sizes)
        self.limit = max(2, min(limit, sizes.max_position_embeddings))
        width = sizes.hidden_size

        let parameters = Parameters()
        let network = try BERTNetwork(sizes, in: parameters)
        try network.load(weights, into: parameters)
        let graph = Graph(parameters, for: .inference)
        words = graph.indexInput(rows: .tokens)
        positions = graph.indexInput(rows: .tokens)
        types = graph.indexInput(rows: .tokens)
        sequences = graph.indexInput(rows: .tokens)
        mask = graph.input(columns: 1, rows: .tokens)
        encoded = try network.record(words: words, positions: positions, types: types, mask: mask, in: graph)
        self.graph = graph
    }

    /// The vectors of texts.
    ///
    /// - Parameter texts: any; the pieces of one beyond the limit do not count.
    /// - Returns: one vector of length 1 for each text.
    /// - Throws: `LearningError` when a run fails or a vector is not finite.
    /// - Complexity: in proportion to the pieces of the longest text times the number of texts; texts of like length
    ///   are best given together.
    public func vectors(of texts: [String]) throws(LearningError) -> [[Float]] {
        let pieces = texts.map { vocabulary.numbers(of: $0, limit: limit) }
        var result = [[Float]](repeating: [], count: texts.count)
        // Texts of like length together, so that little is computed for padding.
        let order = pieces.indices.sorted { (pieces[$0].count, $0) < (pieces[$1].count, $1) }
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, end - first < 32,
                pieces[order[end]].count * (end - first + 1) <= max(512, pieces[order[end]].count)
            {
                end += 1
            }
            let group = Array(order[first..<end])
            for (index, vector) in zip(group, try encode(group.map { pieces[$0] })) { result[index] = vector }
            first = end
        }
        return result
    }

    private func encode(_ texts: [[Int]]) throws(LearningError) -> [[Float]] {
        let steps = texts.map(\.count).max() ?? 0
        try graph.setRows(.batch, to: texts.count)
        try graph.setRows(.tokens, to: texts.count * steps)
        func padded(_ value: (_ text: Int, _ step: Int) -> Int) -> [Int] {
            texts.indices.flatMap { text in (0..<steps).map { value(text, $0) } }
        }
        try graph.write(
            padded { $1 < texts[$0].count ? texts[$0][$1] : vocabulary.padding }, to: words)
        try graph.write(padded { $1 }, to: positions)
        try graph.write(padded { _, _ in 0 }, to: types)
        try graph.write(padded { text, step in step < texts[text].count ? 1 : 0 }.map(Float.init), to: mask)
        try graph.forward()
        return try graph.withValues(of: encoded) { values throws(LearningError) in
            try texts.indices.map { text throws(LearningError) in
                var mean = [Float](repeating: 0, count: width)
                for step in texts[text].indices {
                    let start = (text * steps + step) * width
                    for column in 0..<width { mean[column] += values[start + column] }
                }
                // The length is made 1, so that the number of pieces need not be divided by.
                let length = max(1e-12, mean.reduce(0) { $0 + $1 * $1 }.squareRoot())
                guard length.isFinite else {
                    throw LearningError(
                        code: .notFinite, message: "the vector of a text is not finite", place: "SentenceEncoder",
                        remedy: "give the model.safetensors that belongs to config.json; its weights are too large")
                }
                return mean.map { $0 / length }
            }
        }
    }
}
