import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealSafety

@Suite("What a command may take of the processor")
struct ProcessorLimitTests {
    private let endless = Command("sh", ["-c", "while :; do :; done"])

    @Test("a process that uses up its time is ended, and its errors say why", .tags(.integration))
    func usedUp() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let base = UnconfinedSandbox(launcher: SystemProcessLauncher())
            let sandbox = ProcessorLimitedSandbox(base, time: .seconds(1), processors: nil)
            let result = try await sandbox.run(
                endless, workspace: folder.path, limits: SandboxLimits(time: .seconds(100)))
            #expect(result.shellStatus == 128 + 24)
            #expect(result.standardError.contains("more than 1 seconds of the processor (sandbox.processorSeconds)"))
        }
    }

    @Test("the sandbox of the system ends such a process as well", .tags(.integration))
    func confined() async throws {
        let base = try await SystemSandbox.probe(launcher: SystemProcessLauncher())
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let sandbox = ProcessorLimitedSandbox(base, time: .seconds(1), processors: nil)
            let workspace = folder.resolvingSymlinksInPath().path
            let result = try await sandbox.run(
                endless, workspace: workspace, limits: SandboxLimits(time: .seconds(100)))
            #expect(result.shellStatus == 128 + 24)
            #expect(result.standardError.contains("sandbox.processorSeconds"))
            let quick = try await sandbox.run(Command("echo", ["x"]), workspace: workspace, limits: SandboxLimits())
            #expect(quick.standardOutput == "x\n" && quick.standardError.isEmpty)
        }
    }

    @Test("the limits reach the sandbox, with a network and without, and those of a command come first")
    func handedOn() async throws {
        let fake = FakeSandbox { _, _, limits in
            let seconds = limits.processorTime.map { "\($0.components.seconds)" } ?? "none"
            return CommandResult(
                ending: .exited(152), standardOutput: seconds, standardError: "\(limits.processors ?? 0)")
        }
        let sandbox = ProcessorLimitedSandbox(fake, time: .seconds(7), processors: 1.5)
        let command = Command("true")
        let result = try await sandbox.connected.run(command, workspace: "/w", limits: SandboxLimits())
        #expect(result.standardOutput == "7")
        #expect(result.standardError.hasPrefix("1.5\nstopped: it used more than 7 seconds"))
        let own = try await sandbox.run(
            command, workspace: "/w", limits: SandboxLimits(processorTime: .seconds(3), processors: 2))
        #expect(own.standardOutput == "3" && own.standardError.hasPrefix("2.0\n"))
        let free = ProcessorLimitedSandbox(fake, time: nil, processors: nil)
        #expect(try await free.run(command, workspace: "/w", limits: SandboxLimits()).standardError == "0.0")
    }

    @Test("every way to set limits knows that of the processor")
    func words() {
        let limits = SandboxLimits(memory: nil, processorTime: .seconds(9))
        let plain = Confinement.none.words(limits, writable: [], carries: false)
        #expect(plain.last == "--cpu=9:14")
        let confined = Confinement(program: "/confine", landlock: 0).words(limits, writable: [], carries: false)
        #expect(confined.joined(separator: " ").contains(" --cpu 9 14 "))
        let mac = SeatbeltSandbox.wrapping(
            Command("make"), rules: "", searchPath: [], folder: "/w", temporary: "/t", limits: limits)
        #expect(mac.arguments[1].contains("ulimit -S -t 9 2>/dev/null; ulimit -H -t 14"))
        #expect(
            !Confinement.none.words(SandboxLimits(), writable: [], carries: false).contains { $0.hasPrefix("--cpu") })
    }

    @Test("control groups of both versions are told the share of the time")
    func quotas() {
        #expect(ProcessorQuota.version2.texts(1.5).map(\.text) == ["150000 100000"])
        #expect(ProcessorQuota.version2.texts(1.5).map(\.file) == ProcessorQuota.version2.files)
        #expect(ProcessorQuota.version1.texts(2).map(\.text) == ["100000", "200000"])
        #expect(ProcessorQuota.version1.texts(2).map(\.file) == ProcessorQuota.version1.files)
        #expect(ProcessorQuota.version2.texts(0.0001).map(\.text) == ["1000 100000"])
    }
}
