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
import Synchronization
import Testing

@testable import AnnealExecution

/// A repository with one old test, a task, and what a model makes of it.
struct ToolLoopScene {
    static let text = """
        # Doubling

        One Python module, `doubling.py`. Python 3.11.

        ## Requirements

        ### R1 Double
        `double(x: int) -> int` returns twice the number.

        - `double(2)` returns `4`.
        - A negative number raises `ValueError`: `double(-1)` raises `ValueError`.
        """

    static let right = """
        def double(x: int) -> int:
            if x < 0:
                raise ValueError("negative")
            return x * 2

        """

    static let half = "def double(x: int) -> int:\n    return x * 2\n"

    static let old = "def half(x):\n    return x // 2\n"

    private static let oldTest = """
        import os, sys, unittest
        sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        import halving

        class Old(unittest.TestCase):
            def test_half(self):
                self.assertEqual(halving.half(4), 2)

        """

    /// What is left when the loop has ended.
    struct Ended {
        var attempt: Attempt
        var files: [String: String]
        var events: [RunEvent]
        var decisions: [(Decision, Outcome?)]
        var verification: Verification

        var tests: String? { attempt.generatedTests.first.flatMap { files[$0.path] } }
    }

    var settings: [String: String] = [:]
    /// Files of the repository besides those of the scene.
    var files: [String: String] = [:]
    var watch = TextWatch()
    var gate = CommandGate()

    /// Works on the task.
    func run(_ model: any ChatModel) async throws -> Ended {
        try await withTemporaryFolder { folder in
            try WorkspaceFiles.write(Self.old, to: "halving.py", in: folder.path)
            try WorkspaceFiles.write(Self.oldTest, to: "tests/test_old.py", in: folder.path)
            for (path, text) in files { try WorkspaceFiles.write(text, to: path, in: folder.path) }
            let specification = try SpecDocument(parsing: Self.text, path: "spec.md")
            let requirement = specification.requirements[0]
            let task = PlanTask(
                id: "T001", title: "Double", requirements: ["R1"], criteria: requirement.criteria.map(\.id),
                writes: ["doubling.py"], interfaces: requirement.interfaces)
            let plan = Plan(
                specification: specification.digest, understanding: Understanding(), strategy: .sequential,
                strategyReason: "", graph: TaskGraph(tasks: [task]))
            let log = InMemoryDecisionLog()
            let events = EventBus(run: "run-1")
            let heard = EventList()
            events.listen { heard.add($0) }
            let sandbox = UnconfinedSandbox(launcher: SystemProcessLauncher())
            var environment = ExecutionEnvironment(
                run: "run-1", specification: specification, plan: plan, model: model, sandbox: sandbox,
                events: events, decisions: log, settings: settings)
            environment.watch = watch
            environment.gate = gate
            let workspace = Workspace(root: folder.path, base: "base")
            let verifier = Verifier(sandbox: sandbox)
            let baseline = try await verifier.baseline(of: workspace, specification: specification)
            let attempt = try await ToolLoopExecutor().execute(task, in: workspace, environment: environment)
            var files: [String: String] = [:]
            for path in try await Project.scan(root: folder.path, specification: nil).files {
                files[path] = WorkspaceFiles.read(path, in: folder.path)
            }
            let verification = try await verifier.verify(
                specification: specification, plan: plan, baseline: baseline, in: workspace)
            return Ended(
                attempt: attempt, files: files, events: heard.all, decisions: try await log.decisions(of: "run-1"),
                verification: verification)
        }
    }

    /// A tool call with its arguments as JSON.
    static func call(_ name: String, _ arguments: JSONValue = [:], id: String = "c1") throws -> ToolCall {
        ToolCall(id: id, name: name, arguments: try CanonicalJSON.string(arguments))
    }

    /// An answer with one tool call.
    static func answer(_ name: String, _ arguments: JSONValue = [:]) throws -> ScriptedAnswer {
        ScriptedAnswer(toolCalls: [try call(name, arguments)])
    }

    /// An answer that writes the module.
    static func writing(_ text: String, to path: String = "doubling.py") throws -> ScriptedAnswer {
        try answer("write_file", ["path": .string(path), "content": .string(text)])
    }

    /// Whether every call is followed by exactly its results, in order.
    static func isPaired(_ messages: [ChatMessage]) -> Bool {
        var open: [String] = []
        for message in messages {
            if message.role == .tool {
                guard open.first == message.toolCallID else { return false }
                open.removeFirst()
            } else {
                guard open.isEmpty else { return false }
                open = message.toolCalls.map(\.id)
            }
        }
        return open.isEmpty
    }
}

private final class EventList: Sendable {
    private let events = Mutex<[RunEvent]>([])
    var all: [RunEvent] { events.withLock { $0 } }
    func add(_ event: RunEvent) { events.withLock { $0.append(event) } }
}
