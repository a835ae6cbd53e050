public import AnnealFoundation
public import AnnealSafety
public import AnnealTelemetry
internal import Foundation
internal import Tracing

/// A sandbox whose commands are spans: `execute_tool PROGRAM`, with the program's name and how it ended, without its
/// arguments and what it printed.
public struct TracedSandbox: Sandbox {
    private let base: any Sandbox
    private let tracer: RunTracer

    /// Wraps a sandbox.
    ///
    /// - Parameters:
    ///   - base: the sandbox.
    ///   - tracer: makes the spans.
    public init(_ base: any Sandbox, tracer: RunTracer) {
        self.base = base
        self.tracer = tracer
    }

    /// The sandbox's name.
    public var name: String { base.name }

    /// The same with a way to the network.
    public var connected: any Sandbox { TracedSandbox(base.connected, tracer: tracer) }

    /// Runs a command inside.
    ///
    /// - Throws: what the sandbox throws.
    public func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        let program = String(URL(fileURLWithPath: command.executable).lastPathComponent.prefix(64))
        return try await RunTracer?.some(tracer).within(
            "execute_tool \(program)",
            [
                TelemetryName.step: .string(TelemetryName.Step.command.rawValue),
                TelemetryName.operation: "execute_tool", TelemetryName.tool: .string(program),
            ]
        ) { span in
            let result = try await base.run(command, workspace: workspace, limits: limits)
            span?.set(Self.attributes(of: result))
            return result
        }
    }

    private static func attributes(of result: CommandResult) -> [String: SpanAttribute?] {
        switch result.ending {
        case .exited(let code):
            [
                TelemetryName.outcome: .string(code == 0 ? "succeeded" : "failed"),
                TelemetryName.exitCode: .int(Int64(code)),
            ]
        case .signalled: [TelemetryName.outcome: "signalled"]
        case .timedOut: [TelemetryName.outcome: "timed_out"]
        }
    }
}
