import AnnealFoundation
import AnnealModels
import AnnealSpecs
import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealPlanning

@Suite("A model's understanding")
struct ModelUnderstandingTests {
    private let graph = TaskGraph(tasks: [
        PlanTask(id: "T001", title: "a"), PlanTask(id: "T002", title: "b", dependsOn: ["T001"]),
        PlanTask(id: "T003", title: "c"),
    ])
    private let good = """
        {"coreBusinessLogic": ["labels"], "technicalDifficulties": [], "dependencies": [], "dataFlow": ["text"],
         "risks": [], "extraDependencies": [{"task": "T003", "dependsOn": "T001", "reason": "needs it"},
         {"task": "T009", "dependsOn": "T001", "reason": "unknown"}, {"task": "T001", "dependsOn": "T002", "reason": "no"}]}
        """

    @Test("an answer is read, also inside of a fence, and names its model")
    func reads() throws {
        let answer = try ModelUnderstanding.read("Here:\n```json\n\(good)\n```", model: "m", graph: graph)
        #expect(answer.understanding.coreBusinessLogic == ["labels"])
        #expect(answer.understanding.source == "m")
        #expect(answer.dependencies.map(\.task) == ["T003", "T001"])
    }

    @Test(
        "an answer that is not as asked is not used",
        arguments: [
            "", "I think so", "{\"coreBusinessLogic\": [\"a\"]}", "{\"coreBusinessLogic\": 3}", "[1]",
            """
            {"coreBusinessLogic": [], "technicalDifficulties": [], "dependencies": [], "dataFlow": [], "risks": []}
            """,
            """
            {"coreBusinessLogic": [1], "technicalDifficulties": [], "dependencies": [], "dataFlow": [], "risks": []}
            """,
        ])
    func refuses(text: String) {
        #expect(throws: ModelUnderstanding.Unusable.self) {
            try ModelUnderstanding.read(text, model: "m", graph: graph)
        }
    }

    private final class Store: AnswerStore {
        private let answers = Mutex<[String: Data]>([:])

        func answer(to request: ContentDigest, of model: String) async -> Data? {
            answers.withLock { $0["\(model) \(request.hex)"] }
        }

        func keep(_ answer: Data, to request: ContentDigest, of model: String) async {
            answers.withLock { $0["\(model) \(request.hex)"] = answer }
        }
    }

    @Test("it is asked for once where answers are remembered from run to run, and again for another document")
    func remembered() async throws {
        let good = good
        let base = ScriptedModel { _, _ in ScriptedAnswer(stringLiteral: good) }
        let store = Store()
        for title in ["a", "a", "b"] {
            let document = SpecDocument(
                title: title, format: .markdown, path: "a.md", digest: ContentDigest(of: title))
            let answer = try await ModelUnderstanding(model: RememberingModel(base, store: store))
                .ask(about: document, graph: graph)
            #expect(answer.understanding.coreBusinessLogic == ["labels"])
        }
        #expect(base.requests.count == 2)
    }

    @Test("proposed dependencies that would close a circle are dropped, others are kept")
    func dependencies() throws {
        let answer = try ModelUnderstanding.read(good, model: "m", graph: graph)
        let changed = ModelUnderstanding.adding(answer.dependencies, to: graph, model: "m")
        #expect(changed["T003"]?.dependsOn == ["T001"])
        #expect(changed["T001"]?.dependsOn == [])
        try changed.validate()
    }
}
