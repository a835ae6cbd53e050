import AnnealFoundation
import Foundation
import Testing

@testable import AnnealExecution

@Suite("Workflow")
struct WorkflowTests {
    @Test("the standard workflow begins with one greedy answer and alternates fresh answers and repair")
    func standard() {
        let steps = Workflow.standard(rounds: 3, candidates: 4, temperature: 0.7, mutations: 0).steps
        #expect(
            steps.map(\.name) == [
                "generate-greedy-headed", "generate-4-headed", "recombine", "repair-4", "recombine", "generate-4-begun",
                "recombine",
            ])
        #expect(steps[0] == .generate(candidates: 1, temperature: 0, style: .headed))
        #expect(steps[1] == .generate(candidates: 4, temperature: 0.7, style: .headed))
        #expect(Workflow.standard(rounds: -1).steps.count == 1)
    }

    @Test("what the first answer's failures point at is tried before another is asked for")
    func adapting() {
        #expect(Workflow.standard(rounds: 1).steps[1] == .adapt(tries: 12))
        #expect(Workflow.standard(rounds: 1, mutations: 5).steps[1] == .adapt(tries: 5))
    }

    @Test("the begun step can come right after the first one")
    func early() {
        let workflow = Workflow.standard(rounds: 3, candidates: 4)
        let index = workflow.steps.firstIndex { $0.name == "generate-4-begun" }
        #expect(index.map { workflow.steps[$0 + 2] } == .mutate(tries: 40))
        #expect(
            workflow.beginningEarly.steps[1...4].map(\.name) == ["adapt", "generate-4-begun", "recombine", "mutate"])
        #expect(Set(workflow.beginningEarly.steps) == Set(workflow.steps))
        #expect(workflow.beginningEarly.beginningEarly == workflow.beginningEarly)
    }

    @Test("a batch can come first: one that asks as the single answer would have, and nothing else changes its order")
    func batch() {
        let workflow = Workflow.standard(rounds: 4)
        func names(_ workflow: Workflow, slots: Int = 4) -> [String] {
            workflow.beginningWithBatch(of: 4, slots: slots).steps.filter(\.asksModel).map(\.name)
        }
        #expect(names(workflow) == ["generate-0-headed", "repair-0", "generate-0-begun", "repair-0"])
        #expect(workflow.beginningWithBatch(of: 4, slots: 4).steps[1] == .recombine)
        // Functions that take texts apart are begun right after it.
        #expect(names(workflow.beginningEarly) == ["generate-0-headed", "generate-0-begun", "repair-0", "repair-0"])
        var sketched = workflow
        sketched.steps[0] = sketched.steps[0].with(style: .begun)
        #expect(names(sketched) == ["generate-0-begun", "generate-0-headed", "repair-0", "repair-0"])
        var short = Workflow.standard(rounds: 1)
        short.steps[0] = short.steps[0].with(style: .begun)
        #expect(names(short) == ["generate-0-begun"])
        #expect(workflow.beginningWithBatch(of: 4, slots: 3) == workflow)
        #expect(Workflow.standard(rounds: 0).beginningWithBatch(of: 4, slots: 4) == Workflow.standard(rounds: 0))
    }

    @Test("a workflow is a value that can be stored and read back")
    func stored() throws {
        let workflow = Workflow.standard(rounds: 6)
        let data = try CanonicalJSON.data(workflow)
        #expect(try CanonicalJSON.decode(Workflow.self, from: data) == workflow)
    }
}
