import AnnealFoundation
import AnnealModels
import AnnealTesting
import Foundation
import Testing

@Suite("The catalogue of local models")
struct LocalCatalogueTests {
    let catalogue = ModelCatalogue.standard

    @Test(
        "a model is found by every name that people write",
        arguments: [
            "qwen2.5-coder-0.5b", "Qwen2.5-Coder-0.5B-Instruct", "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
            "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        ])
    func names(name: String) {
        #expect(catalogue.entry(named: name)?.name == "qwen2.5-coder-0.5b")
    }

    @Test("without a name it is the default model")
    func standard() async throws {
        try await withTemporaryFolder { folder in
            let entry = try catalogue.resolve(nil, folder: folder)
            #expect(entry.name == "qwen2.5-coder-1.5b")
        }
    }

    @Test("a name that nobody knows is refused with the names that are known")
    func unknown() async throws {
        try await withTemporaryFolder { folder in
            let error = #expect(throws: ModelError.self) { try catalogue.resolve("llama-9", folder: folder) }
            #expect(error?.code == .unknownModel)
            #expect(error?.remedy?.contains("qwen2.5-coder-0.5b") == true)
        }
    }

    @Test("a file of one's own is found by path, and by name in the folder of models")
    func own() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "tiny.gguf")
            try Data("GGUF".utf8).write(to: file)
            #expect(try catalogue.resolve(file.path, folder: folder).sources == [.file(file.path)])
            #expect(try catalogue.resolve("tiny", folder: folder).bytes == 4)
            #expect(catalogue.foreign(in: folder).map(\.name) == ["tiny"])
        }
    }

    @Test("every model of the catalogue has a size, a digest and two sources, the hub first")
    func entries() {
        for entry in catalogue.entries {
            #expect((entry.bytes ?? 0) > 100_000_000)
            #expect(entry.digest?.hex.count == 64)
            #expect(entry.sources.count == 2)
            guard case .hub? = entry.sources.first else {
                Issue.record("\(entry.name) does not begin with the hub")
                continue
            }
        }
    }
}
