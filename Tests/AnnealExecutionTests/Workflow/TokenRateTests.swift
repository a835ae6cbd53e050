import AnnealContext
import AnnealFoundation
import AnnealModels
import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

@Suite("Tokens of requests by the model's own tokenizer")
struct TokenRateTests {
    /// Counts a token for so many bytes.
    private struct CountingModel: ChatModel {
        var bytes: Int
        var isLocal = true
        var name: String { "counting" }

        func capabilities() async throws -> ModelCapabilities {
            ModelCapabilities(contextLength: 8192, isLocal: isLocal)
        }

        func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            AsyncThrowingStream { $0.finish() }
        }

        func countTokens(_ text: String) async throws -> TokenCount { TokenCount(text.utf8.count / bytes) }
    }

    private func rate(_ model: any ChatModel, lines: Int = 100) async throws -> Double {
        try await withTemporaryFolder { (folder: URL) async throws -> Double in
            let text = (0..<lines).map { "value_\($0) = compute(\($0))\n" }.joined()
            try WorkspaceFiles.write(text, to: "a.py", in: folder.path)
            return try await TokenRate.of(
                Project(root: folder.path, files: ["a.py", "notes.txt"], languages: ["python"]), model: model)
        }
    }

    @Test("the estimate of 3.3 bytes a token is set right where the model's tokenizer is here")
    func counted() async throws {
        #expect(abs(try await rate(CountingModel(bytes: 4)) - 1.2) < 0.01)
        #expect(abs(try await rate(CountingModel(bytes: 3)) - 0.9) < 0.01)
    }

    @Test("where nothing is counted, or what cannot be a count is told, the estimate stays")
    func estimated() async throws {
        #expect(try await rate(CountingModel(bytes: 4, isLocal: false)) == 1)
        #expect(try await rate(CountingModel(bytes: 40)) == 1)
        #expect(try await rate(CountingModel(bytes: 4), lines: 2) == 1)
        let scripted = ScriptedModel(
            answers: [], capabilities: ModelCapabilities(contextLength: 8192, isLocal: true))
        #expect(try await rate(scripted) == 1)
    }
}
