import AnnealFoundation
import AnnealModels
import AnnealTesting
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite("Scripts of tests")
struct ScriptTests {
    private func ask(_ model: ScriptedModel, _ text: String) async throws -> ChatResponse {
        try await model.respond(to: ChatRequest(messages: [ChatMessage(.user, text)]))
    }

    @Test("a script file has rules with parts, expressions, texts and objects, each with its own counter")
    func file() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "script.json")
            try Data(
                #"""
                [{"match": "plan", "answers": ["first", {"text": "second", "usage": {"prompt": 3, "generated": 2}}]},
                 {"match": "^fix .*test", "answers": [{"toolCalls": [{"name": "run", "arguments": {"x": 1}}]}]},
                 {"answers": ["anything"]}]
                """#.utf8
            ).write(to: file)
            let model = ScriptedModel(script: try ModelScript(file: file))
            #expect(try await ask(model, "make a plan").text == "first")
            #expect(try await ask(model, "hello").text == "anything")
            let second = try await ask(model, "plan again")
            #expect(second.text == "second" && second.usage.prompt == 3 && second.usage.generated == 2)
            #expect(try await ask(model, "plan again").text == "second")
            let call = try await ask(model, "fix the test")
            #expect(call.toolCalls == [ToolCall(id: "call_0", name: "run", arguments: "{\"x\":1}")])
            #expect(call.finishReason == .toolCalls)
            #expect(model.requests.count == 5)
        }
    }

    @Test("a list that is used up and a script without a fitting rule fail")
    func exhausted() async throws {
        let list = ScriptedModel(answers: ["only"])
        _ = try await ask(list, "a")
        await #expect(throws: ModelError.self) { try await ask(list, "b") }
        let script = ScriptedModel(script: ModelScript(rules: [.init(match: "x", answers: ["y"])]))
        await #expect(throws: ModelError.self) { try await ask(script, "b") }
    }

    @Test("the mock server answers a request that does not stream in one piece")
    func whole() async throws {
        let answer = ScriptedAnswer("hi", toolCalls: [ToolCall(id: "a", name: "f", arguments: "{}")])
        try await withMockModelServer(ModelScript(answers: [answer])) { server in
            for path in ["/v1/chat/completions", "/v1/messages"] {
                var request = URLRequest(url: try #require(URL(string: server.anthropicURL + path)))
                request.httpMethod = "POST"
                request.httpBody = Data(#"{"model":"mock-1.5b","messages":[{"role":"user","content":"x"}]}"#.utf8)
                let (data, _) = try await URLSession.shared.data(for: request)
                #expect(String(decoding: data, as: UTF8.self).contains(#""hi""#))
            }
        }
    }
}
