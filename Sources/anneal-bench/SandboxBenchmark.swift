internal import AnnealFoundation
internal import AnnealSafety
internal import Foundation

/// What the sandbox takes for a command that does nothing, beside bubblewrap alone with the same kinds of namespaces, in
/// turns.
enum SandboxBenchmark {
    static func run(turns: Int = 60) async throws {
        let launcher = SystemProcessLauncher()
        let sandbox = try await BubblewrapSandbox.probe(launcher: launcher)
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "anneal-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let alone = Command(
            "bwrap",
            [
                "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--bind", folder.path,
                folder.path, "--chdir", folder.path, "--unshare-all", "--cap-drop", "ALL", "--die-with-parent",
                "--new-session", "true",
            ])
        var times: [[Double]] = [[], []]
        for turn in 0..<(turns + 3) {
            let clock = ContinuousClock()
            let first = try await clock.measure {
                _ = try await launcher.run(alone, timeout: .seconds(10), outputLimit: 1000)
            }
            let second = try await clock.measure {
                _ = try await sandbox.run(Command("true"), workspace: folder.path, limits: SandboxLimits())
            }
            // The first turns warm up.
            guard turn >= 3 else { continue }
            times[0].append(first.seconds * 1000)
            times[1].append(second.seconds * 1000)
        }
        let medians = times.map { $0.sorted()[$0.count / 2] }
        let differences = zip(times[0], times[1]).map { $1 - $0 }.sorted()
        func shown(_ number: Double) -> String { "\((number * 10).rounded() / 10) ms" }
        print("bubblewrap alone \(shown(medians[0])), the sandbox \(shown(medians[1])) (medians of \(turns) turns)")
        print(
            "difference \(shown(differences[turns / 2])), in nine of ten turns below \(shown(differences[turns * 9 / 10]))"
        )
    }
}
