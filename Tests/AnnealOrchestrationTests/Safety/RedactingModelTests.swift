import AnnealEvents
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealSafety
import AnnealTesting
import Testing

@Suite("A model behind a redactor")
struct RedactingModelTests {
    private let token = "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"
    private let redactor: Redactor
    private let vault: SecretVault

    init() {
        let key = RedactionKey()
        redactor = Redactor(key: key)
        vault = SecretVault(key: key)
    }

    @Test("never sees a secret, and its answer comes back with the value in the place of the mark")
    func marks() async throws {
        let base = EchoModel()
        let model = RedactingModel(base, redactor: redactor, vault: vault)
        let answer = try await model.respond(
            to: ChatRequest(messages: [ChatMessage(.user, "Use the token \(token) in the client.")]))
        let sent = try #require(base.seen.last)
        #expect(!sent.contains(token) && sent.contains("[secret:"))
        #expect(answer.text == "Use the token \(token) in the client.")
        #expect(model.vault.count == 1)
    }

    @Test("gets other requests as they are, piece by piece")
    func untouched() async throws {
        let base = EchoModel()
        let model = RedactingModel(base, redactor: redactor, vault: vault)
        var pieces: [String] = []
        for try await event in model.stream(ChatRequest(messages: [ChatMessage(.user, "plain words")])) {
            if case .text(let piece) = event { pieces.append(piece) }
        }
        #expect(pieces == ["plain ", "words"])
        #expect(base.seen == ["plain words"])
        #expect(model.vault.count == 0)
    }

    @Test("a call's arguments come back with values, and go out with marks")
    func calls() async throws {
        let base = EchoModel(callsTool: true)
        let model = RedactingModel(base, redactor: redactor, vault: vault)
        let old = ChatMessage(
            .assistant, "",
            toolCalls: [ToolCall(id: "1", name: "run_command", arguments: "{\"command\":\"echo \(token)\"}")])
        let answer = try await model.respond(to: ChatRequest(messages: [old, ChatMessage(.user, "token: \(token)")]))
        #expect(base.seenArguments.allSatisfy { !$0.contains(token) && $0.contains("[secret:") })
        #expect(answer.toolCalls.first?.arguments.contains(token) == true)
    }

    @Test("events carry marks")
    func events() {
        let heard = Heard()
        let bus = EventBus(run: "run-1") { redactor.redact($0).text }
        bus.listen { heard.take($0) }
        bus.send("item.note", ["text": .string("export GITHUB_TOKEN=\(token)"), "list": [.string(token)], "n": 1])
        let text = "\(heard.all)"
        #expect(!text.contains(token) && text.contains("[secret:"))
        #expect(heard.all.first?.data["n"] == 1)
    }
}
