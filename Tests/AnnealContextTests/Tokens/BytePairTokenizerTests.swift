import AnnealContext
import AnnealTesting
import Foundation
import Testing

@Suite("Counting tokens with a model's own vocabulary")
struct BytePairTokenizerTests {
    /// `Ġ` is how the vocabulary writes a space, `Ċ` a line end.
    private let sample = GGUFSample(
        tokens: ["l", "o", "w", "e", "r", "Ġ", "Ċ", "1", "2", "lo", "low", "er", "Ġlow", "lower", "<|end|>", "ĠĠ"],
        merges: ["l o", "lo w", "e r", "Ġ low", "low er", "Ġ Ġ"], marks: [14])

    private func tokens(_ text: String, of sample: GGUFSample) async throws -> [Int] {
        var result: [Int] = []
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "sample.gguf")
            try sample.data.write(to: file)
            result = try BytePairTokenizer(path: file.path).tokens(of: text)
        }
        return result
    }

    @Test(
        "pairs are merged in the order of the merges, within words",
        arguments: [
            ("lower", [13]), ("low er", [10, 5, 11]), (" lower", [12, 11]), ("low\nlow", [10, 6, 10]),
            ("   low", [15, 12]), ("1221", [7, 8, 8, 7]), ("", []), ("<|end|>low", [14, 10]), ("lo<|end|>", [9, 14]),
        ])
    func merges(text: String, expected: [Int]) async throws {
        #expect(try await tokens(text, of: sample) == expected)
    }

    @Test("a long row of one sign takes no time that grows with its square")
    func longRow() async throws {
        let text = String(repeating: " ", count: 20_000)
        #expect(try await tokens(text, of: sample).count == 10_000)
    }

    @Test("a text full of marks takes no time that grows with its square, and an accent does not hide a mark")
    func marks() async throws {
        let many = String(repeating: "<|end|>low", count: 20_000)
        #expect(try await tokens(many, of: sample).count == 40_000)
        // An accent joins the sign before it where signs are compared as a reader sees them.
        #expect(try await tokens("lo<|end|>\u{301}", of: sample).prefix(2) == [9, 14])
        var nested = sample
        nested.tokens += ["<|end|><"]
        nested.marks.insert(16)
        #expect(try await tokens("low<|end|><low<|end|>", of: nested) == [10, 16, 10, 14], "the longest mark counts")
    }

    @Test("a file of another kind, a cut file and an unknown tokenizer are told with the file's name")
    func bad() async throws {
        var other = sample
        other.kind = "unheard-of"
        let cut = Data(sample.data.prefix(200))
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            for (name, data, code) in [
                ("kind", other.data, TokenError.Code.unknownTokenizer), ("cut", cut, .malformed),
                ("text", Data("hello".utf8), .malformed),
            ] {
                let file = folder.appending(path: name)
                try data.write(to: file)
                let error = #expect(throws: TokenError.self) { try BytePairTokenizer(path: file.path) }
                #expect(error?.code == code)
                #expect(error?.place == file.path)
            }
            #expect(throws: TokenError.self) { try BytePairTokenizer(path: folder.path + "/none") }
        }
    }

    @Test("every cut of a sound file is refused or read, and never ends the program")
    func everyCut() async throws {
        // Arrays in arrays, deep enough to use up the stack if they were followed.
        var nested = Data("GGUF".utf8) + Data([3, 0, 0, 0]) + Data(count: 8) + Data([1, 0, 0, 0, 0, 0, 0, 0])
        nested += Data([1, 0, 0, 0, 0, 0, 0, 0]) + Data("k".utf8) + Data([9, 0, 0, 0])
        for _ in 0..<500_000 { nested += Data([9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]) }
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "nested.gguf")
            try nested.write(to: file)
            let error = #expect(throws: TokenError.self) { try BytePairTokenizer(path: file.path) }
            #expect(error?.message.contains("arrays within arrays") == true)
        }
        let whole = sample.data
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "cut.gguf")
            for length in 0..<whole.count {
                try whole.prefix(length).write(to: file)
                #expect(throws: TokenError.self) { try BytePairTokenizer(path: file.path) }
            }
        }
    }
}
