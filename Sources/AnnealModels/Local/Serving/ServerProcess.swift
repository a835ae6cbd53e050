internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The process of a server that was started by an earlier command.
struct ServerProcess: Sendable {
    let pid: Int32

    /// Whether the process runs and is a server of ours, not another program that got its number since.
    var isOurs: Bool {
        guard pid > 1, kill(pid, 0) == 0 || errno == EPERM else { return false }
        // Where the system shows no command lines, the answer of the server itself decides.
        guard let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(pid)/cmdline")) else {
            return !FileManager.default.fileExists(atPath: "/proc/self")
        }
        return String(decoding: line, as: UTF8.self).contains(ServerScript.fileName)
    }

    /// Ends the process and what it started: politely, then, after a few seconds, by force.
    func end() async throws {
        guard isOurs else { return }
        _ = kill(-pid, SIGTERM)
        for _ in 0..<50 where isOurs { try await Task.sleep(for: .milliseconds(100)) }
        if isOurs { _ = kill(-pid, SIGKILL) }
        for _ in 0..<20 where isOurs { try await Task.sleep(for: .milliseconds(50)) }
    }
}
