import AnnealFoundation
import AnnealModels
import AnnealSafety
import AnnealTesting
import Synchronization
import Testing

@testable import AnnealExecution

@Suite("A tool loop that changes protected files", .tags(.integration), .timeLimit(.minutes(3)))
struct ToolLoopApprovalTests {
    private typealias Scene = ToolLoopScene

    private static let pipeline = "pipeline {\n    agent any\n}\n"

    private func model(_ path: String = "Jenkinsfile") throws -> ScriptedModel {
        ScriptedModel(answers: [
            try Scene.writing(Self.pipeline, to: path), try Scene.writing(Scene.right), try Scene.answer("done"),
        ])
    }

    @Test("asks the person with the difference and the reason, and makes the change that was agreed to")
    func agreed() async throws {
        let questions = Mutex<[CommandGate.Question]>([])
        let model = try model()
        var scene = Scene()
        scene.files = ["Jenkinsfile": "pipeline {\n}\n"]
        scene.gate = CommandGate(asking: { question in
            questions.withLock { $0.append(question) }
            return .once
        })
        let ended = try await scene.run(model)
        #expect(ended.files["Jenkinsfile"] == Self.pipeline)
        let asked = questions.withLock { $0 }
        #expect(asked.map(\.rule) == ["protected-write"])
        #expect(asked.first?.task == "T001")
        guard case .write(let write)? = asked.first?.subject else {
            Issue.record("no change was asked about")
            return
        }
        #expect(write.difference.lines.suffix(3) == [" pipeline {", "+    agent any", " }"])
        #expect(write.reason.contains("run by a server"))
        #expect(scene.gate.approvedWrites(of: "T001") == ["Jenkinsfile": [ContentDigest(of: Self.pipeline)]])
    }

    @Test("may change Anneal's own configuration when a person agrees, and not git's files")
    func own() async throws {
        let asked = Mutex(0)
        var scene = Scene()
        scene.gate = CommandGate(asking: { _ in
            asked.withLock { $0 += 1 }
            return .once
        })
        let allowed = try model(".anneal/config.yaml")
        _ = try await scene.run(allowed)
        #expect(asked.withLock { $0 } == 1)
        #expect(
            allowed.requests.dropFirst().first?.messages.last?.text.contains("Changed: .anneal/config.yaml") == true)
        let refused = try model(".git/config")
        _ = try await scene.run(refused)
        #expect(asked.withLock { $0 } == 1)
        #expect(refused.requests.dropFirst().first?.messages.last?.text.contains("belongs to git") == true)
    }

    @Test("leaves the file as it is where nobody is there, and is told the flag")
    func nobody() async throws {
        let model = try model()
        var scene = Scene()
        scene.files = ["Jenkinsfile": "old\n"]
        let ended = try await scene.run(model)
        #expect(ended.files["Jenkinsfile"] == "old\n")
        #expect(ended.files["doubling.py"] == Scene.right)
        let told = model.requests.dropFirst().first?.messages.last?.text ?? ""
        #expect(told.contains("A person can allow it with --allow protected-write."))
        #expect(scene.gate.unanswered(of: "T001").map(\.text) == ["Jenkinsfile"])
    }

    @Test("asks nobody about edits that cannot be made anyway")
    func impossible() async throws {
        let asked = Mutex(0)
        let edit = "Jenkinsfile\n<<<<<<< SEARCH\nnot there\n=======\nnew\n>>>>>>> REPLACE\n"
        let model = ScriptedModel(answers: [
            try Scene.answer("edit", ["edits": .string(edit)]), try Scene.writing(Scene.right),
            try Scene.answer("done"),
        ])
        var scene = Scene()
        scene.files = ["Jenkinsfile": "old\n"]
        scene.gate = CommandGate(asking: { _ in
            asked.withLock { $0 += 1 }
            return .once
        })
        let ended = try await scene.run(model)
        #expect(asked.withLock { $0 } == 0)
        #expect(ended.files["Jenkinsfile"] == "old\n")
    }
}
