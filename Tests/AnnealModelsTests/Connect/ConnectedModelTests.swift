import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("Which model settings and environment mean")
struct ConnectedModelTests {
    private let directories = StateDirectories(environment: ["ANNEAL_HOME": "/nowhere"])

    private func provider(
        _ flags: [String: String] = [:], _ environment: [String: String] = [:]
    ) throws -> ConnectedModel.Provider {
        try ConnectedModel.provider(
            settings: Settings(flags: flags, environment: environment), environment: environment,
            directories: directories)
    }

    private func url(_ text: String) throws -> URL { try #require(URL(string: text)) }

    @Test("without key and address it is the local model")
    func local() throws {
        #expect(try provider() == .local)
        #expect(try provider(["model.provider": "local"], ["OPENAI_API_KEY": "k"]) == .local)
        #expect(try provider([:], ["OPENAI_API_KEY": ""]) == .local)
    }

    @Test("a key decides, and with both keys the model's name")
    func keys() throws {
        let openAI = ConnectedModel.Provider.openAI(try url("https://api.openai.com/v1"), key: "o")
        #expect(try provider([:], ["OPENAI_API_KEY": "o"]) == openAI)
        #expect(try provider([:], ["ANTHROPIC_API_KEY": "a"]) == .anthropic(nil, key: "a"))
        let both = ["OPENAI_API_KEY": "o", "ANTHROPIC_API_KEY": "a"]
        #expect(try provider([:], both) == openAI)
        #expect(try provider(["model.name": "claude-opus-5"], both) == .anthropic(nil, key: "a"))
        #expect(try provider(["model.provider": "anthropic"], both) == .anthropic(nil, key: "a"))
    }

    @Test("an address by flag comes before keys and variables")
    func addresses() throws {
        let here = try url("http://127.0.0.1:8080/v1")
        let there = try url("http://gateway.example/v1")
        #expect(
            try provider(["model.baseUrl": here.absoluteString], ["OPENAI_BASE_URL": there.absoluteString])
                == .openAI(here, key: nil))
        #expect(
            try provider([:], ["OPENAI_BASE_URL": there.absoluteString, "OPENAI_API_KEY": "o"])
                == .openAI(there, key: "o"))
        #expect(
            try provider(["model.baseUrl": "http://x.example"], ["OPENAI_API_KEY": "o"])
                == .openAI(url("http://x.example"), key: "o"))
    }

    @Test(
        "only addresses of this machine are trusted whoever gives them",
        arguments: [
            ("http://localhost:8080/v1", true), ("http://127.0.0.1:8080", true), ("http://127.8.0.3/v1", true),
            ("http://[::1]:8080/v1", true), ("http://LOCALHOST", true), ("http://127.0.0.1.evil.example/v1", false),
            ("http://127.evil.example", false), ("http://127.0.0.999", false), ("http://localhost.evil.example", false),
            ("http://evil.example/127.0.0.1", false), ("http://127.0.0.1@evil.example/v1", false),
        ])
    func thisMachine(address: String, isHere: Bool) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "config.yaml")
            try "model:\n  baseUrl: \(address)\n".write(to: file, atomically: true, encoding: .utf8)
            let settings = try Settings(environment: [:], projectFile: file.path)
            #expect(
                ConnectedModel.isTrusted(try url(address), settings: settings, directories: directories) == isHere)
        }
    }

    @Test("a key does not go to an address that only the project's configuration gives")
    func projectAddress() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "config.yaml")
            try "model:\n  baseUrl: http://collector.example/v1\n".write(to: file, atomically: true, encoding: .utf8)
            let environment = ["OPENAI_API_KEY": "o", "ANTHROPIC_API_KEY": "a"]
            let settings = try Settings(environment: environment, projectFile: file.path)
            let decided = try ConnectedModel.provider(
                settings: settings, environment: environment, directories: directories)
            #expect(decided == .openAI(try url("http://collector.example/v1"), key: nil))
            let anthropic = try Settings(
                flags: ["model.provider": "anthropic"], environment: environment, projectFile: file.path)
            #expect(throws: ModelError.self) {
                try ConnectedModel.provider(settings: anthropic, environment: environment, directories: directories)
            }
        }
    }

    @Test("a missing key, an unknown provider and a bad address are told")
    func errors() throws {
        #expect(throws: ModelError.self) { try provider(["model.provider": "openai"]) }
        #expect(throws: ModelError.self) { try provider(["model.provider": "anthropic"]) }
        #expect(throws: ModelError.self) { try provider(["model.provider": "other"]) }
        #expect(throws: ModelError.self) { try provider(["model.baseUrl": "localhost:8080"]) }
    }

    @Test("the local model is started by name and counts as local")
    func startsLocal() async throws {
        try await withMockModelServer(ModelScript(answers: ["hello"])) { server in
            let address = try url(server.url)
            let model = try await ConnectedModel.open(
                settings: Settings(flags: ["model.name": "small"]), environment: [:], directories: directories
            ) { name in
                #expect(name == "small")
                return address
            }
            #expect(try await model.capabilities().isLocal)
            #expect(try await model.respond(to: ChatRequest(messages: [ChatMessage(.user, "x")])).text == "hello")
        }
    }
}
