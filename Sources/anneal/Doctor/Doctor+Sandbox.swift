import AnnealFoundation
import Foundation

extension Doctor {
    /// Whether commands can really be run in the sandbox: it is tried with `true`.
    func sandboxFindings(_ settings: Settings?) async throws -> [Finding] {
        if let settings, settings.text("sandbox.enabled") == "false" {
            return [
                .warn(
                    "sandbox", "switched off: commands of a run can read and change everything that you can",
                    remedy: "remove sandbox.enabled: false from the configuration")
            ]
        }
        guard let version = try await firstLine("bwrap", ["--version"]) else {
            return [
                .fail(
                    "sandbox", "bubblewrap is not installed, so runs refuse to run commands",
                    remedy: "apt-get install bubblewrap; or, where nothing can be harmed, run with --no-sandbox")
            ]
        }
        let trial = try await answer(
            "bwrap",
            [
                "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--unshare-all",
                "--unshare-user", "--new-session", "--die-with-parent", "--cap-drop", "ALL", "true",
            ])
        guard let trial, trial.succeeded else {
            let reason = trial?.standardError.split(separator: "\n").last.map(String.init) ?? "it did not answer"
            return [.fail("sandbox", "\(version) does not work: \(reason)", remedy: namespaceRemedy())]
        }
        guard try await firstLine("prlimit", ["--version"]) != nil else {
            return [
                .fail("sandbox", "\(version) works, but there is no prlimit", remedy: "apt-get install util-linux")
            ]
        }
        return [.ok("sandbox", "\(version) works, with user namespaces and without network")]
    }

    /// Unprivileged user namespaces are off on some systems, each with its own switch.
    private func namespaceRemedy() -> String {
        func value(_ file: String) -> String? {
            (try? String(contentsOfFile: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        if value("/proc/sys/user/max_user_namespaces") == "0" {
            return "allow user namespaces: sysctl user.max_user_namespaces=10000"
        }
        if value("/proc/sys/kernel/unprivileged_userns_clone") == "0" {
            return "allow user namespaces: sysctl kernel.unprivileged_userns_clone=1"
        }
        if value("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1" {
            return "allow bwrap user namespaces: sysctl kernel.apparmor_restrict_unprivileged_userns=0, "
                + "or an AppArmor profile for it"
        }
        return "in a container, allow user namespaces and mounts (for Docker: --security-opt seccomp=unconfined "
            + "--cap-add SYS_ADMIN); or, where nothing can be harmed, run with --no-sandbox"
    }
}
