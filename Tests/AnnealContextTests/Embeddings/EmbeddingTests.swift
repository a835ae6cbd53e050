import AnnealTesting
import Foundation
import Testing

@testable import AnnealContext

@Suite("Vectors of pieces")
struct EmbeddingTests {
    private func withIndex(_ body: (URL, RepositoryIndex) async throws -> Void) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let root = folder.appending(path: "repo")
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            for (name, text) in [
                ("garage.py", "def drive():\n    return wheel\n"), ("kitchen.py", "def peel():\n    return pear\n"),
                ("data.json", "{\"apple\": 1}\n"),
            ] {
                try Data(text.utf8).write(to: root.appending(path: name))
            }
            let index = try RepositoryIndex(root: root.path, path: folder.appending(path: "index.sqlite").path)
            try index.update()
            try await body(root, index)
        }
    }

    @Test("a file is found by a word that it does not have, and words alone still work")
    func search() async throws {
        try await withIndex { _, index in
            let embedder = WordEmbedder()
            #expect(try await index.embed(with: [embedder]).embedded == 2)
            let search = RepositorySearch(index: index)
            let values = try #require(try await embedder.vectors(of: ["fruit"]).first)
            let vector = QueryVector(model: "words", values: values)
            let found = try search.search("fruit", limit: 5, vector: vector)
            #expect(found.first?.path == "kitchen.py")
            #expect((found.first?.signals["vectors"] ?? 0) > 0)
            #expect(try search.search("fruit", limit: 5).isEmpty)
            #expect(try search.search("peel", limit: 5).first?.path == "kitchen.py")
            // Vectors of another model or width count for nothing.
            let other = QueryVector(model: "other", values: values)
            #expect(try search.search("fruit", limit: 5, vector: other).isEmpty)
            let short = QueryVector(model: "words", values: [1])
            #expect(try search.search("fruit", limit: 5, vector: short).isEmpty)
        }
    }

    @Test("what has a vector keeps it: only what changed is embedded again, by each model for itself")
    func cache() async throws {
        try await withIndex { root, index in
            try await index.embed(with: [WordEmbedder()])
            let again = WordEmbedder()
            #expect(try await index.embed(with: [again]).embedded == 0)
            #expect(again.asked.isEmpty)
            try Data("def drive():\n    return vehicle\n".utf8).write(to: root.appending(path: "garage.py"))
            try index.update()
            let report = try await index.embed(with: [again])
            #expect(report.embedded == 1)
            #expect(report.pieces == 2)
            #expect(again.asked.first?.contains("vehicle") == true)
            // The old content comes back: its vector is still there.
            try Data("def drive():\n    return wheel\n".utf8).write(to: root.appending(path: "garage.py"))
            try index.update()
            #expect(try await index.embed(with: [again]).embedded == 0)
            #expect(try await index.embed(with: [WordEmbedder(model: "second")]).embedded == 2)
            #expect(try index.hasVectors(of: "second"))
            #expect(try index.hasVectors(of: "third") == false)
        }
    }

    @Test("a file that comes back is found by the vectors that it had, by a search that was in use meanwhile")
    func comesBack() async throws {
        try await withIndex { root, index in
            let embedder = WordEmbedder()
            try await index.embed(with: [embedder])
            let search = RepositorySearch(index: index)
            let values = try #require(try await embedder.vectors(of: ["fruit"]).first)
            let vector = QueryVector(model: "words", values: values)
            func found() throws -> Bool {
                try search.search("fruit", limit: 5, vector: vector).first?.path == "kitchen.py"
            }
            #expect(try found())
            let path = root.appending(path: "kitchen.py")
            let text = try Data(contentsOf: path)
            try Data("def nothing():\n    return 1\n".utf8).write(to: path)
            try index.update()
            try await index.embed(with: [embedder])
            try text.write(to: path)
            try index.update()
            // Its pieces are not known yet.
            #expect(try !found())
            #expect(try await index.embed(with: [embedder]).embedded == 0)
            #expect(try found())
        }
    }

    @Test("making vectors leaves files as they are, so that they are not read again")
    func ownCount() async throws {
        try await withIndex { _, index in
            let before = try index.marks()
            try await index.embed(with: [WordEmbedder()])
            let after = try index.marks()
            #expect(after.hasSameFiles(as: before))
            #expect(after.vectors > before.vectors)
        }
    }

    @Test("several embedders share the work; one that gives too few vectors is refused, and nothing is lost")
    func sharing() async throws {
        try await withIndex { (_: URL, index: RepositoryIndex) async throws -> Void in
            let both = [WordEmbedder(), WordEmbedder()]
            #expect(try await index.embed(with: both).embedded == 2)
            #expect(both.allSatisfy { $0.asked.count == 1 })
            await #expect(throws: IndexError.self) { try await index.embed(with: [ShortEmbedder()]) }
            #expect(try index.hasVectors(of: "words"))
        }
    }

    @Test("whole numbers of a byte give nearly the cosine, of any width")
    func code() {
        for width in [1, 31, 32, 33, 384] {
            let first = (0..<width).map { Float(sin(Double($0) * 1.3 + 1)) }
            let second = (0..<width).map { Float(cos(Double($0) * 0.7)) }
            let exact = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
            let (a, b) = (VectorCode.quantised(first), VectorCode.quantised(second))
            let product = a.values.withUnsafeBufferPointer { a in
                b.values.withUnsafeBufferPointer { b -> Int32 in
                    guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
                    return VectorCode.product(a, b, count: width)
                }
            }
            #expect(Int(product) == zip(a.values, b.values).reduce(0) { $0 + Int($1.0) * Int($1.1) })
            #expect(abs(Float(product) * a.scale * b.scale - exact) < 0.02 * Float(width).squareRoot())
        }
        #expect(VectorCode.quantised([0, 0]).scale == 0)
    }

    @Test("a piece's text has its path and its lines with words, and ends in time")
    func texts() {
        let bytes = Array("def a():\n    {\n\n    return 1\n}\n".utf8) + Array("x = 2\n".utf8)
        let texts = PieceText.all(path: "src/a.py", bytes: bytes, firstLines: [1, 6, 9])
        #expect(texts[0]?.text == "src/a.py\ndef a():\nreturn 1\n")
        #expect(texts[1]?.text == "src/a.py\nx = 2\n")
        #expect(texts[2] == nil)
        let long = PieceText.all(path: "l", bytes: Array(repeating: 0x61, count: 100_000), firstLines: [1])
        #expect((long[0]?.text.utf8.count ?? 0) <= PieceText.mostBytes + 2)
    }
}

/// Gives a vector for the first text only.
private struct ShortEmbedder: TextEmbedder {
    let model = "short"

    func vectors(of texts: [String]) async throws -> [[Float]] { [[1, 0]] }
}
