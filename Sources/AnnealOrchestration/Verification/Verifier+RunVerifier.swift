public import AnnealExecution
internal import AnnealFoundation

extension Verifier: RunVerifier {
    /// Finds out which tests of the repository pass before the run.
    ///
    /// - Parameters:
    ///   - workspace: a copy of the repository as the run found it.
    ///   - environment: what may be used.
    /// - Returns: what passed.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    public func baseline(of workspace: Workspace, environment: VerificationEnvironment) async throws -> Baseline {
        try await baseline(of: workspace, specification: nil)
    }

    /// Writes the tests of the specification that are committed with the result.
    ///
    /// - Parameters:
    ///   - subject: what was asked for and what was done.
    ///   - workspace: a copy of the result.
    ///   - environment: what may be used.
    /// - Returns: the files, relative to the root.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    public func writeChecks(
        of subject: VerificationSubject, into workspace: Workspace, environment: VerificationEnvironment
    ) async throws -> [String] {
        try await writeChecks(of: subject.specification, plan: subject.plan, into: workspace)
    }

    /// Checks a result against the specification and against what passed before.
    ///
    /// - Parameters:
    ///   - subject: what was asked for and what was done.
    ///   - workspace: a copy of the result.
    ///   - environment: what may be used.
    /// - Returns: the verdicts and what they rest on.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    public func verify(
        _ subject: VerificationSubject, in workspace: Workspace, environment: VerificationEnvironment
    ) async throws -> Verification {
        try await verify(
            specification: subject.specification, plan: subject.plan, baseline: subject.baseline ?? Baseline(),
            doubts: subject.doubts, in: workspace)
    }
}
