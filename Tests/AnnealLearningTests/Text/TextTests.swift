import AnnealLearning
import Foundation
import Testing

@Suite("Word pieces and sentence vectors") struct TextTests {
    private struct Example: Decodable {
        let text: String
        let ids: [Int]
    }

    private func examples() throws -> [Example] {
        try JSONDecoder().decode(
            [Example].self, from: Data(contentsOf: Fixture.folder.appendingPathComponent("wordpiece.json")))
    }

    @Test("texts become the pieces that the tokenizers library finds")
    func pieces() throws {
        let vocabulary = try WordPiece(path: Fixture.path("bert/vocab.txt"))
        for example in try examples() {
            #expect(vocabulary.numbers(of: example.text) == example.ids, "\(example.text)")
        }
    }

    @Test("a text is cut at the limit, its end marked")
    func limit() throws {
        let vocabulary = try WordPiece(path: Fixture.path("bert/vocab.txt"))
        let long = String(repeating: "unable ", count: 50)
        #expect(vocabulary.numbers(of: long, limit: 6).count == 6)
        #expect(vocabulary.numbers(of: long, limit: 6).last == vocabulary.separator)
        #expect(vocabulary.numbers(of: long, limit: 2) == [vocabulary.start, vocabulary.separator])
        #expect(vocabulary.numbers(of: "cat", limit: 6).count == 3)
    }

    @Test("a vocabulary without the pieces of special meaning is refused")
    func vocabulary() {
        #expect(throws: LearningError.self) { try WordPiece(vocabulary: "a\nb\n") }
        #expect(throws: LearningError.self) { try WordPiece(vocabulary: "") }
        #expect(throws: LearningError.self) { try WordPiece(path: Fixture.path("bert/none.txt")) }
    }

    @Test("random bytes as text always become pieces of the vocabulary")
    func fuzzed() throws {
        let vocabulary = try WordPiece(path: Fixture.path("bert/vocab.txt"))
        var random = RandomSource(seed: 2)
        for _ in 0..<300 {
            let bytes = (0..<random.index(below: 60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let numbers = vocabulary.numbers(of: String(decoding: bytes, as: UTF8.self), limit: 20)
            #expect(numbers.count >= 2 && numbers.count <= 20)
            #expect(numbers.allSatisfy { (0..<vocabulary.count).contains($0) })
        }
    }

    @Test("vectors are those of the reference, alone and together")
    func vectors() throws {
        let encoder = try SentenceEncoder(folder: Fixture.path("bert"))
        let texts = try examples().map(\.text)
        let wanted = try Safetensors(path: Fixture.path("sentences.safetensors"))
        let together = try encoder.vectors(of: texts)
        for (index, text) in texts.enumerated() {
            let reference = try wanted.tensor("\(index)").values
            expectClose(together[index], reference, text)
            expectClose(try encoder.vectors(of: [text])[0], reference, text)
        }
        #expect(try encoder.vectors(of: []).isEmpty)
    }

    @Test("a folder without a model, or with one of other sizes, is refused")
    func folders() throws {
        #expect(throws: LearningError.self) { try SentenceEncoder(folder: Fixture.path("none")) }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.copyItem(at: Fixture.folder.appendingPathComponent("bert"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = folder.appendingPathComponent("config.json")
        let text = try String(contentsOf: configuration, encoding: .utf8)
        for (old, new) in [
            ("\"hidden_size\": 24", "\"hidden_size\": 48"), ("\"hidden_size\": 24", "\"hidden_size\": -1"),
            ("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"), ("gelu", "silu"), ("{", "["),
            ("\"num_attention_heads\": 3", "\"num_attention_heads\": 5"), ("\"vocab_size\": ", "\"vocab_size\": 1"),
            ("\"max_position_embeddings\": 32", "\"max_position_embeddings\": 999999999999"),
            ("\"layer_norm_eps\": 1e-12", "\"layer_norm_eps\": -1"),
            ("\"layer_norm_eps\": 1e-12", "\"layer_norm_eps\": 0"),
        ] {
            try text.replacingOccurrences(of: old, with: new).write(
                to: configuration, atomically: true, encoding: .utf8)
            #expect(throws: LearningError.self, "\(new)") { try SentenceEncoder(folder: folder.path) }
        }
    }

    @Test("a vector that is not finite is an error")
    func notFinite() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.copyItem(at: Fixture.folder.appendingPathComponent("bert"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("model.safetensors").path
        var tensors = try Safetensors(path: path).tensors()
        let name = try #require(tensors.keys.first { $0.hasSuffix("encoder.layer.1.output.LayerNorm.weight") })
        let gain = try #require(tensors[name])
        tensors[name] = try Tensor(shape: gain.shape, values: gain.values.map { _ in 3e38 })
        try Safetensors.write(tensors, to: path)
        let encoder = try SentenceEncoder(folder: folder.path)
        let error = #expect(throws: LearningError.self) { try encoder.vectors(of: ["a cat"]) }
        #expect(error?.code == .notFinite)
    }
}
