internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSafety
internal import Foundation

/// Runs candidates in the workspace and notes what happened.
struct CandidateJudge: Sendable {
    /// Where tests run.
    var runs: TestRuns
    /// The files before the task, byte for byte, by path; `nil` for a file that there was not.
    var originals: [String: Data?]
    /// The tests of the task's requirements.
    var tests: [GeneratedFile]
    /// Tests of what the specification only hints at; they are in the workspace while a candidate runs.
    var hints: [GeneratedFile] = []
    /// Texts and errors that the code has to hold.
    var mentions: [WordingChecks.Mention] = []
    /// Functions that the code may leave errors to.
    var callees: Set<String> = []
    /// The checks that the task has to meet; a requirement may have others, which are other tasks' business.
    var own: Set<String>
    /// The functions that the task has to write: `name` or `Type.name`.
    var defines: Set<String> = []
    /// The checks that expect an error.
    var refusals: Set<String> = []
    /// Tests of the repository that passed before this task.
    var guards: Baseline

    /// Puts a candidate's files into the workspace, and the rest of the task's files as they were before.
    ///
    /// - Parameter candidate: the candidate; `nil` puts everything back.
    /// - Throws: a `CocoaError` when a file cannot be written.
    func install(_ candidate: Candidate?) throws {
        for (path, data) in originals where candidate?.files[path] == nil {
            if let data {
                try WorkspaceFiles.write(data, to: path, in: runs.root)
            } else {
                try WorkspaceFiles.remove(path, in: runs.root)
            }
        }
        for (path, text) in candidate?.files ?? [:] { try WorkspaceFiles.write(text, to: path, in: runs.root) }
    }

    /// Runs what costs little first, and the next only where it can change the ranking.
    ///
    /// - Parameter candidate: the candidate, installed by this call.
    /// - Returns: the candidate with its findings and outcomes.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    func judged(_ candidate: Candidate) async throws -> Candidate {
        var candidate = candidate
        try install(candidate)
        candidate.findings = try await staticFindings(candidate) + unwritten(candidate)
        // Where no test tells, an answer that changes nothing must not pass for one without a fault.
        if own.isEmpty, changesNothing(candidate) { candidate.findings.append("nothing was changed") }
        candidate.others = []
        candidate.outcomes = []
        candidate.hints = WordingChecks.missed(
            in: candidate.code, files: Array(candidate.files.values), mentions, callees: callees)
        for file in hints { try WorkspaceFiles.write(file.text, to: file.path, in: runs.root) }
        defer { for file in hints { try? WorkspaceFiles.remove(file.path, in: runs.root) } }
        let paths = (tests + hints).map(\.path)
        for outcome in try await runs.run(paths: paths, includingSkipped: true).flatMap(\.outcomes) {
            if hints.contains(where: { outcome.name.hasPrefix($0.path) }) {
                candidate.hints.append(outcome)
            } else if let check = TestRuns.check(ofTest: outcome.name, in: tests), !own.contains(check) {
                candidate.others.append(outcome)
            } else {
                candidate.outcomes.append(outcome)
            }
        }
        candidate.balance = balance(of: candidate.outcomes)
        if candidate.failures.isEmpty {
            candidate.regressions = try await regressions()
            candidate.regressionsChecked = true
        }
        return candidate
    }

    /// Functions that the candidate leaves without a body: the task's own, and those that it adds itself.
    private func unwritten(_ candidate: Candidate) -> [String] {
        candidate.files.sorted { $0.key < $1.key }.flatMap { path, text -> [String] in
            guard let language = Languages.forFile(path: path) else { return [] }
            let before = originals[path].flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) } ?? ""
            let known = language.unwritten(in: before).subtracting(defines)
            return language.unwritten(in: text).subtracting(known).sorted().map {
                "\(path): `\($0)` is not written yet"
            }
        }
    }

    private func changesNothing(_ candidate: Candidate) -> Bool {
        candidate.files.allSatisfy { path, text in originals[path] == .some(Data(text.utf8)) }
    }

    /// Runs the task's own tests and nothing else, to see whether a small change is worth judging.
    ///
    /// - Parameter candidate: the candidate, installed by this call.
    /// - Returns: the candidate with the outcomes of its own tests.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    func tried(_ candidate: Candidate) async throws -> Candidate {
        var candidate = candidate
        try install(candidate)
        let outcomes = try await runs.run(paths: tests.map(\.path), includingSkipped: true).flatMap(\.outcomes)
        candidate.outcomes = outcomes.filter { outcome in
            TestRuns.check(ofTest: outcome.name, in: tests).map(own.contains) ?? true
        }
        candidate.balance = balance(of: candidate.outcomes)
        return candidate
    }

    private func balance(of outcomes: [TestOutcome]) -> Double {
        let groups = Dictionary(grouping: outcomes) { outcome in
            TestRuns.check(ofTest: outcome.name, in: tests).map(refusals.contains) ?? false
        }
        let shares = groups.values.map { Double($0.count { $0.status == .passed }) / Double($0.count) }
        return shares.isEmpty ? 0 : shares.reduce(0, +) / Double(shares.count)
    }

    /// Looks for broken tests of a candidate that is to be kept although not everything of it passes.
    ///
    /// - Parameter candidate: a judged candidate.
    /// - Returns: the candidate with its regressions.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    func withRegressions(_ candidate: Candidate) async throws -> Candidate {
        guard !candidate.regressionsChecked else { return candidate }
        var candidate = candidate
        try install(candidate)
        candidate.regressions = try await regressions()
        candidate.regressionsChecked = true
        return candidate
    }

    private func regressions() async throws -> [TestOutcome] {
        var broken: [TestOutcome] = []
        for suite in guards.suites where !suite.passing.isEmpty {
            guard let language = Languages.named(suite.language) else { continue }
            let outcomes = try await runs.run(language, paths: suite.paths, includingSkipped: false).outcomes
            let byName = Dictionary(outcomes.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
            for name in suite.passing where byName[name]?.status != .passed {
                broken.append(
                    byName[name]
                        ?? TestOutcome(name: name, status: .errored, detail: "\(name) passed before and no longer runs")
                )
            }
        }
        return broken
    }

    private func staticFindings(_ candidate: Candidate) async throws -> [String] {
        var findings: [String] = []
        for language in Languages.all {
            let paths = candidate.files.keys.filter { Languages.forFile(path: $0)?.name == language.name }.sorted()
            guard !paths.isEmpty, let command = language.staticCheck(paths: paths) else { continue }
            let result = try await runs.sandbox.run(command, workspace: runs.root, limits: runs.limits)
            findings += language.staticFindings(from: result).map { "\($0.path):\($0.line): \($0.message)" }
        }
        return findings
    }
}
