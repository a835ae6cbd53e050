public import AnnealDecisions
internal import AnnealFoundation
public import AnnealSafety
internal import Foundation

/// Runs the hidden tests of a suite's task on a solution, in the sandbox.
public struct HiddenTests: Sendable {
    /// Where commands run.
    public var sandbox: any Sandbox
    /// What a command may use.
    public var limits: SandboxLimits

    /// Creates a runner.
    ///
    /// - Parameters:
    ///   - sandbox: where commands run.
    ///   - limits: what a command may use.
    public init(sandbox: any Sandbox, limits: SandboxLimits = SandboxLimits(time: .seconds(30))) {
        self.sandbox = sandbox
        self.limits = limits
    }

    /// How a solution fared.
    public struct Verdict: Sendable, Hashable {
        /// Whether the tests passed.
        public var isSolved: Bool
        /// The end of what they printed.
        public var output: String
    }

    /// Judges a folder: the hidden tests are put into it, replacing what is there under their names.
    ///
    /// - Parameters:
    ///   - folder: absolute path; it is changed.
    ///   - task: the task.
    /// - Returns: the verdict.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`; `EditError` when a path in the folder leads out.
    public func judge(folder: String, task: SuiteTask) async throws -> Verdict {
        for (path, text) in task.hidden { try WorkspaceFiles.write(text, to: path, in: folder) }
        let result = try await sandbox.run(
            Command("/bin/sh", ["-c", task.command], workingDirectory: folder), workspace: folder, limits: limits)
        let output = String((result.standardOutput + result.standardError).suffix(600))
        return Verdict(isSolved: result.succeeded, output: output)
    }

    /// Judges files that are laid into a fresh folder.
    ///
    /// - Parameters:
    ///   - files: text by path, beside and over those that the task begins with.
    ///   - task: the task.
    ///   - folder: absolute path of the folder, which is made anew and removed at the end.
    /// - Returns: the verdict.
    /// - Throws: as `judge(folder:task:)`, and a `CocoaError` when the folder cannot be made.
    public func judge(files: [String: String], task: SuiteTask, in folder: String) async throws -> Verdict {
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (path, text) in task.files.merging(files, uniquingKeysWith: { $1 }) {
            try WorkspaceFiles.write(text, to: path, in: folder)
        }
        return try await judge(folder: folder, task: task)
    }

    /// What is wrong with a task: a reference that does not pass, or tests that pass without a solution.
    ///
    /// - Parameters:
    ///   - task: the task.
    ///   - folder: absolute path of a folder that is made anew and removed.
    /// - Returns: what is wrong, in words, or `nil`.
    /// - Throws: as `judge(files:task:in:)`.
    public func fault(of task: SuiteTask, in folder: String) async throws -> String? {
        let solved = try await judge(files: task.reference, task: task, in: folder)
        guard solved.isSolved else { return "the reference does not pass: \(solved.output)" }
        let empty = task.reference.mapValues { _ in "" }.merging(task.files, uniquingKeysWith: { $1 })
        guard try await !judge(files: empty, task: task, in: folder).isSolved else {
            return "the hidden tests pass without a solution"
        }
        return nil
    }
}
