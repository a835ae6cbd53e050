import AnnealEvents
import AnnealFoundation
import AnnealSafety
import Foundation

extension RunAssembly {
    /// The limits of commands by the settings.
    var limits: SandboxLimits {
        SandboxLimits(
            time: .seconds(settings.integer("sandbox.seconds") ?? 120),
            memory: settings.integer("sandbox.memoryMegabytes").map { $0 << 20 })
    }

    private func sandbox(_ events: EventBus) async throws -> any Sandbox {
        guard settings.truth("sandbox.enabled") else {
            return UnconfinedSandbox(launcher: desk.launcher, environment: desk.environment)
        }
        var sandbox = try await SystemSandbox.probe(launcher: desk.launcher, environment: desk.environment)
        let rules = try EgressRules(setting: settings.text("network.allowedDomains"))
        guard !rules.isEmpty else { return sandbox }
        let audit = audit
        sandbox.egress = try await EgressProxy(rules) { connection in
            let entry = AuditEntry(connection)
            try audit.append(entry)
            events.send("guard.verdict", entry)
        }
        return sandbox
    }

    /// The sandbox of the run's commands, watched for what they write, and what the report tells of what it cannot hold.
    func confinement(_ events: EventBus) async throws -> (sandbox: any Sandbox, notes: [String]) {
        let sandbox = try await sandbox(events)
        let weaknesses = (sandbox as? any ConfiningSandbox)?.weaknesses ?? []
        let most = (settings.integer("sandbox.diskMegabytes") ?? 4096) << 20
        return (DiskWatchedSandbox(sandbox, limit: most), weaknesses.map { "the sandbox: \($0)" })
    }
}
