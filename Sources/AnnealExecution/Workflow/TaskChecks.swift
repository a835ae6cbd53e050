internal import AnnealContext
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSpecs

/// What a task is measured by: its examples as tests, and the tests that must go on passing.
enum TaskChecks {
    /// The checks of a task: one for each example of its criteria; `R1.2#1` is the first of criterion R1.2.
    static func checks(of task: PlanTask, in requirements: [Requirement]) -> [Check] {
        let wanted = Set(task.criteria)
        return checks(in: requirements).filter { wanted.isEmpty || wanted.contains($0.criterion) }
    }

    /// The checks of a task that do not call what another task was to make and did not: those cannot be met here.
    ///
    /// - Parameters:
    ///   - checks: the task's checks.
    ///   - task: the task.
    ///   - environment: the specification and the plan.
    ///   - root: the workspace.
    ///   - project: its files when the task begins.
    ///   - symbols: where names are defined.
    /// - Returns: the checks that the task can meet.
    static func reachable(
        _ checks: [Check], task: PlanTask, environment: ExecutionEnvironment, root: String, project: Project,
        symbols: SymbolIndex
    ) -> [Check] {
        let own = Set(task.interfaces.map(\.name))
        let others = environment.specification.requirements.filter { !task.requirements.contains($0.id) }
        let unmet = others.filter { requirement in
            testFiles(of: [requirement], project: project, symbols: symbols, plan: environment.plan).contains {
                WorkspaceFiles.read($0.path, in: root)?.contains(notMet) == true
            }
        }
        let broken = Set(unmet.flatMap(\.interfaces).filter { $0.kind == .function }.map(\.name)).subtracting(own)
        return checks.filter { check in !broken.contains { check.example.call.contains($0 + "(") } }
    }

    /// Why the test of an unmet check is skipped.
    static let notMet = "not met yet"

    /// One check for each example of each criterion.
    static func checks(in requirements: [Requirement]) -> [Check] {
        requirements.flatMap(\.criteria).flatMap { criterion in
            criterion.examples.enumerated().map { number, example in
                Check(id: "\(criterion.id)#\(number + 1)", criterion: criterion.id, example: example)
            }
        }
    }

    /// The language that a plan writes in: that of most of its files, or else of the project.
    static func language(of plan: Plan, project: Project) -> (any Language)? {
        let written = plan.graph.tasks.flatMap(\.writes).compactMap { Languages.forFile(path: $0)?.name }
        let counts = Dictionary(written.map { ($0, 1) }, uniquingKeysWith: +)
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return (most ?? project.languages.first).flatMap { Languages.named($0) }
    }

    /// Test files of requirements, one each with all its checks, in the language that the plan writes.
    ///
    /// - Parameters:
    ///   - requirements: the requirements.
    ///   - project: the repository.
    ///   - symbols: where names are defined.
    ///   - plan: tells the language.
    ///   - met: the checks that are met; tests of others are skipped. `nil` skips none.
    /// - Returns: the files.
    static func testFiles(
        of requirements: [Requirement], project: Project, symbols: SymbolIndex, plan: Plan, met: Set<String>? = nil
    ) -> [GeneratedFile] {
        guard let language = language(of: plan, project: project) else { return [] }
        return requirements.compactMap { requirement in
            let own = checks(in: [requirement])
            guard !own.isEmpty else { return nil }
            var skipping: [String: String] = [:]
            for check in own where met?.contains(check.id) == false { skipping[check.id] = notMet }
            return language.testFile(
                for: own, requirement: requirement.id, project: project, symbols: symbols, skipping: skipping)
        }
    }

    /// Test files of what requirements hint at, which are never committed.
    static func hints(
        of requirements: [Requirement], project: Project, symbols: SymbolIndex, plan: Plan
    ) -> [GeneratedFile] {
        guard let language = language(of: plan, project: project) else { return [] }
        return requirements.compactMap { requirement in
            language.testFile(
                for: BadFormChecks.checks(of: requirement),
                requirement: RequirementID("\(requirement.id)_hints"), project: project, symbols: symbols, skipping: [:]
            )
        }
    }

    /// The task's interfaces that belong into a file: those whose qualifier names it, or all when there is one file.
    static func interfaces(of task: PlanTask, for path: String) -> [Interface] {
        let code = task.interfaces.filter { $0.kind == .function || $0.kind == .type }
        let sources = task.writes.filter { !$0.hasSuffix("__init__.py") }
        if sources.count <= 1 { return path.hasSuffix("__init__.py") && !sources.isEmpty ? [] : code }
        let stem = path.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? ""
        let matching = code.filter {
            $0.qualifier.map { $0.split(separator: ".").last.map { $0 == stem } ?? false } ?? false
        }
        let named = Set(sources.compactMap { $0.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } })
        let homeless = code.filter { interface in
            guard let last = interface.qualifier?.split(separator: ".").last else { return true }
            return !named.contains(String(last))
        }
        return matching + (path == sources.first ? homeless : [])
    }
}

extension Check {
    /// Whether an error is what it expects.
    var expectsError: Bool {
        if case .error = example.expectation { true } else { false }
    }
}
