internal import AnnealFoundation
internal import Foundation

/// One start of a server.
struct ServerLaunch: Sendable {
    let place: ServerPlace
    let entry: CatalogueEntry
    let modelFile: URL
    let plan: ServingPlan
    /// `llama-server` when it is on PATH; otherwise the interpreter has the server as a module.
    let program: String?
    let interpreter: URL
    let idle: Duration
    let environment: [String: String]
    let launcher: any ProcessLauncher

    /// Starts the server and waits until it answers.
    ///
    /// - Returns: the server.
    /// - Throws: `ModelError` with the last lines of the log when it does not come up; `CancellationError`.
    func start() async throws -> LocalServer {
        try FileManager.default.createDirectory(at: place.folder, withIntermediateDirectories: true)
        try Data(ServerScript.text.utf8).write(to: place.script, options: .atomic)
        try CanonicalJSON.data(configuration).write(to: place.configuration, options: .atomic)
        let result = try await launcher.run(
            Command(
                interpreter.path, [place.script.path, "start", place.configuration.path], environment: variables),
            timeout: .seconds(60), outputLimit: 1 << 16)
        let number = result.standardOutput.split(whereSeparator: \.isWhitespace).last.flatMap { Int32($0) }
        guard result.succeeded, let pid = number else {
            throw failure("it cannot be started: \(ManagedPython.reason(result))")
        }
        place.touch()
        do {
            if let server = try await place.ready(pid: pid, within: LocalRuntime.loadingTime) { return server }
        } catch {
            // Nobody waits for it any more.
            try? await ServerProcess(pid: pid).end()
            throw error
        }
        let ended = !ServerProcess(pid: pid).isOurs
        try await ServerProcess(pid: pid).end()
        place.clear(pid: pid)
        throw failure(ended ? "it ended while it was loading" : "it did not answer in time")
    }

    /// What the script is told.
    var configuration: JSONValue {
        get throws {
            var members: [String: JSONValue] = [
                "model": .string(entry.name), "modelPath": .string(modelFile.path),
                "runtime": program == nil ? "xllamacpp" : "llama-server", "plan": try JSONValue(encoding: plan),
                "record": .string(place.record.path), "touch": .string(place.touchFile.path),
                "log": .string(place.log.path), "idleSeconds": .double(idle.seconds),
            ]
            if let program { members["program"] = .string(program) }
            return .object(members)
        }
    }

    /// Secrets have no business in a server that outlives the command.
    private var variables: [String: String] {
        let kept = ["PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"]
        return environment.filter { name, _ in kept.contains(name) || name.hasPrefix("GGML_") || name.hasPrefix("OMP_")
        }
    }

    private func failure(_ what: String) -> ModelError {
        let lines = place.lastLines(8)
        return ModelError(
            code: .localRuntime,
            message: "the server of \(entry.name) is not there: \(what)"
                + (lines.isEmpty ? "" : "; its log ends with\n    \(lines)"),
            place: place.log.path,
            remedy: "see `anneal doctor`; less memory is needed with model.localSlots 1 or a smaller model")
    }
}
