import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("What servers tell of their models", .timeLimit(.minutes(1)))
struct CapabilitiesTests {
    private func model(_ server: MockModelServer, _ configuration: RemoteModelConfiguration) throws -> OpenAIChatModel {
        OpenAIChatModel(baseURL: try #require(URL(string: server.url)), configuration: configuration)
    }

    @Test("llama.cpp's server tells context, slots and name, counts exactly and takes grammars")
    func llama() async throws {
        let options = MockModelServer.Options(model: "qwen2.5-coder-1.5b", contextLength: 8192, slots: 3)
        try await withMockModelServer(ModelScript(answers: ["x"]), options: options) { server in
            let model = try model(server, RemoteModelConfiguration(contextLength: 99))
            #expect(model.name == server.url)
            let told = try await model.capabilities()
            #expect(told.contextLength == 8192 && told.contextSource == .server)
            #expect(told.parallelSlots == 3 && told.isLocal && told.isSmall)
            #expect(told.supportsGrammar && told.supportsPrefill)
            #expect(model.name == "qwen2.5-coder-1.5b")
            #expect(try await model.countTokens("0123456789") == 3)
            #expect(server.requests(to: "/props").count == 1)
        }
    }

    @Test("the context of other servers comes from their list of models")
    func plain() async throws {
        let options = MockModelServer.Options(model: "big-70b", contextLength: 16_000, isLlamaCpp: false)
        try await withMockModelServer(ModelScript(answers: ["x"]), options: options) { server in
            let told = try await model(server, RemoteModelConfiguration()).capabilities()
            #expect(told.contextLength == 16_000 && told.contextSource == .server)
            #expect(!told.isSmall && !told.supportsGrammar)
        }
    }

    @Test("without the server's word the setting counts, then the table, then the documented least")
    func fallbacks() {
        #expect(ModelCapabilities(contextLength: 9).contextRemark == nil)
        #expect(ModelCapabilities(contextLength: 9, contextSource: .assumed).contextRemark?.contains("assumed") == true)
        let set = RemoteModelConfiguration(contextLength: 1234)
        #expect(set.context(told: 10, model: "gpt-4o") == (10, .server))
        #expect(set.context(told: nil, model: "gpt-4o") == (1234, .setting))
        let unset = RemoteModelConfiguration()
        #expect(unset.context(told: nil, model: "openai/gpt-4o-mini") == (128_000, .table))
        #expect(unset.context(told: nil, model: "mystery") == (ModelCapabilities.assumedContextLength, .assumed))
    }

    @Test("the size is read from the name")
    func sizes() {
        for name in [
            "qwen2.5-coder-0.5b", "llama3.2:3b", "Mistral-7B-Instruct", "a/SmolLM2-135M.gguf", "gemma-2-9b-it",
        ] {
            #expect(ModelSize.isSmall(name) == true, "\(name)")
        }
        for name in ["qwen2.5-coder-14b", "Llama-3.3-70B", "Qwen3-30B-A3B", "mixtral-8x7b"] {
            #expect(ModelSize.isSmall(name) == false, "\(name)")
        }
        for name in ["gpt-5-mini", "claude-haiku-4-5", "b", "xb", "0b"] {
            #expect(ModelSize.isSmall(name) == nil, "\(name)")
        }
    }

    @Test("Anthropic's counter counts, and its context is asked for once")
    func anthropic() async throws {
        let options = MockModelServer.Options(model: "claude-x", contextLength: 7000, isLlamaCpp: false)
        try await withMockModelServer(ModelScript(answers: ["x"]), options: options) { server in
            let address = try #require(URL(string: server.url))
            let model = AnthropicChatModel(
                baseURL: address, key: "k",
                configuration: RemoteModelConfiguration(model: "claude-x"))
            #expect(try await model.capabilities().contextLength == 7000)
            #expect(try await model.countTokens("0123456789") == 3)
            _ = try await model.capabilities()
            #expect(server.requests(to: "/v1/models/claude-x").count == 1)
        }
    }
}
