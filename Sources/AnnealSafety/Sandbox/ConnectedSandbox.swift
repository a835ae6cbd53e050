internal import AnnealFoundation

extension BubblewrapSandbox {
    /// The sandbox with the profile `network`, where there is an egress proxy.
    public var connected: any Sandbox { egress == nil ? self : ConnectedSandbox(base: self) }
}

/// A sandbox whose commands reach the domains that the egress proxy lets through.
struct ConnectedSandbox: Sandbox {
    let base: BubblewrapSandbox

    var name: String { base.name + " with network" }

    func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        try await base.run(command, workspace: workspace, limits: limits, profile: .network)
    }
}
