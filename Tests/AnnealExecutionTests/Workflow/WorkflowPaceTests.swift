import AnnealFoundation
import AnnealModels
import Testing

@testable import AnnealExecution

@Suite("Pace of a task")
struct WorkflowPaceTests {
    private let greedy = Workflow.Step.generate(candidates: 1, temperature: 0, style: .direct)
    private let batch = Workflow.Step.generate(candidates: 0, temperature: 0.8, style: .direct)

    private func usage(prompt: Int, cached: Int = 0, generated: Int, seconds: Double) -> Usage {
        Usage(
            prompt: TokenCount(prompt), cached: TokenCount(cached), generated: TokenCount(generated), requests: 1,
            duration: .seconds(seconds))
    }

    @Test("reading a long prompt once says little of how long a batch takes")
    func prompt() {
        var read = WorkflowPace()
        read.note(
            greedy, took: .seconds(21), usage: usage(prompt: 1200, cached: 400, generated: 50, seconds: 20), answers: 1)
        var written = WorkflowPace()
        written.note(
            greedy, took: .seconds(21), usage: usage(prompt: 1200, cached: 1000, generated: 300, seconds: 20),
            answers: 1)
        #expect(read.expected(batch) < .seconds(15))
        #expect(written.expected(batch) > .seconds(40))
        #expect(read.expected(greedy) == .seconds(21))
        #expect(written.expected(tokens: 150) < .seconds(10))
        #expect(WorkflowPace().expected(tokens: 150) == .zero)
    }

    @Test("batches are judged by the longest one, and small changes take no model")
    func batches() {
        var pace = WorkflowPace()
        #expect(pace.expected(batch) == .zero)
        pace.note(greedy, took: .seconds(10), usage: Usage(), answers: 1)
        #expect(pace.expected(batch) == .seconds(20), "nothing is known of the usage")
        pace.note(batch, took: .seconds(30), usage: usage(prompt: 100, generated: 1600, seconds: 28), answers: 4)
        pace.note(batch, took: .seconds(25), usage: usage(prompt: 100, generated: 1600, seconds: 23), answers: 4)
        #expect(pace.expected(batch) > .seconds(28) && pace.expected(batch) <= .seconds(30), "but for the reading")
        #expect(pace.expected(.repair(candidates: 4, temperature: 1)) == pace.expected(batch))
        #expect(pace.expected(.mutate(tries: 40)) == .seconds(2))
    }

    @Test("where a batch comes first, a single answer is judged by those that were written side by side")
    func batchFirst() {
        var pace = WorkflowPace()
        pace.note(
            batch, took: .seconds(42), usage: usage(prompt: 400, generated: 800, seconds: 40), answers: 4)
        #expect(pace.expected(greedy) == .seconds(21))
        // 200 tokens each, at the time of 400 written alone; reading is as much as 100 of these.
        #expect(pace.expected(batch) == .seconds(34))
        #expect(pace.expected(tokens: 100) == .seconds(8))
    }
}
