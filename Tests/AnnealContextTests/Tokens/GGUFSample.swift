import Foundation

/// A small GGUF file with a vocabulary, made in memory.
struct GGUFSample {
    var model = "gpt2"
    var kind = "qwen2"
    var tokens: [String]
    var merges: [String]
    /// Numbers of the tokens that are marks.
    var marks: Set<Int> = []

    var data: Data {
        var data = Data("GGUF".utf8)
        func add(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
        }
        func add(_ text: String) {
            add(UInt64(text.utf8.count))
            data.append(contentsOf: text.utf8)
        }
        func add(_ key: String, _ texts: [String]) {
            add(key)
            add(UInt32(9))
            add(UInt32(8))
            add(UInt64(texts.count))
            for text in texts { add(text) }
        }
        add(UInt32(3))
        add(UInt64(0))
        add(UInt64(7))
        add("general.file_type")
        add(UInt32(4))
        add(UInt32(15))
        for (key, value) in [
            ("general.name", "Sample"), ("tokenizer.ggml.model", model), ("tokenizer.ggml.pre", kind),
        ] {
            add(key)
            add(UInt32(8))
            add(value)
        }
        add("tokenizer.ggml.tokens", tokens)
        add("tokenizer.ggml.token_type")
        add(UInt32(9))
        add(UInt32(5))
        add(UInt64(tokens.count))
        for number in tokens.indices { add(Int32(marks.contains(number) ? 3 : 1)) }
        add("tokenizer.ggml.merges", merges)
        return data
    }
}
