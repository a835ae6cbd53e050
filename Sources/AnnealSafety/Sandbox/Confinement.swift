internal import Foundation

/// The program `anneal-confine`, which is the first in a sandbox: it sets the limits, applies Landlock and carries
/// connections to the egress proxy.
///
/// It lies beside `anneal`. Without it `prlimit` sets the limits, and the rest is missing, which `weaknesses` of the
/// sandbox tells.
public struct Confinement: Sendable, Hashable {
    /// Its absolute path; `nil` where it is not there.
    public let program: String?
    /// The version of the kernel's Landlock; 0 where it has none, or nothing is there to ask it.
    public let landlock: Int

    /// No such program.
    public static let none = Confinement(program: nil, landlock: 0)

    init(program: String?, landlock: Int) {
        self.program = program
        self.landlock = landlock
    }

    /// Looks for the program beside the one that runs.
    ///
    /// - Parameter executable: absolute path of the program that runs.
    /// - Returns: its absolute path; `nil` where there is none.
    public static func find(beside executable: String? = Self.running) -> String? {
        guard let executable else { return nil }
        let folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
        let candidates = [folder, folder.deletingLastPathComponent().appending(path: "libexec/anneal")]
        return candidates.map { $0.appending(path: "anneal-confine").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The program that runs.
    public static var running: String? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? Bundle.main.executablePath
    }

    /// What stands before a command to set its limits.
    ///
    /// - Parameters:
    ///   - limits: the limits.
    ///   - writable: paths below which may be written.
    ///   - carries: whether connections are carried to the proxy.
    /// - Returns: program and arguments.
    func words(_ limits: SandboxLimits, writable: [String], carries: Bool) -> [String] {
        guard program != nil else {
            var words = ["prlimit", "--core=0", "--nproc=\(limits.processes)", "--fsize=\(limits.fileSize)"]
            if let memory = limits.memory { words.append("--data=\(memory)") }
            if let bounds = limits.processorBounds { words.append("--cpu=\(bounds.told):\(bounds.killed)") }
            return words
        }
        var words = [BubblewrapArguments.confinePath, "--core", "0", "--fsize", "\(limits.fileSize)"]
        if let memory = limits.memory { words += ["--data", "\(memory)"] }
        if let bounds = limits.processorBounds { words += ["--cpu", "\(bounds.told)", "\(bounds.killed)"] }
        if landlock > 0 { words += ["--landlock"] + writable.flatMap { ["--write", $0] } }
        if carries { words += ["--relay", "\(BubblewrapArguments.port)", BubblewrapArguments.socketPath] }
        // The relay's own processes count as well, and come before.
        return words + ["--nproc", "\(limits.processes)", "--"]
    }
}
