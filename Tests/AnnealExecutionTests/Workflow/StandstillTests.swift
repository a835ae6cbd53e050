import AnnealContext
import Testing

@testable import AnnealExecution

@Suite("When further answers are not worth their tokens")
struct StandstillTests {
    private static let batch = Workflow.Step.generate(candidates: 4, temperature: 0.8, style: .headed)

    private func candidate(_ index: Int, _ balance: Double, actual: String, copies: Int = 1) -> Candidate {
        var candidate = Candidate(index: index, arm: "generate-4-headed", files: ["a.py": "\(index)"], code: "")
        candidate.balance = balance
        candidate.copies = copies
        candidate.outcomes = [
            TestOutcome(name: "t", status: .failed, detail: "f(1)\nexpected: 2\nactual:   \(actual)")
        ]
        return candidate
    }

    @Test("rounds without progress end the work, progress begins the count anew")
    func patience() {
        var standstill = Standstill(patience: 2)
        let first = candidate(0, 0.2, actual: "0")
        let better = candidate(1, 0.5, actual: "1")
        #expect(standstill.reason(after: Self.batch, best: first, candidates: [first]) == nil)
        #expect(standstill.reason(after: Self.batch, best: first, candidates: [first]) == nil)
        #expect(standstill.reason(after: .mutate(tries: 4), best: first, candidates: [first]) == nil)
        #expect(standstill.reason(after: Self.batch, best: better, candidates: [first, better]) == nil)
        #expect(standstill.reason(after: Self.batch, best: better, candidates: [first, better]) == nil)
        let reason = standstill.reason(after: Self.batch, best: better, candidates: [first, better])
        #expect(reason?.text.contains("2 rounds") == true)
        #expect(reason?.isFinal == false)
    }

    @Test("many answers that fail alike end it at once, and for good")
    func alike() {
        var standstill = Standstill(patience: 9)
        let alike = candidate(0, 0, actual: "3", copies: 6)
        let other = candidate(1, 0, actual: "4", copies: 2)
        let reason = standstill.reason(after: Self.batch, best: alike, candidates: [alike, other])
        #expect(reason?.isFinal == true)
        #expect(reason?.text.contains("f(1), expected: 2, actual:   3") == true)
        let few = candidate(0, 0, actual: "3", copies: 5)
        #expect(standstill.reason(after: Self.batch, best: few, candidates: [few, other]) == nil)
        let mixed = candidate(1, 0, actual: "4", copies: 4)
        #expect(standstill.reason(after: Self.batch, best: alike, candidates: [alike, mixed]) == nil)
    }

    @Test("what passes, and what has no checks, is no standstill")
    func sound() {
        var standstill = Standstill(patience: 0)
        var sound = candidate(0, 1, actual: "2")
        sound.outcomes = []
        #expect(standstill.reason(after: Self.batch, best: sound, candidates: [sound]) == nil)
        #expect(standstill.reason(after: Self.batch, best: nil, candidates: []) == nil)
    }
}
