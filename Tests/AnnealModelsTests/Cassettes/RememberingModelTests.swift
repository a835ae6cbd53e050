import AnnealFoundation
import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealModels

@Suite("Answers that are remembered from run to run")
struct RememberingModelTests {
    private final class Store: AnswerStore {
        let answers = Mutex<[String: Data]>([:])

        func answer(to request: ContentDigest, of model: String) async -> Data? {
            answers.withLock { $0["\(model) \(request.hex)"] }
        }

        func keep(_ answer: Data, to request: ContentDigest, of model: String) async {
            answers.withLock { $0["\(model) \(request.hex)"] = answer }
        }
    }

    private func request(_ text: String, temperature: Double = 0, seed: UInt64? = nil) -> ChatRequest {
        ChatRequest(messages: [ChatMessage(.user, text)], temperature: temperature, seed: seed)
    }

    @Test("the same request is answered once by the model, and then for nothing")
    func remembered() async throws {
        let store = Store()
        let first = RememberingModel(ScriptedModel(answers: ["one"]), store: store)
        let paid = try await first.respond(to: request("q"))
        #expect(paid.usage.generated.value > 0)
        let base = ScriptedModel(answers: ["two"])
        let second = RememberingModel(base, store: store)
        let free = try await second.respond(to: request("q"))
        #expect(free.text == "one")
        #expect(free.usage == Usage(requests: 1))
        #expect(second.remembered == 1)
        #expect(base.requests.isEmpty)
    }

    @Test("several answers come back as they were")
    func several() async throws {
        let store = Store()
        var answer: ScriptedAnswer = "one"
        answer.alternatives = ["two", "three"]
        var asked = request("q", temperature: 0.8, seed: 7)
        asked.count = 3
        let before = try await RememberingModel(ScriptedModel(answers: [answer]), store: store).respond(to: asked)
        let after = try await RememberingModel(ScriptedModel(answers: []), store: store).respond(to: asked)
        #expect(before.alternatives == ["two", "three"])
        #expect(after.text == before.text)
        #expect(after.alternatives == before.alternatives)
    }

    @Test("another seed, temperature or text is another request; without a seed nothing is kept")
    func others() async throws {
        let store = Store()
        let model = RememberingModel(ScriptedModel(answers: ["1", "2", "3", "4", "5", "6"]), store: store)
        var texts: [String] = []
        for asked in [
            request("q"), request("p"), request("q", temperature: 0.8, seed: 1),
            request("q", temperature: 0.8, seed: 2),
            request("q", temperature: 0.8), request("q", temperature: 0.8),
        ] {
            texts.append(try await model.respond(to: asked).text)
        }
        #expect(texts == ["1", "2", "3", "4", "5", "6"])
        #expect(store.answers.withLock { $0.count } == 4)
    }

    @Test("what several ask at the same time is asked once, and one of them pays")
    func together() async throws {
        var slow: ScriptedAnswer = "one answer"
        slow.delay = .milliseconds(100)
        let base = ScriptedModel(answers: [slow, "another"])
        let model = RememberingModel(base, store: Store())
        let answers = try await withThrowingTaskGroup(of: ChatResponse.self) { group in
            for _ in 0..<8 { group.addTask { try await model.respond(to: self.request("q")) } }
            return try await group.reduce(into: [ChatResponse]()) { $0.append($1) }
        }
        #expect(answers.map(\.text) == [String](repeating: "one answer", count: 8))
        #expect(base.requests.count == 1)
        #expect(answers.count { $0.usage.generated.value > 0 } == 1)
        #expect(model.shared + model.remembered == 7)
    }

    @Test("models of the same name at other places do not answer for each other")
    func places() async throws {
        let store = Store()
        let here = RememberingModel(ScriptedModel(answers: ["here"]), store: store, place: "http://127.0.0.1:1")
        let there = RememberingModel(ScriptedModel(answers: ["there"]), store: store, place: "http://127.0.0.1:2")
        #expect(try await here.respond(to: request("q")).text == "here")
        #expect(try await there.respond(to: request("q")).text == "there")
    }

    @Test("an answer that is cut by its reader, or a record that cannot be read, is asked for anew")
    func incomplete() async throws {
        let store = Store()
        var slow: ScriptedAnswer = "a long answer of many pieces"
        slow.delayBetweenPieces = .seconds(10)
        let model = RememberingModel(ScriptedModel(answers: [slow, "second"]), store: store)
        for try await _ in model.stream(request("q")) { break }
        #expect(store.answers.withLock { $0.isEmpty })
        let key = CassetteEntry.key(request("q")).hex
        store.answers.withLock { $0["\(model.name) \(key)"] = Data("{".utf8) }
        #expect(try await model.respond(to: request("q")).text == "second")
    }
}
