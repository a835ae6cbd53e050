import AnnealFoundation
import AnnealModels
import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

/// The tool loop with both clients against the mock server, over real connections.
@Suite("Tool loop over the wire", .tags(.integration), .timeLimit(.minutes(3)))
struct ToolLoopWireTests {
    private typealias Scene = ToolLoopScene
    enum API: CaseIterable, Sendable { case openAI, anthropic }

    private func client(_ api: API, _ server: MockModelServer) throws -> any ChatModel {
        let configuration = RemoteModelConfiguration(model: "mock-1.5b")
        let address = api == .openAI ? server.url : server.anthropicURL
        let url: URL = try #require(URL(string: address))
        switch api {
        case .openAI: return OpenAIChatModel(baseURL: url, key: "k", configuration: configuration)
        case .anthropic: return AnthropicChatModel(baseURL: url, key: "k", configuration: configuration)
        }
    }

    /// The results that a request sends, in order.
    private func results(_ api: API, _ body: JSONValue) -> [(call: String, text: String)] {
        let messages: [JSONValue] = body["messages"]?.arrayValue ?? []
        let isOpenAI = api == .openAI
        var items = messages
        if !isOpenAI {
            items = []
            for message in messages { items += message["content"]?.arrayValue ?? [] }
        }
        var results: [(call: String, text: String)] = []
        for item in items {
            let call: JSONValue? = isOpenAI ? item["tool_call_id"] : item["tool_use_id"]
            guard let call = call?.stringValue, let text = item["content"]?.stringValue else { continue }
            results.append((call: call, text: text))
        }
        return results
    }

    @Test("parallel calls, a broken call and the end work over real streams", arguments: API.allCases)
    func loop(api: API) async throws {
        let script = ModelScript(answers: [
            ScriptedAnswer(
                "Looking around.", reasoning: "hm",
                toolCalls: [
                    try Scene.call("read_file", ["path": "halving.py"], id: "a"),
                    ToolCall(id: "b", name: "fly", arguments: "{}"),
                    try Scene.call("list_files", id: "c"),
                ], usage: Usage(prompt: 900, cached: 500, generated: 40)),
            ScriptedAnswer(toolCalls: [ToolCall(id: "d", name: "write_file", arguments: #"{"path": "doubl"#)]),
            ScriptedAnswer(toolCalls: [
                try Scene.call("write_file", ["path": "doubling.py", "content": .string(Scene.right)], id: "e"),
                try Scene.call("done", id: "f"),
            ]),
        ])
        try await withMockModelServer(script) { server in
            let ended = try await Scene().run(try client(api, server))
            let path = api == .openAI ? "/v1/chat/completions" : "/v1/messages"
            let sent = server.requests(to: path)
            #expect(sent.count == 3)
            #expect(sent[0].body["tools"]?.arrayValue?.count == LoopTool.allCases.count)
            let told = results(api, try #require(sent.last).body)
            #expect(told.map(\.call) == ["a", "b", "c", "d"])
            #expect(told.first?.text.contains("x // 2") == true)
            #expect(told.dropFirst().first?.text.contains("There is no tool") == true)
            #expect(told.last?.text.contains("not valid JSON") == true)
            #expect(ended.files["doubling.py"] == Scene.right)
            #expect(ended.attempt.usage.cached.value >= 500)
            #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
        }
    }
}
