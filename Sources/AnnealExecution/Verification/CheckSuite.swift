internal import AnnealContext
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSpecs

/// The checks of a whole specification, as test files of the project.
struct CheckSuite: Sendable {
    /// The test files, one a requirement that has checks.
    let files: [GeneratedFile]
    /// The checks by criterion.
    let checksByCriterion: [CriterionID: [Check]]
    /// Checks that could not be written as tests.
    let notes: [String]

    private let language: (any Language)?
    private let requirements: [Requirement]
    private let project: Project
    private let symbols: SymbolIndex

    /// Makes the suite.
    ///
    /// - Parameters:
    ///   - specification: the specification.
    ///   - plan: tells which language is written.
    ///   - project: the repository with the result.
    init(specification: SpecDocument, plan: Plan, project: Project) {
        requirements = specification.requirements
        self.project = project
        symbols = SymbolIndex(project: project, specification: specification)
        language = TaskChecks.language(of: plan, project: project)
        var byCriterion: [CriterionID: [Check]] = [:]
        for check in TaskChecks.checks(in: specification.requirements) {
            byCriterion[check.criterion, default: []].append(check)
        }
        checksByCriterion = byCriterion
        var files: [GeneratedFile] = []
        var notes: [String] = []
        for requirement in specification.requirements {
            let checks = requirement.criteria.flatMap { byCriterion[$0.id] ?? [] }
            guard !checks.isEmpty else { continue }
            let file = language?.testFile(
                for: checks, requirement: requirement.id, project: project, symbols: symbols, skipping: [:])
            let written = Set(file?.checksByTest.values.map(\.self) ?? [])
            let missing = checks.filter { !written.contains($0.id) }
            if !missing.isEmpty {
                notes.append("no test could be made of \(missing.map(\.id).joined(separator: ", "))")
            }
            if let file { files.append(file) }
        }
        self.files = files
        self.notes = notes
    }

    /// Writes all tests without skipping any, runs them, and tells which did not pass.
    ///
    /// - Parameter runs: where they run.
    /// - Returns: the reason by check.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    func unmet(runs: TestRuns) async throws -> [String: String] {
        let paths = try write(into: runs.root, skipping: [:])
        var unmet: [String: String] = [:]
        var seen = Set<String>()
        for outcome in try await runs.run(paths: paths, includingSkipped: true).flatMap(\.outcomes) {
            guard let check = TestRuns.check(ofTest: outcome.name, in: files) else { continue }
            seen.insert(check)
            if outcome.status != .passed { unmet[check] = Self.reason(outcome) }
        }
        for check in files.flatMap(\.checksByTest.values) where !seen.contains(check) {
            unmet[check] = "the test did not run"
        }
        return unmet
    }

    /// Writes the test files.
    ///
    /// - Parameters:
    ///   - root: absolute path of the project's root.
    ///   - skipping: reasons by check.
    /// - Returns: the paths relative to the root.
    /// - Throws: a `CocoaError` when a file cannot be written.
    func write(into root: String, skipping: [String: String]) throws -> [String] {
        var paths: [String] = []
        for requirement in requirements {
            let checks = requirement.criteria.flatMap { checksByCriterion[$0.id] ?? [] }
            guard !checks.isEmpty,
                let file = language?.testFile(
                    for: checks, requirement: requirement.id, project: project, symbols: symbols,
                    skipping: skipping)
            else { continue }
            try WorkspaceFiles.write(file.text, to: file.path, in: root)
            paths.append(file.path)
        }
        return paths
    }

    /// The criteria whose checks all passed.
    func criteria(ofPassed outcomes: [String: TestOutcome]) -> [CriterionID] {
        checksByCriterion.filter { _, checks in
            checks.allSatisfy { outcomes[$0.id]?.status == .passed }
        }.keys.sorted()
    }

    private static func reason(_ outcome: TestOutcome) -> String {
        let line = outcome.detail.split(separator: "\n").first.map(String.init) ?? outcome.status.rawValue
        return "not met: \(line.prefix(160))"
    }
}
