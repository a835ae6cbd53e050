import AnnealFoundation
import AnnealSafety
import Foundation

extension Doctor {
    /// A sandbox that was tried out.
    struct SandboxReport: Sendable, Hashable {
        /// Its name and version.
        var name: String
        /// Limits that it cannot hold here, in words.
        var weaknesses: [String]

        /// Tries the sandbox of runs.
        ///
        /// - Throws: `SandboxError` when there is none that holds.
        static func probing(
            launcher: any ProcessLauncher, environment: [String: String]
        ) async throws -> SandboxReport {
            let sandbox = try await SystemSandbox.probe(launcher: launcher, environment: environment)
            return SandboxReport(name: sandbox.name, weaknesses: sandbox.weaknesses)
        }
    }

    /// Whether commands can really be run in the sandbox: it is tried out.
    func sandboxFindings(_ settings: Settings?) async throws -> [Finding] {
        if let settings, settings.text("sandbox.enabled") == "false" {
            return [
                .warn(
                    "sandbox", "switched off: commands of a run can read and change everything that you can",
                    remedy: "remove sandbox.enabled: false from the configuration")
            ]
        }
        do {
            let report = try await probeSandbox(launcher, environment)
            guard !report.weaknesses.isEmpty else { return [.ok("sandbox", "\(report.name) works")] }
            return report.weaknesses.map { weakness in
                let parts = weakness.split(separator: ": ", maxSplits: 1).map(String.init)
                return .warn(
                    "sandbox", "\(report.name) works, but \(parts[0])",
                    remedy: parts.count > 1 ? parts[1] : "run on a machine that can hold it")
            }
        } catch let error as any DescribedError {
            return [.fail("sandbox", "runs refuse to run commands: \(error.message)", remedy: sandboxRemedy(error))]
        }
    }

    /// Unprivileged user namespaces are off on some systems, each with its own switch.
    private func sandboxRemedy(_ error: any DescribedError) -> String {
        func value(_ file: String) -> String? {
            (try? String(contentsOfFile: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        if value("/proc/sys/user/max_user_namespaces") == "0" {
            return "allow user namespaces: sysctl user.max_user_namespaces=10000"
        }
        return error.remedy
            ?? "in a container, allow user namespaces and mounts; or, where nothing can be harmed, run with --no-sandbox"
    }
}
