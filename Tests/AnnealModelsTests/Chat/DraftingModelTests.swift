import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("A smaller model beside a model")
struct DraftingModelTests {
    private let main = ScriptedModel(
        answers: ["main"], capabilities: ModelCapabilities(contextLength: 4096, parallelSlots: 2))
    private let draft = ScriptedModel(
        answers: ["draft"], capabilities: ModelCapabilities(contextLength: 512, parallelSlots: 6))

    @Test("a draft goes to the smaller model, everything else to the main one")
    func routing() async throws {
        let model = DraftingModel(main, draft: draft)
        var request = ChatRequest(messages: [ChatMessage(.user, "write")])
        #expect(try await model.respond(to: request).text == "main")
        request.tier = .draft
        #expect(try await model.respond(to: request).text == "draft")
        #expect(main.requests.map(\.tier) == [nil])
        #expect(draft.requests.map(\.tier) == [.draft])
        #expect(model.name == main.name)
    }

    @Test("it can do what the main model can, and tells how many drafts there are at a time")
    func capabilities() async throws {
        let capabilities = try await DraftingModel(main, draft: draft).capabilities()
        #expect(capabilities.contextLength == 4096)
        #expect(capabilities.parallelSlots == 2)
        #expect(capabilities.draftSlots == 6)
        #expect(await main.capabilities().draftSlots == nil)
    }

    @Test("a request that is no draft is found again in recordings that were made without one")
    func recordings() {
        let request = ChatRequest(messages: [ChatMessage(.user, "write")])
        var marked = request
        marked.tier = .draft
        #expect(CassetteEntry.key(request) != CassetteEntry.key(marked))
        let text = (try? CanonicalJSON.data(request)).map { String(decoding: $0, as: UTF8.self) }
        #expect(text?.contains("tier") == false)
    }

    @Test("settings name the smaller model: by an address, or as a local one that is started")
    func settings() async throws {
        let directories = StateDirectories(environment: ["ANNEAL_HOME": "/nowhere"])
        func model(_ flags: [String: String]) async throws -> any ChatModel {
            try await ConnectedModel.drafting(
                for: main, settings: Settings(flags: flags, environment: [:]), environment: [:],
                directories: directories
            ) { name in
                #expect(name == "qwen2.5-coder-0.5b")
                return try #require(URL(string: "http://127.0.0.1:1/v1"))
            }
        }
        #expect(try await model([:]) is ScriptedModel)
        #expect(try await model(["model.draft": "qwen2.5-coder-0.5b"]) is DraftingModel)
        #expect(try await model(["model.draftBaseUrl": "http://127.0.0.1:2/v1"]) is DraftingModel)
        let error = try await #require(throws: ModelError.self) {
            _ = try await model(["model.draftBaseUrl": "nowhere"])
        }
        #expect(error.place == "model.draftBaseUrl")
    }
}
