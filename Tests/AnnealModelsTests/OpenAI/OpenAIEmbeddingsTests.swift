import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("Embeddings of an OpenAI-compatible server")
struct OpenAIEmbeddingsTests {
    private func vectors(_ answer: String, of texts: [String]) async throws -> [[Float]] {
        try await FileServer.serving(Data(answer.utf8)) { server in
            let url = try #require(URL(string: server.address))
            let embeddings = OpenAIEmbeddings(
                baseURL: url, model: "some-embeddings", retry: RetryPolicy(attempts: 1))
            let vectors = try await embeddings.vectors(of: texts)
            #expect(server.paths == ["/v1/embeddings"])
            return vectors
        }
    }

    @Test("vectors come in the order of the texts, whatever the order of the answer, and have length 1")
    func order() async throws {
        let answer = #"{"data": [{"index": 1, "embedding": [0, -2]}, {"index": 0, "embedding": [3, 4]}]}"#
        #expect(try await vectors(answer, of: ["a", "b"]) == [[0.6, 0.8], [0, -1]])
    }

    @Test(
        "answers that are not a vector of one width for each text are refused",
        arguments: [
            "{}", #"{"data": []}"#, #"{"data": [{"embedding": [1]}]}"#,
            #"{"data": [{"embedding": [1]}, {"embedding": [1, 2]}]}"#,
            #"{"data": [{"index": 7, "embedding": [1]}, {"index": -1, "embedding": [1]}]}"#,
        ])
    func malformed(answer: String) async throws {
        await #expect(throws: ModelError.self) { try await vectors(answer, of: ["a", "b"]) }
    }

    @Test("the settings name the server; code is not sent where only the project's file says so")
    func settings() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let directories = StateDirectories(environment: ["ANNEAL_HOME": folder.path])
            func configured(_ flags: [String: String], project: String? = nil) throws -> OpenAIEmbeddings? {
                let file = folder.appending(path: "config.yaml")
                try Data((project ?? "").utf8).write(to: file)
                let settings = try Settings(flags: flags, projectFile: file.path)
                return try OpenAIEmbeddings.configured(settings, environment: [:], directories: directories)
            }
            #expect(try configured([:]) == nil)
            let both = ["context.embeddingsUrl": "https://example.com/v1", "context.embeddingsModel": "m"]
            #expect(try configured(both)?.model == "m")
            #expect(throws: ModelError.self) { try configured(["context.embeddingsUrl": "https://example.com/v1"]) }
            #expect(throws: ModelError.self) {
                try configured(["context.embeddingsUrl": "example", "context.embeddingsModel": "m"])
            }
            let project = "context:\n  embeddingsUrl: https://example.com/v1\n  embeddingsModel: m\n"
            #expect(throws: ModelError.self) { try configured([:], project: project) }
            let loopback = project.replacingOccurrences(of: "https://example.com", with: "http://127.0.0.1:9")
            #expect(try configured([:], project: loopback)?.model == "m")
        }
    }
}
