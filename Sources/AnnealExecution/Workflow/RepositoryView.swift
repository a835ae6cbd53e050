internal import AnnealContext
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealSpecs
internal import Foundation

/// What a task's requests show of the rest of the repository: rules for those who work in it, and declarations of other
/// files that the task's code will most likely use, within a budget of tokens.
///
/// It is made once for a task, so that all its requests begin alike. It never makes a task fail: where there is no index
/// the requests are what they are without it, and a note says so.
struct RepositoryView: Sendable {
    /// Tokens of a view at most.
    struct Limits: Sendable, Hashable {
        /// Of the files that the plan names: where they take more, declarations of the longest are chosen instead.
        var related: Int
        /// Of declarations of other files.
        var others: Int
        /// Of rules.
        var rules: Int

        /// What fits a model's context: a small model reads slowly, and what a task does not need costs more than it
        /// brings.
        init(contextLength: Int) {
            related = max(256, min(contextLength / 4, 8000))
            others = max(128, min(contextLength / 14, 2000))
            rules = max(128, min(contextLength / 20, 2000))
        }

        /// The same tokens of a model, by the estimate, which the view is reckoned by.
        func estimated(rate: Double) -> Limits {
            var limits = self
            limits.related = Int(Double(related) * rate)
            limits.others = Int(Double(others) * rate)
            limits.rules = Int(Double(rules) * rate)
            return limits
        }
    }

    /// Rules of the repository as Markdown; empty where there are none.
    var rules = ""
    /// What is shown of other files, by path.
    var files: [NeededDefinitions.File] = []
    /// The files that the plan names and that are too long to be shown, so that `files` has what is needed of them.
    var replaced: Set<String> = []
    /// What is worth telling in the report.
    var notes: [String] = []

    /// Makes the view of a task.
    ///
    /// - Parameters:
    ///   - task: the task.
    ///   - requirements: its requirements.
    ///   - project: the repository as the task finds it.
    ///   - limits: tokens at most.
    ///   - readsItself: whether the model gets the rules and the files that the plan names in another way.
    ///   - environment: has the index's file and what looks at foreign text.
    /// - Returns: the view; empty where the idea is left out or nothing is needed.
    /// - Throws: `CancellationError`.
    static func make(
        of task: PlanTask, requirements: [Requirement], project: Project, limits: Limits,
        readsItself: Bool = false, environment: ExecutionEnvironment
    ) async throws -> RepositoryView {
        var view = RepositoryView()
        guard environment.uses(.packing), task.kind != .interfaces, task.kind != .integrate else { return view }
        let limits = limits.estimated(rate: try await TokenRate.of(project, model: environment.model))
        if !readsItself { view.addRules(of: project, limits: limits, task: task, environment: environment) }
        let related = RelatedFile.all(
            readsItself ? [] : task.reads, except: nil,
            mentioned: RelatedFile.identifiers(in: requirements.map(\.text).joined(separator: "\n")),
            folds: environment.uses(.folding)
        ) { WorkspaceFiles.read($0, in: project.root) }
        let shown = Set(related.map(\.path) + task.writes)
        let (replaced, room) = tooLong(related, limits: limits)
        view.replaced = replaced
        let others = project.files.filter { path in
            guard !shown.contains(path), let language = Languages.forFile(path: path) else { return false }
            return !language.isTest(path: path)
        }
        guard !replaced.isEmpty || !others.isEmpty else { return view }
        let request = NeedRequest(
            task: ([task.title] + requirements.map { TaskText.own($0, criteria: task.criteria) })
                .joined(separator: "\n"),
            budget: room + limits.others, writes: task.writes, shown: shown.subtracting(replaced),
            paths: readsItself ? task.reads : replaced.sorted(),
            own: ownCode(of: task, root: project.root),
            around: task.writes.compactMap { WorkspaceFiles.read($0, in: project.root) }.joined(separator: "\n"))
        do {
            let (found, rebuilt) = try await RunIndexes.shared.needed(
                request, root: project.root, file: environment.contextIndex)
            if let rebuilt { view.notes.append("the repository's index was made anew: \(rebuilt)") }
            view.files = found.files.map { file in
                NeededDefinitions.File(
                    path: file.path, text: environment.looked(at: file.text, path: file.path, task: task))
            }
            view.notes += note(on: found)
            view.addNear(of: task, requirements: requirements, in: others, project: project, environment: environment)
        } catch let error as CancellationError {
            throw error
        } catch {
            view.replaced = []
            let described = error as? any DescribedError
            let reason = [described?.message ?? "\(error)", described?.place, described?.remedy].compactMap(\.self)
            view.notes.append(
                "the repository's index could not be used, so that requests show less: "
                    + reason.joined(separator: "; "))
        }
        return view
    }

    /// The longest of the files that the plan names, where all of them together are too long, and the tokens that are
    /// left for declarations of them. The others take half of the room at most.
    private static func tooLong(
        _ related: [(path: String, text: String)], limits: Limits
    ) -> (replaced: Set<String>, room: Int) {
        let sizes = related.map { (path: $0.path, tokens: EstimatedTokens().count($0.path + $0.text)) }
        guard sizes.reduce(0, { $0 + $1.tokens }) > limits.related else { return ([], 0) }
        var used = 0
        var replaced: Set<String> = []
        for (path, tokens) in sizes.sorted(by: { ($0.tokens, $0.path) < ($1.tokens, $1.path) }) {
            if used + tokens <= limits.related / 2 { used += tokens } else { replaced.insert(path) }
        }
        return (replaced, limits.related - used)
    }

    private static func ownCode(of task: PlanTask, root: String) -> String {
        task.writes.map { path -> String in
            let names = Set(TaskChecks.interfaces(of: task, for: path).map(\.name))
            guard !names.isEmpty, let text = WorkspaceFiles.read(path, in: root),
                let language = Languages.forFile(path: path)
            else { return "" }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let own = language.outline(of: text).definitions.filter { names.contains($0.name) }
            return own.map { definition in
                let last = min(definition.lines.upperBound, lines.count)
                return lines[min(definition.lines.lowerBound - 1, last)..<last].joined(separator: "\n")
            }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func note(on found: NeededDefinitions) -> [String] {
        guard !found.leftOut.isEmpty else { return [] }
        let names = found.leftOut.prefix(5).map { left in left.symbol.map { "\($0) (\(left.path))" } ?? left.path }
        let more = found.leftOut.count > 5 ? " and \(found.leftOut.count - 5) more" : ""
        return [
            "of other files the requests show \(found.names.count) declarations in \(found.tokens) tokens; no room for "
                + names.joined(separator: ", ") + more
        ]
    }

    /// Takes functions in that the task will most likely call and that are not among what was chosen, where the repository is
    /// small enough to look into all of its files.
    private mutating func addNear(
        of task: PlanTask, requirements: [Requirement], in others: [String], project: Project,
        environment: ExecutionEnvironment
    ) {
        guard environment.uses(.existing), others.count <= Self.mostFiles,
            let language = task.writes.lazy.compactMap({ Languages.forFile(path: $0) }).first
        else { return }
        let texts = others.compactMap { path in
            WorkspaceFiles.read(path, in: project.root).map { (path: path, text: $0) }
        }
        guard texts.reduce(0, { $0 + $1.text.utf8.count }) <= Self.mostBytes else { return }
        let near = ExistingFunctions(
            relatedTo: task.interfaces.filter { $0.kind == .function },
            mentioned: RelatedFile.identifiers(in: requirements.map(\.text).joined(separator: "\n")), in: texts,
            language: language.name, except: Set(environment.plan.graph.tasks.flatMap(\.interfaces).map(\.name))
        ).found.filter(\.isNear)
        for function in near {
            let place = files.firstIndex { $0.path == function.path }
            if let place, files[place].text.contains("\(function.interface.name)(") { continue }
            let text = environment.looked(at: function.shown, path: function.path, task: task)
            if let place {
                files[place].text += text
            } else {
                files.append(NeededDefinitions.File(path: function.path, text: text))
            }
        }
        files.sort { $0.path < $1.path }
    }

    /// Files up to which all are looked into.
    private static let mostFiles = 300
    /// Bytes of them together up to which all are looked into: outlines of more take a second.
    private static let mostBytes = 1_000_000

    /// Takes the rules in that hold for the task's files, as far as there is room.
    private mutating func addRules(
        of project: Project, limits: Limits, task: PlanTask, environment: ExecutionEnvironment
    ) {
        var project = project.keepingRules(for: task.writes)
        notes += ToolLoopSession.dropInstructions(of: &project, watch: environment.watch, task: task)
        let shown = ShownRules(
            project.orderedRules.map { rule in
                (path: rule.path, text: environment.looked(at: rule.text, path: rule.path, task: task))
            }, tokens: limits.rules)
        rules = shown.text
        notes += shown.notes
    }
}

extension ExecutionEnvironment {
    /// A file's text as it may stand in a request: looked at, with tokens broken up by which turns are parted.
    func looked(at text: String, path: String, task: PlanTask) -> String {
        watch.read(text, origin: path, path: path, task: task.id.description)
        let defused = UntrustedText(text, origin: path, limit: .max)
        return defused.replacements == 0 ? text : defused.content
    }
}
