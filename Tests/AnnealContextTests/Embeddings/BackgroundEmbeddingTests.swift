import AnnealContext
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Vectors that are made in the background", .timeLimit(.minutes(2)))
struct BackgroundEmbeddingTests {
    private let files = [
        "garage.py": "def drive():\n    return wheel\n", "kitchen.py": "def peel():\n    return pear\n",
    ]

    @Test("the service finds by vectors as soon as they are made, also what changes while it runs")
    func service() async throws {
        let queries = WordEmbedder()
        try await ServedFolder.with(files, embedder: queries) { folder in
            let before = try await folder.send("/v1/search", ["query": "fruit"])
            #expect(before.json["results"]?.arrayValue?.isEmpty == true)
            #expect(queries.asked.isEmpty)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await folder.service.embed(with: WordEmbedder()) }
                #expect(try await Self.finds("fruit", "kitchen.py", in: folder))
                let why = try await folder.send("/v1/explain", ["query": "fruit", "path": "kitchen.py"])
                #expect((why.json["signals"]?["vectors"]?.doubleValue ?? 0) > 0)
                let later = folder.service.index.root + "/later.py"
                try Data("def apple_pear():\n    peel = apple\n".utf8).write(to: URL(fileURLWithPath: later))
                #expect(try await Self.finds("fruit", "later.py", in: folder))
                // A step is counted when its work is done, which is a moment later.
                var counted = false
                for _ in 0..<1000 where !counted {
                    let metrics = try await folder.send("/metrics").body
                    counted = metrics.contains("anneal_context_pieces_embedded_total 3\n")
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(counted)
                tasks.cancelAll()
                do { try await tasks.waitForAll() } catch is CancellationError {}
            }
        }
    }

    @Test("where the query's vector cannot be made, words alone count, and that is counted")
    func failing() async throws {
        try await ServedFolder.with(files, embedder: FailingEmbedder()) { folder in
            try await folder.service.index.embed(with: [WordEmbedder()])
            let answer = try await folder.send("/v1/search", ["query": "peel"])
            #expect(answer.json["results"]?[0]?["path"]?.stringValue == "kitchen.py")
            #expect(try await folder.send("/metrics").body.contains("queries_without_vector_total 1\n"))
        }
    }

    private static func finds(_ query: String, _ path: String, in folder: ServedFolder) async throws -> Bool {
        for _ in 0..<1000 {
            let answer = try await folder.send("/v1/search", ["query": .string(query)])
            let paths = answer.json["results"]?.arrayValue?.compactMap { $0["path"]?.stringValue } ?? []
            if paths.contains(path) { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}

/// Has the vectors of `WordEmbedder`'s model, and makes none.
private struct FailingEmbedder: TextEmbedder {
    let model = "words"

    func vectors(of texts: [String]) async throws -> [[Float]] { throw CocoaError(.fileReadUnknown) }
}
