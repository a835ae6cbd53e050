import AnnealContext
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("Secrets in the journal of a run")
struct JournalRedactionTests {
    /// Not a real token; in two parts, so that scanners of this repository stay quiet.
    private static let token = "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"

    /// Writes the file, and tells of a secret; its test holds one.
    private struct Telling: TaskExecutor {
        let name = "workflow"

        func execute(
            _ task: PlanTask, in workspace: Workspace, environment: ExecutionEnvironment
        ) async throws -> Attempt {
            let test = "token = \"\(JournalRedactionTests.token)\"\n"
            for (path, text) in [("a.txt", "a\n"), ("test_a.py", test)] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + path))
            }
            return Attempt(
                executor: name, changedFiles: ["a.txt"],
                generatedTests: [GeneratedFile(path: "test_a.py", text: test)],
                notes: ["the server answered with \(JournalRedactionTests.token)"],
                doubt: "it returns \(JournalRedactionTests.token)")
        }
    }

    /// Finds that everything is wrong, and says so with a secret.
    private struct Failing: RunVerifier {
        func baseline(of workspace: Workspace, environment: VerificationEnvironment) async throws -> Baseline {
            Baseline()
        }

        func writeChecks(
            of subject: VerificationSubject, into workspace: Workspace, environment: VerificationEnvironment
        ) async throws -> [String] { [] }

        func verify(
            _ subject: VerificationSubject, in workspace: Workspace, environment: VerificationEnvironment
        ) async throws -> Verification {
            let output = "AssertionError: \(JournalRedactionTests.token) != 1"
            let verdicts = subject.specification.requirements.map { requirement in
                RequirementVerdict(
                    requirement: requirement.id, verdict: .failed,
                    criteria: requirement.criteria.map {
                        CriterionVerdict(criterion: $0.id, verdict: .failed, reason: output)
                    })
            }
            let evidence = Evidence(
                commit: "c", command: "python3 -m unittest", status: 1, outputDigest: ContentDigest(of: output),
                passed: [], failed: ["test_a": output], criteria: ["R1.1"], origin: .specification)
            return Verification(
                verdicts: verdicts, evidence: [evidence], regressions: ["old": output], notes: [output])
        }
    }

    @Test("what it tells carries marks; what a resumed run needs is there word for word")
    func marks() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            var parts = try await fixture.parts(run: "run-1", executor: Telling(), verifier: Failing())
            let redactor = Redactor(key: RedactionKey())
            // The secret is to reach the journal's entry of what was done.
            parts.gate = CommandGate(allowedRules: ["secret-in-commit"])
            parts.redacting = { redactor.redact($0).text }
            let request = RunRequest(specification: .sample, plan: .writing(["a.txt"]), budget: .unlimited, parallel: 1)
            let result = try await Orchestrator.begin("run-1", request: request, parts: parts).work()
            #expect(result.exitCode == .criteriaNotMet)
            let records = try fixture.journal().records(of: "run-1")
            var seen: Set<String> = []
            for record in records {
                var text = try CanonicalJSON.string(record.entry)
                if case .taskExecuted(_, let attempt, _) = record.entry {
                    #expect(attempt.generatedTests.map(\.text) == ["token = \"\(Self.token)\"\n"])
                    text = (attempt.notes + [attempt.doubt ?? ""]).joined()
                }
                #expect(!text.contains(Self.token), "\(record.entry.type)")
                if text.contains("[secret:") { seen.insert(record.entry.type) }
            }
            #expect(seen == ["task.executed", "verified"])
            // What is read back is what this process knew.
            let state = try #require(RunState(run: "run-1", records: records))
            #expect(state.summary.verdicts == result.summary.verdicts)
            #expect(state.summary.evidence == result.summary.evidence)
            #expect(state.summary.regressions == result.summary.regressions)
        }
    }

    @Test("a run without a redactor keeps everything as it is")
    func plain() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let result = try await fixture.run(plan: .writing(["a.txt"]), executor: Telling(), verifier: Failing())
            #expect(result.summary.regressions["old"]?.contains(Self.token) == true)
        }
    }
}
