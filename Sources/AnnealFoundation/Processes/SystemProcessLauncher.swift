internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Starts commands as processes of this machine, each in a process group of its own.
public struct SystemProcessLauncher: ProcessLauncher {
    /// Creates a launcher; it holds nothing.
    public init() {}

    /// Runs a command to its end; see `ProcessLauncher`.
    ///
    /// - Throws: `ProcessError` when the program cannot be started; `CancellationError`.
    public func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandResult {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let outcome = try await Subprocess.run(
                configuration(for: command), input: .string(command.standardInput), output: .sequence,
                error: .sequence
            ) { execution in
                await Collected.reading(
                    output: execution.standardOutput, error: execution.standardError,
                    group: execution.processIdentifier.value, timeout: timeout, limit: outputLimit)
            }
            killGroup(outcome.processIdentifier.value)
            try Task.checkCancellation()
            let collected = outcome.closureResult
            return CommandResult(
                ending: collected.timedOut ? .timedOut : ending(outcome.terminationStatus),
                standardOutput: collected.output.text, standardError: collected.error.text,
                wasCut: collected.output.wasCut || collected.error.wasCut, duration: clock.now - start)
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw ProcessError(
                code: error.code == .executableNotFound ? .notFound : .notStarted,
                message: "cannot start \(command.executable): \(error)", place: command.workingDirectory,
                remedy: "check that the program is installed and on PATH")
        }
    }

    private func configuration(for command: Command) -> Subprocess.Configuration {
        var options = PlatformOptions()
        options.processGroupID = 0
        var environment = Environment.inherit
        if let variables = command.environment {
            environment = .custom(
                Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
        }
        let executable: Executable =
            command.executable.contains("/") ? .path(FilePath(command.executable)) : .name(command.executable)
        return Subprocess.Configuration(
            executable: executable, arguments: Arguments(command.arguments), environment: environment,
            workingDirectory: command.workingDirectory.map { FilePath($0) }, platformOptions: options)
    }

    private func ending(_ status: TerminationStatus) -> CommandResult.Ending {
        switch status {
        case .exited(let code): .exited(code)
        case .signaled(let signal): .signalled(signal)
        }
    }
}

/// What was read of both outputs.
private struct Collected: Sendable {
    struct Stream: Sendable {
        var text = ""
        var wasCut = false
    }

    var output = Stream()
    var error = Stream()
    var timedOut = false

    private enum Part: Sendable {
        case output(Stream)
        case error(Stream)
        case deadline
        case ended
    }

    /// Reads both outputs to their ends; at the deadline, or when the task is cancelled, ends the process group, which
    /// closes them.
    static func reading(
        output: SubprocessOutputSequence, error: SubprocessOutputSequence, group: pid_t, timeout: Duration, limit: Int
    ) async -> Collected {
        await withTaskCancellationHandler {
            await withTaskGroup(of: Part.self) { tasks in
                tasks.addTask { .output(await read(output, limit: limit)) }
                tasks.addTask { .error(await read(error, limit: limit)) }
                tasks.addTask {
                    do { try await Task.sleep(for: timeout) } catch { return .ended }
                    return .deadline
                }
                var collected = Collected()
                var open = 2
                while open > 0, let part = await tasks.next() {
                    switch part {
                    case .output(let stream):
                        collected.output = stream
                        open -= 1
                    case .error(let stream):
                        collected.error = stream
                        open -= 1
                    case .deadline:
                        collected.timedOut = true
                        killGroup(group)
                    case .ended:
                        break
                    }
                }
                tasks.cancelAll()
                return collected
            }
        } onCancel: {
            killGroup(group)
        }
    }

    private static func read(_ stream: SubprocessOutputSequence, limit: Int) async -> Stream {
        var bytes: [UInt8] = []
        var wasCut = false
        do {
            for try await buffer in stream {
                buffer.withUnsafeBytes { chunk in
                    let room = max(0, limit - bytes.count)
                    if chunk.count > room { wasCut = true }
                    bytes.append(contentsOf: chunk.prefix(room))
                }
            }
        } catch {
            // The pipe broke because the group was ended: what came until then is the output.
            wasCut = true
        }
        return Stream(text: String(decoding: bytes, as: UTF8.self), wasCut: wasCut)
    }
}

/// Ends every process of a group; a group that is gone already is no error.
@Sendable private func killGroup(_ group: pid_t) {
    guard group > 1 else { return }
    _ = kill(-group, SIGKILL)
}
