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
                for: BadFormChecks.checks(of: requirement)
                    + BadFormChecks.toleranceChecks(of: requirement, language: language.name)
                    + OrderChecks.checks(of: requirement, language: language.name)
                    + LengthChecks.checks(of: requirement, language: language.name),
                requirement: RequirementID("\(requirement.id)_hints"), project: project, symbols: symbols, skipping: [:]
            )
        }
    }

    /// Functions that a task's code may call: those of other tasks and what its files define already.
    static func callees(of task: PlanTask, plan: Plan, files: [String: String?]) -> Set<String> {
        let others = plan.graph.tasks.filter { $0.id != task.id }.flatMap(\.interfaces)
        var names = Set(others.filter { $0.kind == .function }.map(\.name))
        for (path, text) in files {
            guard let text, let language = Languages.forFile(path: path) else { continue }
            names.formUnion(language.outline(of: text).definitions.filter { $0.kind == .function }.map(\.name))
        }
        return names.subtracting(task.interfaces.map(\.name))
    }

    /// Functions of other tasks that have to do with a task's own: a word of their name is one of its parameters, as in
    /// `sort(tickets)` and `read_ticket`, or its requirements mention them.
    ///
    /// - Parameters:
    ///   - task: the task.
    ///   - requirements: its requirements.
    ///   - plan: the other tasks.
    ///   - texts: the files that it sees; what is not defined there cannot be called.
    /// - Returns: the functions, in the order of the plan.
    static func helpers(
        of task: PlanTask, requirements: [Requirement], plan: Plan, seeing texts: [(path: String, text: String)]
    ) -> [Interface] {
        let own = task.interfaces.filter { $0.kind == .function }
        let parameters = own.compactMap(\.signature).flatMap { signature in
            signature.drop { $0 != "(" }.prefix { $0 != ")" }.split(separator: ",").flatMap { part in
                stems(of: String(part.prefix { $0 != ":" && $0 != "=" }))
            }
        }
        let mentioned = RelatedFile.identifiers(in: requirements.map(\.text).joined(separator: "\n"))
        let defined = texts.reduce(into: Set<String>()) { names, file in
            guard let language = Languages.forFile(path: file.path) else { return }
            names.formUnion(language.outline(of: file.text).definitions.filter { $0.parent == nil }.map(\.name))
        }
        let names = Set(own.map(\.name))
        var seen = names
        return plan.graph.tasks.filter { $0.id != task.id }.flatMap(\.interfaces).filter { interface in
            guard interface.kind == .function, interface.signature != nil, defined.contains(interface.name),
                mentioned.contains(interface.name) || !Set(stems(of: interface.name)).isDisjoint(with: parameters)
            else { return false }
            return seen.insert(interface.name).inserted
        }
    }

    /// The longer words of a name, in the singular: `boardingOrder` has `boarding` and `order`.
    static func stems(of name: String) -> [String] {
        var words: [String] = [""]
        for character in name {
            if character.isUppercase || !(character.isLetter || character.isNumber) { words.append("") }
            if character.isLetter || character.isNumber { words[words.count - 1] += character.lowercased() }
        }
        return words.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }.filter { $0.count >= 4 }
    }

    /// The task's interfaces that belong into a file: those whose qualifier names it, or all when there is one file.
    static func interfaces(of task: PlanTask, for path: String) -> [Interface] {
        let code = task.interfaces.filter { $0.kind == .function || $0.kind == .type }
        let sources = task.writes.filter { !$0.hasSuffix("__init__.py") }
        if path.hasSuffix("__init__.py"), !sources.isEmpty {
            // What the specification places into the package itself.
            let package = path.split(separator: "/").dropLast().last.map(String.init)
            return code.filter { $0.kind == .type && $0.qualifier != nil && $0.qualifier == package }
        }
        if sources.count <= 1 { return code }
        let stem = path.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? ""
        // A method is where its type is.
        let module = { (interface: Interface) -> Substring? in
            let owner = interface.ownerType.flatMap { name in code.first { $0.kind == .type && $0.name == name } }
            return (owner ?? interface).qualifier?.split(separator: ".").last
        }
        let matching = code.filter { module($0).map { $0 == stem } ?? false }
        let named = Set(sources.compactMap { $0.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } })
        let packages = Set(
            task.writes.filter { $0.hasSuffix("__init__.py") }.compactMap { file in
                file.split(separator: "/").dropLast().last.map(String.init)
            })
        let homeless = code.filter { interface in
            if interface.kind == .type, let qualifier = interface.qualifier, packages.contains(qualifier) {
                return false
            }
            return module(interface).map { !named.contains(String($0)) } ?? true
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
