import AnnealDecisions
import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Experience of a run") struct ExperienceExtractorTests {
    static let wrong = "AssertionError: 8100 != 7200"
    static let name = "NameError: name 'reduce' is not defined"

    static func account(
        run: RunID = "run-1", success: Bool? = true,
        checks: [RunAccount.CheckAccount] = [
            RunAccount.CheckAccount(arm: "generate-greedy-headed", passed: 1, faults: 2, failure: wrong),
            RunAccount.CheckAccount(arm: "generate-0-headed", passed: 1, faults: 2, failure: wrong),
            RunAccount.CheckAccount(arm: "generate-0-headed", passed: 2, faults: 1, failure: name),
            RunAccount.CheckAccount(arm: "repair-0", passed: 3, faults: 0),
        ]
    ) -> RunAccount {
        RunAccount(
            project: StoreFixture.first, run: run, model: "coder", commit: "abc", time: Date(timeIntervalSince1970: 5),
            requirements: [.init(id: "R1", title: "Price of a group", verdict: "verified")],
            tasks: [
                .init(
                    id: "T001", title: "Price of a group", text: "`group_price([30])` returns `900`.", kind: "create",
                    language: "python", files: ["tickets.py"], requirements: ["R1"], executor: "workflow",
                    success: success, numbers: ["generatedTokens": 300, "effort": 1], hasExamples: true, checks: checks)
            ],
            decisions: [
                .init(
                    Decision(
                        id: "d1", point: "execution.arm", task: "T001", state: ["failed": 2],
                        candidates: ["generate-0-headed", "repair-0"], choice: 1, probability: 1, policy: "fixed/1",
                        reason: "next", time: Date(timeIntervalSince1970: 4)),
                    Outcome(
                        decision: "d1", reward: 0.5, parts: ["gained": 0.5, "complete": 1],
                        time: Date(timeIntervalSince1970: 5)))
            ], failures: [])
    }

    @Test("each try on a failure is remembered with whether it mended it") func repairs() throws {
        let records = ExperienceExtractor.extract(Self.account()).records
        let repairs = records.filter { $0.kind == .repair }
        #expect(repairs.map { $0.labels["failure"] } == ["wrong-value", "name"])
        #expect(repairs.map { $0.labels["repair"] } == ["generate-headed", "repair"])
        #expect(repairs.map(\.success) == [true, true])
        let failures = records.filter { $0.kind == .failure }
        #expect(Set(failures.compactMap { $0.labels["failure"] }) == ["wrong-value", "name"])
        #expect(failures.allSatisfy { $0.numbers["mended"] == 1 })
        #expect(failures.first { $0.labels["failure"] == "name" }?.text == Self.name)
        #expect(repairs.allSatisfy { repair in failures.contains { repair.follows == [$0.id] } })
    }

    @Test("a try after which the same failure is there mends nothing") func noRepair() throws {
        let checks = [
            RunAccount.CheckAccount(arm: "generate-greedy-headed", passed: 1, faults: 3, failure: Self.wrong),
            RunAccount.CheckAccount(arm: "repair-0", passed: 2, faults: 2, failure: "AssertionError: 8200 != 7200"),
        ]
        let extracted = ExperienceExtractor.extract(Self.account(success: false, checks: checks))
        #expect(extracted.records.filter { $0.kind == .repair }.map(\.success) == [false])
        #expect(extracted.records.filter { $0.kind == .failure }.map { $0.numbers["seen"] } == [2])
        let repair = Lesson(.repair, when: ["failure": "wrong-value"], "repair")
        #expect(extracted.evidence.contains { $0.lesson.id == repair.id && !$0.agrees })
    }

    @Test("factors agree with success, risks with the failures that were seen") func factors() throws {
        for success in [true, false] {
            let evidence = ExperienceExtractor.extract(Self.account(success: success)).evidence
            func says(_ lesson: Lesson) -> Bool? { evidence.first { $0.lesson.id == lesson.id }?.agrees }
            #expect(says(Lesson(.success, when: ["examples": "yes"], "succeeds")) == success)
            #expect(says(Lesson(.success, when: ["language": "python"], "succeeds")) == success)
            #expect(says(Lesson(.risk, when: ["language": "python"], "name")) == true)
            #expect(says(Lesson(.risk, when: ["language": "python"], "timeout")) == false)
            #expect(says(Lesson(.context, when: ["language": "python"], "repair")) == true)
        }
        let unknown = ExperienceExtractor.extract(Self.account(success: nil)).evidence
        #expect(!unknown.contains { $0.lesson.kind == .success }, "what could not be checked says nothing")
    }

    @Test("a run that is read twice is remembered once, and every record meets its rules") func twice() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            let extracted = ExperienceExtractor.extract(Self.account())
            for _ in 0..<2 {
                try await store.add(extracted.records, evidence: extracted.evidence, projects: [extracted.project])
            }
            #expect(try await store.records().count == extracted.records.count)
            #expect(Set(extracted.records.map(\.kind)) == Set(ExperienceRecord.Kind.allCases))
            let mended = try #require(try await store.lessons(.repair, having: ["failure": "name"]).first)
            #expect(mended.conclusion == "repair")
            #expect(mended.support == 1)
            #expect(mended.quotes == [Self.name])
        }
    }

    @Test(
        "failures have kinds",
        arguments: [
            ("SyntaxError: invalid syntax (tickets.py, line 3)", FailureKind.syntax),
            ("AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal", .wrongValue),
            ("ReferenceError: total is not defined", .name), ("TypeError: x.map is not a function", .attribute),
            ("KeyError: 'a'", .lookup), ("still running after 10 s and could not be stopped", .timeout),
            ("ModuleNotFoundError: No module named 'x'", .missingImport), ("ValueError not raised", .refusedValue),
            ("Failed: DID NOT RAISE <class 'ValueError'>", .missingError),
            ("double_of(-1)\nexpected: -2\nactual:   'SyntaxError: no'", .wrongValue),
            ("f('a')\nexpected: 'ValueError to be raised'\nactual:   3", .missingError), ("what a day", .other),
        ])
    func kinds(text: String, kind: FailureKind) {
        #expect(FailureKind(text: text) == kind)
    }
}
