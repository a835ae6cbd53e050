import AnnealContext
import AnnealDecisions
import AnnealEvents
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

@Suite("Workflow executor", .tags(.integration))
struct WorkflowExecutorTests {
    /// A requirement without an example.
    private static let bare = """
        # Doubling

        One Python module, `doubling.py`. Python 3.11.

        ## Requirements

        ### R1 Double
        `double(x: int) -> int` returns twice the number.
        """

    private static let text = """
        \(bare)

        - `double(2)` returns `4`.
        - A negative number raises `ValueError`: `double(-1)` raises `ValueError`.
        """

    private static let right = """
        def double(x: int) -> int:
            if x < 0:
                raise ValueError("negative")
            return x * 2
        """

    private static let rightAnswer = ScriptedAnswer("```python\n\(right)\n```")

    private func plan(_ specification: SpecDocument, kind: PlanTask.Kind = .create) -> Plan {
        let task = PlanTask(
            id: "T001", title: "Double", kind: kind, requirements: ["R1"],
            criteria: specification.requirements[0].criteria.map(\.id), writes: ["doubling.py"],
            interfaces: specification.requirements[0].interfaces)
        return Plan(
            specification: specification.digest, understanding: Understanding(), strategy: .sequential,
            strategyReason: "", graph: TaskGraph(tasks: [task]))
    }

    private struct Ended {
        var attempt: Attempt
        var code: String?
        var tests: String?
        var requests: [ChatRequest]
        var decisions: [(Decision, Outcome?)]
        var verification: Verification
    }

    private func run(
        _ answers: [ScriptedAnswer], rounds: Int = 2, confirms: Bool = false, suggests: Bool = false,
        before: String? = nil, link: String? = nil, text: String = Self.text, prefills: Bool = false,
        attempt: Int = 1, candidates: Int = 1, without: String = ""
    ) async throws -> Ended {
        try await withTemporaryFolder { folder in
            let specification = try SpecDocument(parsing: text, path: "spec.md")
            if let before {
                try Data(before.utf8).write(to: folder.appending(path: "doubling.py"))
                try FileManager.default.createDirectory(
                    at: folder.appending(path: "tests"), withIntermediateDirectories: true)
                let test = """
                    import sys, os, unittest
                    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
                    import doubling

                    class Old(unittest.TestCase):
                        def test_half(self):
                            self.assertEqual(doubling.half(4), 2)
                    """
                try Data(test.utf8).write(to: folder.appending(path: "tests/test_old.py"))
            }
            if let link {
                try FileManager.default.createSymbolicLink(
                    atPath: folder.path + "/doubling.py", withDestinationPath: link)
            }
            let plan = plan(specification)
            let model = ScriptedModel(
                answers: answers,
                capabilities: ModelCapabilities(
                    contextLength: 8192, parallelSlots: 2, isLocal: true, isSmall: true, supportsPrefill: prefills))
            let log = InMemoryDecisionLog()
            let sandbox = UnconfinedSandbox(launcher: SystemProcessLauncher())
            var environment = ExecutionEnvironment(
                run: "run-1", specification: specification, plan: plan, model: model, sandbox: sandbox,
                events: EventBus(run: "run-1"), decisions: log,
                settings: [
                    "workflow.rounds": "\(rounds)", "workflow.candidates": "\(candidates)",
                    "workflow.confirm": "\(confirms)",
                    "workflow.suggest": "\(suggests)", "workflow.without": without,
                ])
            environment.attempt = attempt
            let workspace = Workspace(root: folder.path, base: "base")
            let verifier = Verifier(sandbox: sandbox)
            let baseline = try await verifier.baseline(of: workspace, specification: specification)
            let attempt = try await WorkflowExecutor().execute(
                plan.graph.tasks[0], in: workspace, environment: environment)
            let code = WorkspaceFiles.read("doubling.py", in: folder.path)
            let tests = attempt.generatedTests.first.flatMap { WorkspaceFiles.read($0.path, in: folder.path) }
            let doubts = attempt.doubt.map { doubt in
                Dictionary(uniqueKeysWithValues: plan.graph.tasks[0].criteria.map { ($0, doubt) })
            }
            let verification = try await verifier.verify(
                specification: specification, plan: plan, baseline: baseline, doubts: doubts ?? [:], in: workspace)
            return Ended(
                attempt: attempt, code: code, tests: tests, requests: model.requests,
                decisions: try await log.decisions(of: "run-1"), verification: verification)
        }
    }

    @Test("a right answer is accepted after one request, and verified")
    func firstAnswer() async throws {
        let ended = try await run([Self.rightAnswer])
        #expect(ended.requests.count == 1)
        #expect(ended.code?.contains("x * 2") == true)
        #expect(ended.tests?.contains("skipUnless") == false)
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
        #expect(ended.verification.evidence.first?.failed == [:])
        #expect(ended.decisions.count == 1)
        #expect(ended.decisions.first?.1?.parts["complete"] == 1)
    }

    @Test("a wrong answer is repaired with the failing call in the request")
    func repair() async throws {
        let ended = try await run([
            "```python\ndef double(x: int) -> int:\n    return x * 2\n```", Self.rightAnswer,
        ])
        #expect(ended.requests.count == 2)
        let repair = try #require(ended.requests.last?.messages.last?.text)
        #expect(repair.contains("double(-1)"))
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
    }

    @Test("what is never met is left in the best state, its test skipped, its verdict failed")
    func unmet() async throws {
        let half: ScriptedAnswer = "```python\ndef double(x: int) -> int:\n    return x * 2\n```"
        let ended = try await run([
            half, "no code", "```python\ndef double(x: int) -> int:\n    return 0\n```",
        ])
        #expect(ended.code?.contains("x * 2") == true)
        #expect(ended.tests?.contains("skipUnless") == true)
        #expect(ended.verification.verdicts.map(\.verdict) == [.failed])
        #expect(ended.verification.verdicts[0].criteria.map(\.verdict).contains(.verified))
        #expect(!ended.attempt.notes.isEmpty)
        // Each arm has a decision of its own, also where the one before brought nothing new.
        let arms = ended.decisions.map { $0.0.candidates[$0.0.choice] }
        #expect(arms == ["generate-greedy-headed", "generate-1-headed", "mutate", "repair-1", "mutate"])
        #expect(ended.decisions.allSatisfy { $0.1 != nil && Set($0.0.candidates).count == $0.0.candidates.count })
    }

    @Test("an answer that breaks an existing test is not kept")
    func regression() async throws {
        let before = "def half(x):\n    return x // 2\n"
        let breaking = ScriptedAnswer("```python\ndef half(x):\n    return 0\n\n\n\(Self.right)\n```")
        let ended = try await run([breaking], rounds: 0, before: before)
        #expect(ended.code == before)
        #expect(ended.verification.regressions == [:])
        #expect(ended.verification.verdicts.map(\.verdict) == [.failed])
    }

    @Test("an answer that passes everything is compared with a further one")
    func confirmation() async throws {
        let other = ScriptedAnswer("```python\n\(Self.right.replacing("x * 2", with: "x + x"))\n```")
        let ended = try await run([Self.rightAnswer, other], confirms: true)
        #expect(ended.requests.count == 2)
        #expect(ended.code?.contains("x * 2") == true)
        #expect(ended.attempt.notes.contains { $0.contains("agree") })
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
    }

    @Test("a further answer goes on from the function's head, so that it repeats neither that nor its documentation")
    func headed() async throws {
        let body = ScriptedAnswer("    if x < 0:\n        raise ValueError()\n    return x + x\n```")
        let ended = try await run([Self.rightAnswer, body], confirms: true, prefills: true)
        #expect(
            ended.requests.last?.messages.last?.text
                == """
                ```python
                def double(x: int) -> int:
                    \"\"\"Returns twice the number.

                    A negative number raises `ValueError`.
                    \"\"\"

                """)
        #expect(ended.requests.count == 2)
        #expect(ended.attempt.notes.contains { $0.contains("chosen of 2 answers") && $0.contains("100 %") })
    }

    @Test("ideas that are left out change what is asked and made")
    func without() async throws {
        let body = ScriptedAnswer(
            "def double(x: int) -> int:\n    if x < 0:\n        raise ValueError()\n    return math.prod([x, 2])\n```")
        let with = try await run([body], rounds: 0, prefills: true)
        #expect(with.requests[0].messages.last?.text.hasPrefix("```python\ndef double(") == true)
        #expect(with.code?.hasPrefix("import math\n") == true)
        let without = try await run([body], rounds: 0, prefills: true, without: "heads imports")
        #expect(without.requests[0].messages.last?.text == "```python\n")
        #expect(without.code?.contains("import math") == false)
        #expect(without.verification.verdicts.map(\.verdict) == [.failed])
    }

    @Test(
        "answers that pass every check and do otherwise elsewhere leave the criterion unverified, with a call that tells"
    )
    func doubt() async throws {
        let others = (3...6).map { factor in
            ScriptedAnswer(
                "```python\n\(Self.right.replacing("x * 2", with: "x * 2 if x == 2 else x * \(factor)"))\n```")
        }
        let ended = try await run([Self.rightAnswer] + others, confirms: true)
        #expect(ended.attempt.doubt?.contains("differ on") == true)
        #expect(ended.attempt.doubt?.contains("`double(") == true)
        #expect(ended.verification.verdicts.map(\.verdict) == [.unverified])
        #expect(ended.verification.verdicts[0].criteria.contains { $0.reason.contains("passed, but other answers") })
    }

    @Test("a second try begins with what the first left, and replaces it only by something better")
    func secondTry() async throws {
        let first = "def double(x: int) -> int:\n    return x * 2\n\n\ndef half(x):\n    return x // 2\n"
        let worse = ScriptedAnswer("```python\ndef double(x: int) -> int:\n    return 0\n```")
        let kept = try await run([worse, worse], rounds: 2, before: first, attempt: 2)
        #expect(kept.code == first)
        #expect(kept.requests.allSatisfy { $0.temperature > 0 })
        #expect(kept.attempt.unmet == 1)
        let better = try await run([worse, Self.rightAnswer], rounds: 2, before: first, attempt: 2)
        #expect(better.code?.contains("raise ValueError") == true)
        #expect(better.attempt.unmet == 0)
    }

    @Test("an answer that does not come back from further calls is not chosen, and holds nothing up")
    func endlessCalls() async throws {
        let loop = "x * 2 if x == 2 else next(n for n in iter(int, 1) if n)"
        let endless = ScriptedAnswer("```python\n\(Self.right.replacing("x * 2", with: loop))\n```")
        let ended = try await run(
            [endless] + [ScriptedAnswer](repeating: Self.rightAnswer, count: 3), confirms: true)
        #expect(ended.code?.contains("iter") == false)
        #expect(ended.attempt.notes.contains { $0.contains("agree") })
    }

    @Test("where answers do not agree the model is asked for calls on which they are compared")
    func suggestedCalls() async throws {
        let other = ScriptedAnswer("```python\n\(Self.right.replacing("x * 2", with: "x * 2 if x < 3 else 0"))\n```")
        let third = ScriptedAnswer("```python\n\(Self.right.replacing("x * 2", with: "x + x"))\n```")
        let ended = try await run(
            [other, Self.rightAnswer, third, "```python\ndouble(95)  # => 190\n```"], confirms: true, suggests: true)
        #expect(ended.requests.count >= 4)
        #expect(ended.requests.contains { $0.messages.last?.text.contains("Do not write the code yet") == true })
        #expect(ended.code?.contains("x < 3") == false)
        #expect(ended.attempt.notes.contains { $0.contains("agree") })
    }

    @Test("calls go on from an example, so that the model writes no code instead")
    func openedCalls() async throws {
        let body = ScriptedAnswer("    if x < 0:\n        raise ValueError()\n    return 4\n```")
        let ended = try await run(
            [Self.rightAnswer, body, body, "double(95)  # => 190\n```"], confirms: true, suggests: true, prefills: true)
        #expect(ended.requests.contains { $0.messages.last?.text == "```python\ndouble(2)  # => 4\n" })
    }

    @Test("answers of one batch that pass every check and agree are not compared with another batch")
    func settledBatch() async throws {
        let wrong = ScriptedAnswer("```python\ndef double(x: int) -> int:\n    return x\n```")
        var batch = Self.rightAnswer
        batch.alternatives = [batch.text, batch.text.replacing("x * 2", with: "x + x")]
        let ended = try await run(
            [wrong, batch], confirms: true, candidates: 3)
        #expect(ended.requests.count == 2)
        #expect(ended.attempt.doubt == nil)
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
    }

    @Test("without examples, tests that the model writes bring faults of the code to light, which are repaired")
    func faultsOfCode() async throws {
        let wrong = ScriptedAnswer("```python\ndef double(x: int) -> int:\n    return x.double()\n```")
        let tests = ScriptedAnswer("```python\ndef test_1():\n    assert double(8) == 16\n```")
        let ended = try await run(
            [wrong, wrong, tests, wrong, Self.rightAnswer], confirms: true, suggests: true, text: Self.bare,
            without: "samples")
        #expect(ended.requests.count == 5)
        #expect(ended.code?.contains("x * 2") == true)
        #expect(ended.requests.last?.messages.last?.text.contains("no attribute 'double'") == true)
        #expect(Set(ended.decisions.map(\.0.id)).count == ended.decisions.count)
    }

    @Test("without examples, calls with made-up arguments bring faults of the code to light as well")
    func faultsOnSamples() async throws {
        let wrong = ScriptedAnswer("```python\ndef double(x: int) -> int:\n    return x.double()\n```")
        let ended = try await run(
            [wrong, wrong, wrong, Self.rightAnswer], confirms: true, suggests: true, text: Self.bare)
        #expect(ended.requests.count == 4)
        #expect(ended.code?.contains("x * 2") == true)
        #expect(ended.requests.last?.messages.last?.text.contains("no attribute 'double'") == true)
    }

    @Test("an answer that changes nothing is not taken for a good one where there is no example")
    func nothingChanged() async throws {
        let before = "def half(x):\n    return x // 2\n"
        let same = ScriptedAnswer("```python\n\(before)```")
        let ended = try await run([same, Self.rightAnswer], before: before, text: Self.bare)
        #expect(ended.requests.count == 2)
        #expect(ended.code?.contains("x * 2") == true)
    }

    @Test("an answer that breaks an existing test is not the end where there is no example")
    func regressionWithoutExample() async throws {
        let before = "def half(x):\n    return x // 2\n"
        let breaking = ScriptedAnswer("```python\ndef half(x):\n    return 0\n\n\n\(Self.right)\n```")
        let ended = try await run([breaking, Self.rightAnswer], before: before, text: Self.bare)
        #expect(ended.requests.count == 2)
        #expect(ended.code?.contains("x * 2") == true)
        #expect(ended.code?.contains("x // 2") == true)
    }

    @Test("an answer that is wrong by a hair is mended without the model")
    func mutation() async throws {
        let nearly = ScriptedAnswer("```python\n\(Self.right.replacing("x < 0", with: "x < -1"))\n```")
        let ended = try await run([nearly, nearly], rounds: 1)
        #expect(ended.requests.count <= 2)
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
        #expect(ended.attempt.notes.contains { $0.contains("small change") })
    }

    @Test("a request that fails alone does not lose the best answer so far")
    func failedRequest() async throws {
        let overflow = ScriptedAnswer.failure(ModelError(code: .contextOverflow, message: "the prompt does not fit"))
        let ended = try await run([
            "```python\ndef double(x: int) -> int:\n    return x * 2\n```", overflow, Self.rightAnswer,
        ])
        #expect(ended.requests.count == 3)
        #expect(ended.verification.verdicts.map(\.verdict) == [.verified])
        #expect(ended.attempt.notes.contains { $0.contains("does not fit") })
    }

    @Test("nothing is written through a link that stands where the plan wants a file")
    func link() async throws {
        try await withTemporaryFolder { outside in
            let target = outside.appending(path: "target.py")
            try Data("mine".utf8).write(to: target)
            let ended = try await run([Self.rightAnswer], link: target.path)
            #expect(try String(contentsOf: target, encoding: .utf8) == "mine")
            #expect(ended.requests.isEmpty)
            #expect(ended.attempt.notes.contains { $0.contains("symbolic link") })
        }
    }
}
