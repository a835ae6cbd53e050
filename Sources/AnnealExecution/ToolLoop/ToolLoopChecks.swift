internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSafety

/// A state of the workspace and what its checks showed.
struct CheckedState: Sendable {
    /// The changed files.
    var changes: WorkspaceChanges.Changes
    /// Findings and outcomes.
    var result: Candidate

    /// Whether it may be kept: it breaks nothing and can be loaded.
    var isSound: Bool { result.regressions.isEmpty && result.parses }

    /// Tests passed, then faults: more is better.
    var worth: (Int, Int) { (result.passed, -result.findings.count) }

    /// What the model is told.
    var text: String {
        if result.isComplete { return "All checks pass. (\(count))" }
        return "Not everything passes yet. (\(count))\n" + FailureDigest.text(of: result, limit: 4000)
    }

    /// What a call that ran the checks gives.
    func answer(to request: ToolRequest) -> ToolResult {
        ToolResult(text: text, fact: "\(request.brief): \(count)", succeeded: result.isComplete)
    }

    /// The figures in a line.
    var count: String {
        let tests = result.outcomes.isEmpty ? "" : "\(result.passed) of \(result.outcomes.count) tests pass, "
        return "\(tests)\(result.regressions.count) tests broken that passed before, \(result.findings.count) findings"
    }
}

/// Checks what a tool loop made: static checks, the task's own tests, the tests that passed before.
struct ToolLoopChecks: Sendable {
    /// Runs the tests; it has no files of its own to put into the workspace.
    var judge: CandidateJudge

    /// Checks the workspace as it is.
    ///
    /// - Parameters:
    ///   - changes: the files that are changed.
    ///   - number: counts the checks of a task from 0.
    /// - Returns: what was found.
    /// - Throws: `SandboxError`, `CancellationError`.
    func check(_ changes: WorkspaceChanges.Changes, number: Int) async throws -> CheckedState {
        let plain = Candidate(index: number, arm: "tool-loop", files: [:], code: "")
        var result = try await judge.withRegressions(try await judge.judged(plain))
        result.findings = try await findings(in: changes.filter { $0.value != nil }.keys.sorted())
        return CheckedState(changes: changes, result: result)
    }

    /// Looks for faults without running the code.
    ///
    /// - Parameter paths: files of any kind, relative to the root.
    /// - Returns: one line a fault.
    /// - Throws: `SandboxError`, `CancellationError`.
    func findings(in paths: [String]) async throws -> [String] {
        var findings: [String] = []
        for language in Languages.all {
            let own = paths.filter { Languages.forFile(path: $0)?.name == language.name }
            guard !own.isEmpty, let command = language.staticCheck(paths: own) else { continue }
            let result = try await judge.runs.sandbox.run(
                command, workspace: judge.runs.root, limits: judge.runs.limits)
            findings += language.staticFindings(from: result).map { "\($0.path):\($0.line): \($0.message)" }
        }
        return findings
    }
}
