import AnnealContext
import AnnealFoundation
import AnnealSpecs
import Testing

@testable import AnnealExecution

@Suite("Verdicts")
struct VerdictRulesTests {
    private let here = SourceLocation(line: 1)

    private func example(_ call: String) -> Example {
        Example(call: call, expectation: .value("1"), source: call, location: here)
    }

    private func criterion(_ id: String, _ text: String, calls: [String] = []) -> Criterion {
        Criterion(
            id: CriterionID(id), text: text, form: .statement, examples: calls.map(example), location: here)
    }

    private func requirement(_ criteria: [Criterion]) -> Requirement {
        Requirement(
            id: "R1", fingerprint: ContentDigest(of: "R1"), title: "R1", text: "", criteria: criteria, location: here)
    }

    private func verdict(
        on criteria: [Criterion], outcomes: [String: TestOutcome.Status], hasBaseline: Bool = false,
        regressions: Int = 0, doubts: [CriterionID: String] = [:]
    ) -> RequirementVerdict {
        let requirement = requirement(criteria)
        let checks = Dictionary(grouping: TaskChecks.checks(in: [requirement]), by: \.criterion)
        let rules = VerdictRules(
            outcomes: Dictionary(
                uniqueKeysWithValues: outcomes.map { ($0.key, TestOutcome(name: $0.key, status: $0.value)) }),
            checks: checks, hasBaseline: hasBaseline, regressions: regressions, doubts: doubts)
        return rules.verdict(on: requirement)
    }

    @Test("every criterion checked and passed is verified")
    func allPassed() {
        let result = verdict(
            on: [criterion("R1.1", "a", calls: ["f(1)", "f(2)"]), criterion("R1.2", "b", calls: ["f(3)"])],
            outcomes: ["R1.1#1": .passed, "R1.1#2": .passed, "R1.2#1": .passed])
        #expect(result.verdict == .verified)
    }

    @Test("a doubt takes back what passed checks say, and never a failure")
    func doubted() {
        let criteria = [criterion("R1.1", "a", calls: ["f(1)"])]
        let passed = verdict(on: criteria, outcomes: ["R1.1#1": .passed], doubts: ["R1.1": "few say so"])
        #expect(passed.verdict == .unverified)
        #expect(passed.criteria[0].reason == "1 check passed, but few say so")
        let failed = verdict(on: criteria, outcomes: ["R1.1#1": .failed], doubts: ["R1.1": "few say so"])
        #expect(failed.verdict == .failed)
    }

    @Test("one failed check fails the requirement, whatever else passed")
    func oneFailed() {
        let result = verdict(
            on: [criterion("R1.1", "a", calls: ["f(1)"]), criterion("R1.2", "b", calls: ["f(3)"])],
            outcomes: ["R1.1#1": .passed, "R1.2#1": .failed])
        #expect(result.verdict == .failed)
        #expect(result.criteria.map(\.verdict) == [.verified, .failed])
    }

    @Test("a criterion that nothing checks leaves the requirement unverified")
    func unchecked() {
        let result = verdict(
            on: [criterion("R1.1", "a", calls: ["f(1)"]), criterion("R1.2", "Duplicates are kept.")],
            outcomes: ["R1.1#1": .passed])
        #expect(result.verdict == .unverified)
        #expect(result.criteria[1].verdict == .unverified)
    }

    @Test("a check that was skipped or never ran verifies nothing")
    func skipped() {
        let result = verdict(
            on: [criterion("R1.1", "a", calls: ["f(1)", "f(2)"])], outcomes: ["R1.1#1": .passed, "R1.1#2": .skipped])
        #expect(result.verdict == .unverified)
        #expect(verdict(on: [criterion("R1.1", "a", calls: ["f(1)"])], outcomes: [:]).verdict == .unverified)
    }

    @Test("a requirement without criteria is unverified")
    func noCriteria() {
        #expect(verdict(on: [], outcomes: [:]).verdict == .unverified)
    }

    @Test("a sentence that only declares the function is covered by the checks that call it")
    func declaration() {
        let declares = criterion("R1.1", "`f(x: int) -> int` returns the next number.")
        let checked = criterion("R1.2", "b", calls: ["f(3)"])
        #expect(verdict(on: [declares, checked], outcomes: ["R1.2#1": .passed]).verdict == .verified)
        #expect(verdict(on: [declares, checked], outcomes: ["R1.2#1": .failed]).verdict == .failed)
        let other = criterion("R1.1", "`g(x: int) -> int` returns the next number.")
        #expect(verdict(on: [other, checked], outcomes: ["R1.2#1": .passed]).verdict == .unverified)
    }

    @Test("a criterion about the existing tests is decided by the tests that passed before")
    func existingTests() {
        let criteria = [criterion("R1.1", "All existing tests pass unchanged.")]
        #expect(verdict(on: criteria, outcomes: [:], hasBaseline: true).verdict == .verified)
        #expect(verdict(on: criteria, outcomes: [:], hasBaseline: true, regressions: 1).verdict == .failed)
        #expect(verdict(on: criteria, outcomes: [:], hasBaseline: false).verdict == .unverified)
    }

    @Test("a sentence that asks for more than the existing tests is not decided by them")
    func moreThanExistingTests() {
        for text in ["The existing behaviour stays.", "The existing tests pass, and `f` returns 2.", "Existing tests."]
        {
            let result = verdict(on: [criterion("R1.1", text)], outcomes: [:], hasBaseline: true)
            #expect(result.verdict == .unverified, "\(text)")
        }
    }

    @Test("a declaration after the first sentence is no lead, and stays unverified")
    func laterDeclaration() {
        let checked = criterion("R1.1", "b", calls: ["f(3)"])
        let declares = criterion("R1.2", "`f(x: int) -> int` never changes its argument.")
        #expect(verdict(on: [checked, declares], outcomes: ["R1.1#1": .passed]).verdict == .unverified)
    }
}
