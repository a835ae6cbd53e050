import AnnealContext
import AnnealFoundation
import Testing

@testable import AnnealExecution

@Suite("Candidates")
struct CandidateTests {
    private func candidate(
        passed: Int, failed: Int = 0, findings: [String] = [], broken: Int = 0, text: String = "x"
    ) -> Candidate {
        var candidate = Candidate(index: 0, arm: "a", files: ["a.py": text], code: text)
        candidate.outcomes =
            (0..<passed).map { TestOutcome(name: "p\($0)", status: .passed) }
            + (0..<failed).map { TestOutcome(name: "f\($0)", status: .failed, detail: "f\($0) gave 1") }
        candidate.findings = findings
        candidate.regressions = (0..<broken).map { TestOutcome(name: "b\($0)", status: .failed) }
        candidate.regressionsChecked = true
        return candidate
    }

    @Test("more passed checks win, and a broken test loses against any number of them")
    func ranking() {
        #expect(candidate(passed: 2).isBetter(than: candidate(passed: 1)))
        #expect(candidate(passed: 1).isBetter(than: candidate(passed: 5, broken: 1)))
        #expect(candidate(passed: 1).isBetter(than: candidate(passed: 1, findings: ["a.py:1: x is not defined"])))
        #expect(candidate(passed: 1, text: "x").isBetter(than: candidate(passed: 1, text: "xxxx")))
    }

    @Test("a candidate is complete only when everything was looked at and nothing was found")
    func complete() {
        #expect(candidate(passed: 1).isComplete)
        #expect(!candidate(passed: 1, failed: 1).isComplete)
        #expect(!candidate(passed: 1, findings: ["f"]).isComplete)
        #expect(!candidate(passed: 1, broken: 1).isComplete)
        var unchecked = candidate(passed: 1)
        unchecked.regressionsChecked = false
        #expect(!unchecked.isComplete)
    }

    @Test("an event of a check names the files that the answer writes, so that failures are counted for them")
    func files() {
        #expect(candidate(passed: 1, failed: 2).told["files"] == ["a.py"])
        #expect(Candidate(index: 0, arm: "a", files: [:], code: "").told["files"] == nil)
    }

    @Test("failures with one cause are told once, and what is left out is counted")
    func digest() {
        var many = candidate(passed: 0, failed: 40)
        #expect(FailureDigest.text(of: many, limit: 100).hasSuffix("more\n"))
        many.outcomes = many.outcomes.map { TestOutcome(name: $0.name, status: .errored, detail: "no module") }
        #expect(FailureDigest.text(of: many) == "- no module\n")
    }
}
