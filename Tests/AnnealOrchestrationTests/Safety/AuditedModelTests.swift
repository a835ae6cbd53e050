import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@Suite("A model whose traffic is recorded")
struct AuditedModelTests {
    private let token = "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"
    private let key = RedactionKey()
    private var redactor: Redactor { Redactor(key: key) }

    /// Gives a part of an answer and breaks off.
    private struct Breaking: ChatModel {
        let name = "breaking"
        func capabilities() async throws -> ModelCapabilities { ModelCapabilities(contextLength: 4096) }
        func countTokens(_ text: String) async throws -> TokenCount { 1 }
        func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            AsyncThrowingStream { continuation in
                continuation.yield(.text("half an "))
                continuation.finish(throwing: ModelError(code: .unreachable, message: "gone", place: nil))
            }
        }
    }

    private func withLog(_ body: (AuditLog) async throws -> Void) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            try await body(AuditLog(file: folder.appending(path: "audit.jsonl")))
        }
    }

    @Test("leaves a row for what was sent and one for what came, with task and digest and without any text")
    func rows() async throws {
        try await withLog { log in
            let base = EchoModel()
            let audited = AuditedModel(base, log: log, run: "run-1", redactor: redactor)
            let model = UsageMeter(
                RedactingModel(audited, redactor: redactor, vault: SecretVault(key: key)), task: "T001")
            let answer = try await model.respond(
                to: ChatRequest(messages: [ChatMessage(.user, "Use the token \(token) in the client.")]))
            #expect(answer.text.contains(token))
            let entries = try log.entries()
            #expect(entries.map(\.subject) == [.prompt, .answer])
            #expect(entries.allSatisfy { $0.task == "T001" && $0.run == "run-1" && $0.text == "echo" })
            let sent = try #require(base.seen.last)
            let prompt = try #require(entries.first?.exchange)
            let came = try #require(entries.last?.exchange)
            #expect(prompt.digest == ContentDigest(of: try CanonicalJSON.data([ChatMessage(.user, sent)])))
            #expect(prompt.bytes == sent.utf8.count && prompt.tokens > 0 && prompt.isEstimated)
            #expect(prompt.redactions == 1 && came.redactions == 1)
            #expect(came.digest == ContentDigest(of: try CanonicalJSON.data([ChatMessage(.assistant, sent)])))
            let file = try String(contentsOf: log.file, encoding: .utf8)
            #expect(!file.contains("the client") && !file.contains(token) && !file.contains("[secret:"))
            #expect(try log.verify().fault == nil)
            _ = try await UsageMeter(audited).respond(to: ChatRequest(messages: [ChatMessage(.user, "x")]))
            #expect(try log.entries(last: 2).map(\.task) == [nil, nil])
        }
    }

    @Test("is not asked when the request cannot be recorded")
    func lost() async throws {
        try await withLog { log in
            try Data("x".utf8).write(to: log.file)
            let base = EchoModel()
            let model = AuditedModel(
                base, log: AuditLog(file: log.file.appending(path: "no/file")), run: nil, redactor: redactor)
            await #expect(throws: AuditError.self) {
                _ = try await model.respond(to: ChatRequest(messages: [ChatMessage(.user, "x")]))
            }
            #expect(base.seen.isEmpty)
        }
    }

    @Test("leaves a row for the part of an answer that broke off")
    func part() async throws {
        try await withLog { log in
            let model = AuditedModel(Breaking(), log: log, run: nil, redactor: redactor)
            await #expect(throws: ModelError.self) {
                for try await _ in model.stream(ChatRequest(messages: [ChatMessage(.user, "x")])) {}
            }
            let entries = try log.entries()
            #expect(entries.map(\.subject) == [.prompt, .answer])
            #expect(entries.last?.exchange?.bytes == "half an ".utf8.count)
            #expect(entries.last?.exchange?.isEstimated == true)
        }
    }
}
