import AnnealDecisions
import AnnealEvents
import AnnealFoundation
import AnnealModels
import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("Conversation of a tool loop", .tags(.integration), .timeLimit(.minutes(3)))
struct ToolLoopConversationTests {
    private typealias Scene = ToolLoopScene

    private func turn(_ number: Int) -> Conversation.Turn {
        let call = ToolCall(
            id: "c\(number)", name: "write_file", arguments: "{\"content\":\"\(String(repeating: "x", count: 2000))\"}")
        let result = ToolResult(text: String(repeating: "y", count: 2000), fact: "fact \(number)")
        return Conversation.Turn(text: "t", exchanges: [Conversation.Exchange(call: call, result: result)])
    }

    private func length(_ messages: [ChatMessage]) -> Int {
        messages.reduce(0) { $0 + $1.text.utf8.count + $1.toolCalls.reduce(0) { $0 + $1.arguments.utf8.count } }
    }

    @Test("the opening shows declarations of other files between marks, unless the idea is left out")
    func declarations() async throws {
        var scene = Scene()
        scene.files = [
            "doubling.py": "from checked import twice\n\n\ndef double(x: int) -> int:\n    return twice(x)\n",
            "checked.py": "def twice(x):\n    return x + x\n",
        ]
        let answers = [try Scene.writing(Scene.right), try Scene.answer("done", ["summary": "doubled"])]
        for (without, isShown) in [("", true), ("packing", false)] {
            let model = ScriptedModel(answers: answers)
            scene.settings = ["workflow.without": without]
            _ = try await scene.run(model)
            let text = try #require(model.requests.first?.messages.dropFirst().first?.text)
            #expect(text.contains("origin=\"checked.py\">\ndef twice(x):\n    return x + x\n") == isShown, "\(text)")
            #expect(text.contains("# Declarations that the task may use") == isShown)
            let task = try #require(text.firstRange(of: "# Your task"))
            if isShown { #expect(text[..<task.lowerBound].contains("def twice")) }
        }
    }

    @Test("shortening takes old results first, then old turns, and never the opening or the last turn")
    func shortening() throws {
        let opening = [ChatMessage(.system, "rules"), ChatMessage(.user, "task", endsCachedPrefix: true)]
        for limit in [41_000, 30_000, 18_000, 6000, 4500] {
            var conversation = Conversation(opening: opening)
            for number in 0..<10 { conversation.append(turn(number)) }
            #expect(conversation.shorten { length($0) <= limit })
            let messages = conversation.messages
            #expect(length(messages) <= limit)
            #expect(Array(messages.prefix(2)) == opening)
            #expect(Scene.isPaired(messages))
            #expect(messages.last?.text.count == 2000)
            let text = messages.map(\.text).joined()
            if limit < 41_000 { #expect(text.contains("fact 0")) } else { #expect(!text.contains("fact")) }
            for call in messages.flatMap(\.toolCalls) {
                #expect((try? JSONValue(parsing: call.arguments))?.objectValue != nil)
            }
        }
    }

    @Test("what cannot be made short enough is said so")
    func impossible() {
        var conversation = Conversation(opening: [ChatMessage(.user, "task")])
        for number in 0..<3 { conversation.append(turn(number)) }
        #expect(!conversation.shorten { length($0) <= 100 })
        #expect(Scene.isPaired(conversation.messages))
    }

    @Test("a long run stays within the context, keeps the task, and still ends well")
    func longRun() async throws {
        let context = 6000
        let reads = try (0..<14).map { number in
            let text = String(repeating: "# line \(number) of a long file\n", count: 60)
            return try Scene.writing(text, to: "notes\(number).py")
        }
        let looks = try (0..<14).map { try Scene.answer("read_file", ["path": .string("notes\($0).py")]) }
        let model = ScriptedModel(
            answers: zip(reads, looks).flatMap { [$0, $1] } + [
                try Scene.writing(Scene.right), try Scene.answer("done"),
            ],
            capabilities: ModelCapabilities(contextLength: TokenCount(context)))
        let ended = try await Scene().run(model)
        #expect(model.requests.count == 30)
        for request in model.requests {
            #expect(request.estimatedPromptTokens.value + request.maximumTokens.value <= context)
            #expect(request.messages.prefix(2) == model.requests[0].messages.prefix(2))
            #expect(request.messages[1].text.contains("double(-1)"))
            #expect(Scene.isPaired(request.messages))
        }
        #expect(ended.events.contains { $0.type == "item.note" })
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
    }

    @Test("a server that finds the context too full gets a shorter conversation")
    func overflow() async throws {
        let model = ScriptedModel(answers: [
            try Scene.writing(Scene.right),
            .failure(ModelError(code: .contextOverflow, message: "too long", place: "m", remedy: nil)),
            try Scene.answer("done"),
        ])
        let ended = try await Scene().run(model)
        #expect(model.requests.count == 3)
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
    }

    @Test("long results are cut in their middle with a note")
    func cut() {
        let text = String(repeating: "é", count: 1000)
        let cut = ToolResult.cut(text, to: 300)
        #expect(cut.contains("1700 bytes left out") && cut.utf8.count < 400)
        #expect(ToolResult.cut("short", to: 300) == "short")
    }
}
