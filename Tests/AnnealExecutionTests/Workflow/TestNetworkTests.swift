import AnnealContext
import AnnealFoundation
import AnnealModels
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

@Suite("The network of commands")
struct TestNetworkTests {
    /// A sandbox with a way to the network, which counts what goes which way.
    private struct TwoWays: Sandbox {
        let name = "two ways"
        let closed = FakeSandbox()
        let open = FakeSandbox()

        var connected: any Sandbox { open }

        func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
            try await closed.run(command, workspace: workspace, limits: limits)
        }
    }

    @Test("is there for commands of a model only: tests and checks of the result have none, whatever is allowed")
    func commandsOnly() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            try Data("import unittest\n".utf8).write(to: folder.appending(path: "test_a.py"))
            let root = folder.resolvingSymlinksInPath().path
            let sandbox = TwoWays()
            let project = try await Project.scan(root: root, specification: nil)
            let runs = TestRuns(root: root, sandbox: sandbox, limits: SandboxLimits(), project: project)
            _ = try await runs.run(paths: ["test_a.py"], includingSkipped: true)
            #expect(sandbox.closed.commands.count == 1 && sandbox.open.commands.isEmpty)
            let tools = WorkspaceTools(root: root, sandbox: sandbox, limits: SandboxLimits())
            let call = ToolCall(id: "1", name: "run_command", arguments: #"{"command": "ls"}"#)
            let result = try await tools.run(ToolRequest(call, wasCut: false))
            #expect(result.succeeded)
            #expect(sandbox.closed.commands.count == 1 && sandbox.open.commands.count == 1)
        }
    }
}
