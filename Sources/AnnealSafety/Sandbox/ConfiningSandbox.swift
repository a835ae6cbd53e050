public import AnnealFoundation
public import Foundation

/// A sandbox of the operating system, which holds commands to a profile.
public protocol ConfiningSandbox: Sandbox {
    /// What this machine cannot hold, in words; empty when it can hold all.
    var weaknesses: [String] { get }
    /// Whether the processors of a command can be limited here (`SandboxLimits.processors`).
    var limitsProcessors: Bool { get }
    /// The way out of commands with the profile `network`; `nil` where there is none.
    var egress: EgressProxy? { get set }

    /// Runs a command inside; see `Sandbox`.
    ///
    /// - Parameters:
    ///   - command: what to run.
    ///   - workspace: absolute path of the folder.
    ///   - limits: time, memory, processes, output.
    ///   - profile: what it may change and reach.
    /// - Returns: how it ended and what it printed.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    func run(
        _ command: Command, workspace: String, limits: SandboxLimits, profile: SandboxProfile
    ) async throws -> CommandResult
}

extension ConfiningSandbox {
    /// No: only control groups can.
    public var limitsProcessors: Bool { false }

    /// Runs a command with the profile `workspace`; see `Sandbox`.
    ///
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    public func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        try await run(command, workspace: workspace, limits: limits, profile: .workspace)
    }

    /// The sandbox with the profile `network`, where there is an egress proxy.
    public var connected: any Sandbox { egress == nil ? self : ConnectedSandbox(base: self) }
}

/// The sandbox of the operating system that this program runs on.
public enum SystemSandbox {
    /// Finds it and tries it out: namespaces by bubblewrap on Linux, seatbelt on macOS.
    ///
    /// - Parameters:
    ///   - launcher: starts programs.
    ///   - environment: the environment whose PATH leads to the tools that commands need.
    /// - Returns: a sandbox that holds.
    /// - Throws: `SandboxError` when there is none, with what to do about it.
    public static func probe(
        launcher: any ProcessLauncher, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> any ConfiningSandbox {
        #if os(macOS)
            try await SeatbeltSandbox.probe(launcher: launcher, environment: environment)
        #else
            try await BubblewrapSandbox.probe(launcher: launcher, environment: environment)
        #endif
    }
}

/// A sandbox whose commands reach the domains that the egress proxy lets through.
struct ConnectedSandbox: Sandbox {
    let base: any ConfiningSandbox

    var name: String { base.name + " with network" }

    func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        try await base.run(command, workspace: workspace, limits: limits, profile: .network)
    }
}
