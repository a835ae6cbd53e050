import AnnealContext
import AnnealFoundation
import AnnealSafety
import AnnealTesting
import Testing

@Suite("Secrets in what the context service hands out", .timeLimit(.minutes(2)))
struct RedactedAnswerTests {
    /// Not a real token; in two parts, so that scanners of this repository stay quiet.
    private static let token = "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"
    private static let files = [
        "store.py": "def load_record(name, token=\"\(token)\"):\n    return (name, token)\n"
    ]
    private let pack: JSONValue = ["task": "load_record is slow", "budget": 400]

    @Test("stand there as marks, over HTTP and over the Model Context Protocol")
    func marks() async throws {
        try await ServedFolder.with(Self.files, redactor: Redactor(key: RedactionKey())) { folder in
            let packed = try CanonicalJSON.string(try await folder.send("/v1/pack", pack).json)
            #expect(packed.contains("def load_record") && packed.contains("[secret:"), "\(packed)")
            #expect(!packed.contains(Self.token))
            let message: JSONValue = [
                "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": ["name": "pack", "arguments": pack],
            ]
            let called = try CanonicalJSON.string(try await folder.send("/mcp", message).json)
            #expect(called.contains("def load_record") && called.contains("[secret:"), "\(called)")
            #expect(!called.contains(Self.token))
        }
    }

    @Test("stay for the owner, who asks without a redactor")
    func own() async throws {
        try await ServedFolder.with(Self.files) { folder in
            let packed = try CanonicalJSON.string(try await folder.send("/v1/pack", pack).json)
            #expect(packed.contains(Self.token))
        }
    }

    @Test("stand as marks in maps and in every part of an answer too")
    func everywhere() async throws {
        try await PackedFolder.with(Self.files) { folder in
            let redacting = ContextService(
                index: folder.index, counter: EstimatedTokens(), redactor: Redactor(key: RedactionKey()))
            let plain = ContextService(index: folder.index, counter: EstimatedTokens())
            for call in ["map", "pack"] {
                let arguments: JSONValue = ["task": "load_record is slow"]
                let whole = try CanonicalJSON.string(try await plain.answer(call, arguments))
                #expect(whole.contains(Self.token), "\(whole)")
                let answer = try CanonicalJSON.string(try await redacting.answer(call, arguments))
                #expect(answer.contains("load_record") && !answer.contains(Self.token), "\(answer)")
            }
        }
    }
}
