internal import AnnealContext
public import AnnealFoundation
public import AnnealPlanning
public import AnnealSafety
public import AnnealSpecs
internal import Foundation

/// Decides what a run's result is worth: by running tests, never by asking a model.
///
/// The examples of the specification become test files that are committed with the result. Tests of criteria that are
/// not met are skipped in those files, so that the branch's own suite stays green, and run when the environment
/// variable `ANNEAL_ALL_CHECKS` is set: that is the command which the evidence names.
public struct Verifier: Sendable {
    /// The sandbox for every command.
    public var sandbox: any Sandbox
    /// Limits of each command.
    public var limits: SandboxLimits
    /// What earlier runs of a repository's own tests came to; they always run where there is nothing.
    public var results: (any TestResultStore)?

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - sandbox: the sandbox for every command.
    ///   - limits: limits of each command.
    ///   - results: what earlier runs of a repository's own tests came to.
    public init(
        sandbox: any Sandbox, limits: SandboxLimits = SandboxLimits(time: .seconds(120)),
        results: (any TestResultStore)? = nil
    ) {
        self.sandbox = sandbox
        self.limits = limits
        self.results = results
    }

    /// Finds out which tests of the repository pass before anything is changed.
    ///
    /// Where `results` has that all of them passed on the same files with the same tools, they do not run.
    ///
    /// - Parameters:
    ///   - workspace: a fresh copy of the repository.
    ///   - specification: the specification, for the language of an empty repository.
    /// - Returns: the tests that pass.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when the folder cannot be read.
    public func baseline(of workspace: Workspace, specification: SpecDocument?) async throws -> Baseline {
        let project = try await Project.scan(root: workspace.root, specification: specification)
        let runs = TestRuns(root: workspace.root, sandbox: sandbox, limits: limits, project: project)
        var baseline = Baseline()
        for language in Languages.all {
            let paths = project.files.filter {
                Languages.forFile(path: $0)?.name == language.name && language.isTest(path: $0)
            }
            guard !paths.isEmpty else { continue }
            let key = await key(of: language, paths: paths, project: project, in: workspace)
            var known = await remembered(key, of: language, paths: paths)
            if known == nil {
                let start = ContinuousClock.now
                let run = try await runs.run(language, paths: paths, includingSkipped: false)
                let outcomes = run.outcomes
                let suite = Baseline.Suite(
                    language: language.name, paths: paths,
                    passing: outcomes.filter { $0.status == .passed }.map(\.name).sorted(),
                    failing: outcomes.filter { $0.status != .passed }.map(\.name).sorted())
                let measured = RememberedSuite(suite: suite, duration: ContinuousClock.now - start)
                // Of what ended before its time not all tests may be known.
                if run.result.succeeded, !run.result.wasCut { await remember(measured, under: key) }
                known = measured
            }
            if let known {
                baseline.suites.append(known.suite)
                baseline.duration += known.duration
            }
        }
        return baseline
    }

    /// Writes the tests of the whole specification into a copy of the result; those that do not pass are skipped there.
    ///
    /// - Parameters:
    ///   - specification: the specification.
    ///   - plan: the plan that was worked on.
    ///   - workspace: a copy of the run branch's head.
    /// - Returns: the test files, relative to the root.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    public func writeChecks(
        of specification: SpecDocument, plan: Plan, into workspace: Workspace
    ) async throws -> [String] {
        let project = try await Project.scan(root: workspace.root, specification: specification)
        let runs = TestRuns(root: workspace.root, sandbox: sandbox, limits: limits, project: project)
        let suite = CheckSuite(specification: specification, plan: plan, project: project)
        return try suite.write(into: workspace.root, skipping: try await suite.unmet(runs: runs))
    }

    /// Verifies the result of a run.
    ///
    /// - Parameters:
    ///   - specification: the specification.
    ///   - plan: the plan that was worked on.
    ///   - baseline: the tests that passed before.
    ///   - doubts: why the passed checks of a criterion are not enough.
    ///   - workspace: a copy of the run branch's head.
    /// - Returns: verdicts and the evidence that they rest on.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    public func verify(
        specification: SpecDocument, plan: Plan, baseline: Baseline, doubts: [CriterionID: String] = [:],
        in workspace: Workspace
    ) async throws -> Verification {
        let project = try await Project.scan(root: workspace.root, specification: specification)
        let runs = TestRuns(root: workspace.root, sandbox: sandbox, limits: limits, project: project)
        let suite = CheckSuite(specification: specification, plan: plan, project: project)
        let paths = try suite.write(into: workspace.root, skipping: [:])
        let head = workspace.base

        var evidence: [Evidence] = []
        var outcomes: [String: TestOutcome] = [:]
        for run in try await runs.run(paths: paths, includingSkipped: true) {
            var item = Self.evidence(run, commit: head, origin: .specification)
            for outcome in run.outcomes {
                guard let check = TestRuns.check(ofTest: outcome.name, in: suite.files) else { continue }
                outcomes[check] = outcome
            }
            item.criteria = suite.criteria(ofPassed: outcomes)
            evidence.append(item)
        }
        let (regressions, regressionEvidence) = try await self.regressions(baseline, runs: runs, commit: head)
        let rules = VerdictRules(
            outcomes: outcomes, checks: suite.checksByCriterion, hasBaseline: !baseline.isEmpty,
            regressions: regressions.count, doubts: doubts)
        return Verification(
            verdicts: specification.requirements.map { rules.verdict(on: $0) },
            evidence: evidence + regressionEvidence, regressions: regressions, notes: suite.notes)
    }

    private func regressions(
        _ baseline: Baseline, runs: TestRuns, commit: String
    ) async throws -> ([String: String], [Evidence]) {
        var broken: [String: String] = [:]
        var evidence: [Evidence] = []
        for suite in baseline.suites where !suite.passing.isEmpty {
            guard let language = Languages.named(suite.language) else { continue }
            let run = try await runs.run(language, paths: suite.paths, includingSkipped: false)
            evidence.append(Self.evidence(run, commit: commit, origin: .repository))
            let byName = Dictionary(run.outcomes.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
            for name in suite.passing where byName[name]?.status != .passed {
                broken[name] = byName[name]?.detail ?? "it passed before and does not run any more"
            }
        }
        return (broken, evidence)
    }

    private static func evidence(_ run: TestRuns.Run, commit: String, origin: Evidence.Origin) -> Evidence {
        let failed = run.outcomes.filter { $0.status == .failed || $0.status == .errored }
        // The digest is of names and outcomes: what is printed beside them holds times, which differ every time.
        let lines = run.outcomes.map { "\($0.status.rawValue) \($0.name)" }.sorted()
        return Evidence(
            commit: commit, command: run.plainCommand, status: run.result.shellStatus,
            outputDigest: ContentDigest(of: lines.joined(separator: "\n")),
            passed: run.outcomes.filter { $0.status == .passed }.map(\.name),
            failed: Dictionary(failed.map { ($0.name, $0.detail) }, uniquingKeysWith: { $1 }), criteria: [],
            origin: origin)
    }
}
