internal import AnnealFoundation
internal import Foundation

/// The virtual environment that Anneal keeps for itself: pip, and the server of local models as a Python module.
struct ManagedPython: Sendable {
    /// The version of the server that Anneal was measured with.
    static let server = "xllamacpp==2026.10.11549"

    /// The folder of the runtime.
    let folder: URL
    let environment: [String: String]
    let launcher: any ProcessLauncher

    private var interpreterFile: URL { folder.appending(path: "venv/bin/python") }

    /// The interpreter of the environment if it is there, without making it.
    var existingInterpreter: URL? {
        FileManager.default.isExecutableFile(atPath: interpreterFile.path) ? interpreterFile : nil
    }

    /// The interpreter of the environment, which is made when it is missing.
    ///
    /// - Parameter progress: told when something is installed.
    /// - Returns: the interpreter.
    /// - Throws: `ModelError` when there is no Python or it has no `venv`; `CancellationError`.
    func interpreter(progress: @escaping @Sendable (LocalProgress) -> Void) async throws -> URL {
        if let existing = existingInterpreter, try await hasPip(existing) { return existing }
        return try await FileLock.holding(folder.appending(path: ".lock"), deadline: .seconds(900)) {
            if let existing = existingInterpreter, try await hasPip(existing) { return existing }
            guard let python = ProgramSearch.find("python3", environment: environment) else {
                throw ModelError(
                    code: .localRuntime, message: "there is no python3 on PATH",
                    remedy: "install it: apt-get install python3 python3-venv")
            }
            progress(LocalProgress(stage: .installing, subject: "a Python environment in \(folder.path)"))
            let venv = folder.appending(path: "venv", directoryHint: .isDirectory)
            let made = try await run(
                URL(fileURLWithPath: python), ["-m", "venv", "--clear", venv.path], timeout: .seconds(300))
            guard made.succeeded else {
                try? FileManager.default.removeItem(at: venv)
                throw ModelError(
                    code: .localRuntime,
                    message: "the Python environment cannot be made: \(ManagedPython.reason(made))", place: venv.path,
                    remedy: "install what it needs: apt-get install python3-venv")
            }
            return interpreterFile
        }
    }

    /// The interpreter with the server installed, which is done when it is missing.
    ///
    /// - Parameter progress: told when something is installed.
    /// - Returns: the interpreter.
    /// - Throws: `ModelError` when it cannot be installed; `CancellationError`.
    func interpreterWithServer(progress: @escaping @Sendable (LocalProgress) -> Void) async throws -> URL {
        let python = try await interpreter(progress: progress)
        if try await serverVersion(python) != nil { return python }
        return try await FileLock.holding(folder.appending(path: ".lock"), deadline: .seconds(1800)) {
            if try await serverVersion(python) != nil { return python }
            progress(LocalProgress(stage: .installing, subject: ManagedPython.server))
            var result = try await install(ManagedPython.server, python)
            if !result.succeeded, result.ending != .timedOut {
                // An index that has dropped the measured version may still have another one.
                result = try await install("xllamacpp", python)
            }
            guard result.succeeded, try await serverVersion(python) != nil else {
                throw ModelError(
                    code: .localRuntime,
                    message: "the runtime of local models cannot be installed: \(ManagedPython.reason(result))",
                    place: folder.path,
                    remedy: "check that pip reaches a package index, or put llama-server on PATH")
            }
            return python
        }
    }

    /// The version of the installed server, or `nil` when it is not installed or does not load.
    func serverVersion(_ python: URL) async throws -> String? {
        let result = try await run(
            python, ["-c", "import xllamacpp; print(xllamacpp.__version__)"], timeout: .seconds(60))
        let version = result.standardOutput.split(whereSeparator: \.isWhitespace).last.map(String.init)
        return result.succeeded ? version : nil
    }

    /// Runs pip.
    func pip(
        _ arguments: [String], interpreter: URL, temporaryFolder: URL? = nil, timeout: Duration
    ) async throws -> CommandResult {
        let quiet = ["--disable-pip-version-check", "--no-input", "--retries", "2", "--timeout", "15"]
        var variables = environment
        if let temporaryFolder { variables["TMPDIR"] = temporaryFolder.path }
        let command = Command(
            interpreter.path,
            ["-m", "pip"] + arguments.prefix(1) + ["--progress-bar", "off"] + quiet + arguments.dropFirst(),
            environment: variables)
        return try await launcher.run(command, timeout: timeout, outputLimit: 1 << 18)
    }

    /// Runs the interpreter.
    func run(_ python: URL, _ arguments: [String], timeout: Duration) async throws -> CommandResult {
        try await launcher.run(
            Command(python.path, arguments, environment: environment), timeout: timeout, outputLimit: 1 << 18)
    }

    /// Why a command failed, in one line.
    static func reason(_ result: CommandResult?) -> String {
        guard let result else { return "it did not run" }
        if result.ending == .timedOut { return "it took too long" }
        let lines = (result.standardError + "\n" + result.standardOutput).split(separator: "\n")
        let telling = lines.first { $0.hasPrefix("ERROR") } ?? lines.last
        return telling.map { String($0.prefix(300)) } ?? "status \(result.shellStatus)"
    }

    private func hasPip(_ python: URL) async throws -> Bool {
        try await run(python, ["-c", "import pip"], timeout: .seconds(60)).succeeded
    }

    private func install(_ package: String, _ python: URL) async throws -> CommandResult {
        try await pip(["install", "--only-binary", ":all:", package], interpreter: python, timeout: .seconds(1200))
    }
}

/// Finds programs as a shell does.
enum ProgramSearch {
    /// The path of a program, or `nil` when no folder of PATH has it.
    static func find(_ name: String, environment: [String: String]) -> String? {
        (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }
}
