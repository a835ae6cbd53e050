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
        var weaknesses = (sandbox as? any ConfiningSandbox)?.weaknesses ?? []
        let processor = try processorLimits()
        if processor.processors != nil, (sandbox as? any ConfiningSandbox)?.limitsProcessors != true {
            weaknesses.append(
                "sandbox.processors has no effect: there is no control group in which processors can be limited")
        }
        let limited = ProcessorLimitedSandbox(sandbox, time: processor.time, processors: processor.processors)
        let most = (settings.integer("sandbox.diskMegabytes") ?? 4096) << 20
        return (DiskWatchedSandbox(limited, limit: most), weaknesses.map { "the sandbox: \($0)" })
    }

    /// What each command may take of the processor by the settings.
    private func processorLimits() throws(ConfigurationError) -> (time: Duration?, processors: Double?) {
        let seconds = settings.integer("sandbox.processorSeconds") ?? 1200
        guard (0...1_000_000_000).contains(seconds) else {
            throw ConfigurationError(
                code: .badValue, message: "a command cannot have \(seconds) seconds of the processor",
                place: "sandbox.processorSeconds", remedy: "give a number above 0, or 0 for no limit")
        }
        let processors = settings.number("sandbox.processors")
        if let processors, !(processors >= 0.01 && processors <= 100_000) {
            throw ConfigurationError(
                code: .badValue, message: "a command cannot have \(processors) processors", place: "sandbox.processors",
                remedy: "give a number such as 2 or 0.5, or leave it unset for all")
        }
        return (seconds == 0 ? nil : .seconds(seconds), processors)
    }
}
