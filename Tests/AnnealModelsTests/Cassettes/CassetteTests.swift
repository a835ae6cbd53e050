import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("Cassettes", .timeLimit(.minutes(1)))
struct CassetteTests {
    private func request(_ text: String, slot: Int? = nil) -> ChatRequest {
        ChatRequest(messages: [ChatMessage(.user, text)], slot: slot)
    }

    private func events(_ model: any ChatModel, _ request: ChatRequest) async throws -> [ChatEvent] {
        try await model.stream(request).reduce(into: []) { $0.append($1) }
    }

    @Test("a replay gives the same pieces, usage, counts and capabilities without a model")
    func exact() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "sub/run.cassette").path
            let usage = Usage(prompt: 9, cached: 3, generated: 4, cost: USD(0.25), requests: 1, duration: .seconds(1.5))
            let scripted = ScriptedModel(
                answers: [
                    ScriptedAnswer("Grüße 🌍 world", reasoning: "hm", usage: usage, pieceLength: 3),
                    ScriptedAnswer(toolCalls: [ToolCall(id: "a", name: "f", arguments: "{}")]),
                ], name: "m", capabilities: ModelCapabilities(contextLength: 777, isSmall: true))
            let recorder = try CassetteModel(path: path, mode: .record, base: scripted)
            let first = try await events(recorder, request("a"))
            let second = try await events(recorder, request("b", slot: 3))
            let count = try await recorder.countTokens("count me")
            let capabilities = try await recorder.capabilities()

            let player = try CassetteModel(path: path, mode: .replay)
            #expect(player.name == "m")
            #expect(try await events(player, request("b", slot: 1)) == second)
            #expect(try await events(player, request("a")) == first)
            #expect(try await player.countTokens("count me") == count)
            #expect(try await player.capabilities() == capabilities)
            #expect(first.contains(.reasoning("hm")))
        }
    }

    @Test("equal requests get their answers in the order of the recording, then no more")
    func order() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "c").path
            let recorder = try CassetteModel(path: path, mode: .record, base: ScriptedModel(answers: ["1", "2"]))
            for _ in 0..<2 { _ = try await recorder.respond(to: request("x")) }
            let player = try CassetteModel(path: path, mode: .replay)
            #expect(try await player.respond(to: request("x")).text == "1")
            #expect(try await player.respond(to: request("x")).text == "2")
            await #expect { try await player.respond(to: request("x")) } throws: {
                ($0 as? ModelError)?.code == .notRecorded
            }
        }
    }

    @Test("an answer that arrived is not asked for again after a restart, a new one is")
    func resume() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "c").path
            let before = ScriptedModel(answers: ["paid"])
            let first = try CassetteModel(path: path, mode: .resume, base: before)
            #expect(try await first.respond(to: request("a")).text == "paid")

            // What a crash leaves of a line that was being written.
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(#"{"request":"abc","pie"#.utf8))
            try handle.close()

            let after = ScriptedModel(answers: ["new"])
            let second = try CassetteModel(path: path, mode: .resume, base: after)
            #expect(try await second.respond(to: request("a")).text == "paid")
            #expect(after.requests.isEmpty)
            #expect(try await second.respond(to: request("b")).text == "new")

            let third = try CassetteModel(path: path, mode: .resume, base: ScriptedModel(answers: []))
            #expect(try await third.respond(to: request("a")).text == "paid")
            #expect(try await third.respond(to: request("b")).text == "new")
        }
    }

    @Test("an answer that was interrupted is asked for again; one that was cut for its loop is not")
    func interrupted() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "c").path
            let loop = String(repeating: "I will do it at once, as you say.\n", count: 40)
            let base = ScriptedModel { request, _ in
                request.messages[0].text == "loop"
                    ? ScriptedAnswer(loop) : ScriptedAnswer("some words", fault: .stall(afterPieces: 1))
            }
            let first = try CassetteModel(path: path, mode: .resume, base: base)
            for try await event in first.stream(request("stop")) {
                if case .text = event { break }
            }
            let cut = try await first.respondCuttingLoops(to: request("loop"))
            #expect(cut.finishReason == .cut)
            for _ in 0..<500 {
                if let text = try? String(contentsOfFile: path, encoding: .utf8), text.contains("pieces") { break }
                try await Task.sleep(for: .milliseconds(5))
            }
            let after = ScriptedModel(answers: ["whole"])
            let second = try CassetteModel(path: path, mode: .resume, base: after)
            #expect(try await second.respondCuttingLoops(to: request("loop")).text == cut.text)
            #expect(after.requests.isEmpty)
            #expect(try await second.respond(to: request("stop")).text == "whole")
        }
    }

    @Test("a refusal is part of a recording, an overload is not")
    func errors() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "c").path
            let base = ScriptedModel(answers: [
                .failure(ModelError(code: .refused, message: "no")),
                .failure(ModelError(code: .overloaded, message: "x")), "ok",
            ])
            let recorder = try CassetteModel(path: path, mode: .record, base: base)
            await #expect(throws: ModelError.self) { try await recorder.respond(to: request("bad")) }
            await #expect(throws: ModelError.self) { try await recorder.respond(to: request("a")) }
            _ = try await recorder.respond(to: request("a"))
            let player = try CassetteModel(path: path, mode: .replay)
            await #expect { try await player.respond(to: request("bad")) } throws: {
                ($0 as? ModelError)?.code == .refused
            }
            #expect(try await player.respond(to: request("a")).text == "ok")
        }
    }

    @Test("neither keys nor prompts nor passwords of an address are written")
    func secrets() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "c").path
            let base = ScriptedModel(answers: ["fine"], name: "http://user:hunter2@host/v1")
            let recorder = try CassetteModel(path: path, mode: .record, base: base)
            _ = try await recorder.respond(to: request("the password is sesame"))
            _ = try await recorder.capabilities()
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(!text.contains("sesame") && !text.contains("hunter2"))
            #expect(text.contains("http://host/v1"))
        }
    }

    @Test("a file that is no cassette, of another version or damaged is refused")
    func refused() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "c").path
            for text in [
                "", "{}\n", "not json\n", #"{"format":"anneal-cassette","version":2}"# + "\n",
                #"{"format":"anneal-cassette","version":1}"# + "\nbroken\n{}\n",
            ] {
                try text.write(toFile: path, atomically: true, encoding: .utf8)
                #expect(throws: ModelError.self) { try CassetteModel(path: path, mode: .replay) }
            }
            #expect(throws: ModelError.self) { try CassetteModel(path: path + "-none", mode: .replay) }
            #expect(throws: ModelError.self) { try CassetteModel(path: path, mode: .record) }
        }
    }
}
