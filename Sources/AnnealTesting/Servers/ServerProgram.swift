public import Foundation
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A real server as a program of its own, for tests: started on a free port of the loopback, stopped by its process id.
public final class ServerProgram: Sendable {
    /// A test cannot do its work.
    public struct Failure: Error, CustomStringConvertible {
        /// What happened and what to do.
        public let description: String

        /// Creates a failure.
        public init(_ description: String) { self.description = description }
    }

    private let program: String
    private let arguments: [String]
    private let environment: [String: String]?
    private let folder: URL
    private let process = Mutex<Process?>(nil)

    /// Describes a server.
    ///
    /// - Parameters:
    ///   - program: its absolute path; see `find`.
    ///   - arguments: its arguments.
    ///   - folder: the folder it runs in; its output goes to `output.txt` there.
    ///   - environment: its environment; this process's when not given.
    public init(_ program: String, _ arguments: [String], in folder: URL, environment: [String: String]? = nil) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }

    deinit { end(SIGKILL) }

    /// What the server wrote to its standard output and error.
    public var output: String {
        (try? String(contentsOf: folder.appending(path: "output.txt"), encoding: .utf8)) ?? ""
    }

    /// Starts the server and waits until it answers.
    ///
    /// - Parameters:
    ///   - limit: how long that may take.
    ///   - isReady: asks it.
    /// - Throws: `Failure` when it ends or does not answer in time.
    public func start(limit: Duration = .seconds(60), isReady: () async -> Bool) async throws {
        let started = Process()
        started.executableURL = URL(fileURLWithPath: program)
        started.arguments = arguments
        started.currentDirectoryURL = folder
        if let environment { started.environment = environment }
        let file = folder.appending(path: "output.txt")
        if !FileManager.default.fileExists(atPath: file.path) {
            _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        started.standardOutput = handle
        started.standardError = handle
        started.standardInput = FileHandle.nullDevice
        try started.run()
        process.withLock { $0 = started }
        let deadline = ContinuousClock.now + limit
        while !(await isReady()) {
            guard started.isRunning, ContinuousClock.now < deadline else {
                end(SIGKILL)
                throw Failure("\(program) did not start to answer; it wrote:\n\(output.suffix(2000))")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Asks the server to end, and waits for it.
    public func stop() { end(SIGTERM) }

    /// Kills the server in the middle of what it does.
    public func kill() { end(SIGKILL) }

    /// Lets it stand still: it keeps its connections and answers nothing. Returns when it does.
    public func freeze() {
        signal(SIGSTOP)
        // The signal is on its way only: until all threads stand still, one may answer yet.
        guard let child = process.withLock({ $0?.processIdentifier }) else { return }
        var state = siginfo_t()
        while waitid(P_PID, id_t(child), &state, WSTOPPED | WEXITED | WNOWAIT) != 0, errno == EINTR {}
    }

    /// Lets it go on.
    public func thaw() { signal(SIGCONT) }

    private func signal(_ number: Int32) {
        process.withLock { process in
            if let process, process.isRunning { _ = Foundation.kill(process.processIdentifier, number) }
        }
    }

    private func end(_ signal: Int32) {
        let ended = process.withLock { process in
            defer { process = nil }
            return process
        }
        guard let ended, ended.isRunning else { return }
        _ = Foundation.kill(ended.processIdentifier, signal)
        ended.waitUntilExit()
    }

    /// Finds a program.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - package: the package that brings it.
    /// - Returns: its path.
    /// - Throws: `Failure` that says how to get it.
    public static func find(_ name: String, package: String) throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/bin", "/usr/sbin", "/usr/local/bin"]
        for folder in folders {
            let file = folder + "/" + name
            if FileManager.default.isExecutableFile(atPath: file) { return file }
        }
        throw Failure("\(name) is not installed: `make setup` installs it (package \(package))")
    }

    /// A port of the loopback that nothing listens on, nor on the one that is 10,000 above it.
    ///
    /// - Returns: the port.
    /// - Throws: `Failure` when none is found.
    public static func freePort() async throws -> Int {
        for _ in 0..<200 {
            // Below the range from which the system takes ports for outgoing connections.
            let port = Int.random(in: 14_000..<22_000)
            if await isFree(port), await isFree(port + 10_000) { return port }
        }
        throw Failure("no free port was found")
    }

    private static func isFree(_ port: Int) async -> Bool {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        guard let channel = try? await bootstrap.bind(host: "127.0.0.1", port: port).get() else { return false }
        try? await channel.close()
        return true
    }
}
