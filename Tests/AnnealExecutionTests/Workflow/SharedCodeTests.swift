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

@Suite("Code that several tasks share", .tags(.integration))
struct SharedCodeTests {
    private static let text = """
        # Parking

        Package `park` with the modules `gate.py` and `lot.py`. Python 3.11.

        ## Requirements

        ### R1 Toll
        `gate.toll_for(hours: int) -> int` returns three for every hour.

        ### R2 Day
        `toll_for` returns at most twenty.

        ### R3 Bill
        `lot.bill(hours: int) -> str` returns the toll as text.
        """

    private func interface(_ name: String, _ module: String, _ signature: String) -> Interface {
        Interface(
            kind: .function, name: name, qualifier: module, signature: signature, location: SourceLocation(line: 1))
    }

    private func plan(_ specification: SpecDocument) -> Plan {
        let toll = interface("toll_for", "gate", "gate.toll_for(hours: int) -> int")
        let task = { (number: Int, requirement: RequirementID, file: String, interface: Interface) in
            PlanTask(
                id: TaskID("T00\(number)"), title: "\(requirement)", kind: .create, requirements: [requirement],
                criteria: [], writes: [file], reads: file == "park/lot.py" ? ["park/gate.py"] : [],
                interfaces: [interface])
        }
        let bill = interface("bill", "lot", "lot.bill(hours: int) -> str")
        return Plan(
            specification: specification.digest, understanding: Understanding(), strategy: .sequential,
            strategyReason: "",
            graph: TaskGraph(tasks: [
                task(1, "R1", "park/gate.py", toll), task(2, "R2", "park/gate.py", toll),
                task(3, "R3", "park/lot.py", bill),
            ]))
    }

    /// Works on one task of the plan; `gate.py` is written already.
    private func work(
        on index: Int, answer: String
    ) async throws -> (file: String?, requests: [ChatRequest], notes: [String]) {
        try await withTemporaryFolder { folder in
            let specification = try SpecDocument(parsing: Self.text, path: "spec.md")
            let plan = plan(specification)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "park"), withIntermediateDirectories: true)
            let files = [
                "park/__init__.py": "", "park/gate.py": "def toll_for(hours: int) -> int:\n    return 3 * hours\n",
                "park/lot.py": "def bill(hours: int) -> str:\n    raise NotImplementedError\n",
            ]
            for (path, text) in files { try Data(text.utf8).write(to: folder.appending(path: path)) }
            let model = ScriptedModel(
                answers: Array(repeating: ScriptedAnswer("```python\n\(answer)\n```"), count: 4),
                capabilities: ModelCapabilities(contextLength: 8192, parallelSlots: 1, isLocal: true, isSmall: true))
            let environment = ExecutionEnvironment(
                run: "run-1", specification: specification, plan: plan, model: model,
                sandbox: UnconfinedSandbox(launcher: SystemProcessLauncher()), events: EventBus(run: "run-1"),
                decisions: InMemoryDecisionLog(),
                settings: ["workflow.rounds": "1", "workflow.confirm": "false", "workflow.mutations": "0"])
            let attempt = try await WorkflowExecutor().execute(
                plan.graph.tasks[index], in: Workspace(root: folder.path, base: "base"), environment: environment)
            let path = plan.graph.tasks[index].writes[0]
            return (WorkspaceFiles.read(path, in: folder.path), model.requests, attempt.notes)
        }
    }

    @Test("a copy of what another file defines is left out and imported from there")
    func copies() async throws {
        let ended = try await work(
            on: 2,
            answer: """
                def toll_for(hours: int) -> int:
                    return 5 * hours


                def bill(hours: int) -> str:
                    return str(toll_for(hours))
                """)
        #expect(ended.file?.contains("5 * hours") == false)
        #expect(ended.file?.contains("from park.gate import toll_for") == true)
        #expect(ended.file?.contains("return str(toll_for(hours))") == true)
    }

    @Test("a function that is written anew is told with what it does already")
    func kept() async throws {
        let ended = try await work(
            on: 1, answer: "def toll_for(hours: int) -> int:\n    return min(20, 3 * hours)")
        let prompt = ended.requests.first?.messages.last { $0.role == .user }?.text ?? ""
        let kept = prompt.firstRange(of: "does already and must go on doing")
        let own = prompt.firstRange(of: "# Your task")
        #expect(kept != nil && own != nil)
        #expect(
            prompt.firstRange(of: "three for every hour").map { $0.lowerBound < own?.lowerBound ?? $0.lowerBound }
                == true)
        #expect(ended.file?.contains("min(20") == true)
    }

    @Test("a function without a body is a fault")
    func unwritten() async throws {
        let ended = try await work(on: 2, answer: "def bill(hours: int) -> str:\n    # to do\n    pass")
        #expect(ended.notes.contains { $0.contains("`bill` is not written yet") })
    }

    @Test("criteria of other tasks are left out of a task's text, where each is an item of its own")
    func ownCriteria() throws {
        let text = """
            # Gates

            ## Requirements

            ### Requirement 1: Gate

            #### Acceptance Criteria

            1. WHEN `gate.open()` is called THE SYSTEM SHALL open it.
            2. WHEN the command `open` is given THE SYSTEM SHALL open the gate
               and print `open`.
            3. THE SYSTEM SHALL count the cars.
            """
        let requirement = try #require(SpecDocument(parsing: text, path: "spec.md").requirements.first)
        let ids = requirement.criteria.map(\.id)
        #expect(ids.count == 3)
        let own = TaskText.own(requirement, criteria: [ids[1]])
        #expect(!own.contains("gate.open()"))
        #expect(own.contains("and print `open`."))
        #expect(!own.contains("count the cars"))
        #expect(TaskText.own(requirement, criteria: ids) == requirement.text)
        #expect(TaskText.own(requirement, criteria: []) == requirement.text)
    }
}
