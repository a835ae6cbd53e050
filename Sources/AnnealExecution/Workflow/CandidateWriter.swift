internal import AnnealContext
internal import AnnealEvents
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealSpecs

/// What to ask for a batch of candidates.
struct CandidateRequest: Sendable {
    /// Number of its first candidate, counted from 0 over the whole task.
    var index: Int
    /// Answers wanted, sampled independently.
    var count: Int
    /// The arm that it belongs to.
    var arm: String
    /// How it is put.
    var style: Workflow.Style
    /// Sampling temperature.
    var temperature: Double
    /// Makes sampling repeatable.
    var seed: UInt64
    /// Files of an earlier candidate that this one repairs.
    var base: [String: String]
    /// The model that is asked.
    var tier: ModelTier?
    /// Whether a function that takes a text apart begins with the expression that its examples show.
    var usesForm = true
    /// Makes the conversation for a file.
    var messages: @Sendable (TaskPrompt) -> [ChatMessage]
}

/// What came back for a batch.
struct CandidateAnswer: Sendable {
    /// The candidates; answers without code are left out.
    var candidates: [Candidate]
    /// What they took.
    var usage: Usage
}

/// Asks the model for candidates and merges the answers into the task's files.
struct CandidateWriter: Sendable {
    let task: PlanTask
    let environment: ExecutionEnvironment
    let requirements: [Requirement]
    let checks: [Check]
    let before: [String: String?]
    let project: Project
    let symbols: SymbolIndex
    let root: String
    let capabilities: ModelCapabilities
    /// What requests show of the rest of the repository.
    let view: RepositoryView
    /// When a batch ends with the answers that are complete.
    let deadline: ContinuousClock.Instant?

    /// What the first request is made of; `nil` for a task that writes no code.
    var firstPrompt: TaskPrompt? {
        guard let path = sources.first, let language = Languages.forFile(path: path) else { return nil }
        return prompt(for: path, language: language, written: markers)
    }

    /// A candidate that is being written, file by file.
    private struct Draft {
        var files: [String: String]
        var code: [String] = []
    }

    /// Asks for a batch.
    ///
    /// All candidates of the first file come from one request, so that the prompt is read once. A task with several
    /// files goes on with one request for each candidate and file.
    ///
    /// - Parameter request: what to ask.
    /// - Returns: the candidates.
    /// - Throws: `ModelError`, `CancellationError`.
    func write(_ request: CandidateRequest) async throws -> CandidateAnswer {
        var usage = Usage()
        var drafts = [Draft(files: markers)]
        for path in sources {
            guard let language = Languages.forFile(path: path) else { continue }
            var next: [Draft] = []
            for draft in drafts {
                var prompt = prompt(for: path, language: language, written: draft.files)
                prompt.usesForm = prompt.usesForm && request.usesForm
                let count = drafts.count == 1 ? request.count : 1
                let response = try await ask(request, count: count, prompt: prompt)
                usage += response.usage
                for text in [response.text] + response.alternatives {
                    guard
                        let found = AnswerCode.find(
                            in: prompt.completed(text, style: request.style), defining: prompt.names)
                    else { continue }
                    var draft = draft
                    let base = request.base[path] ?? present(path, written: draft.files)
                    let defined = Set(
                        language.outline(of: base).definitions.filter { $0.parent == nil }.map(\.name))
                    let own = ForeignCode.removed(
                        ForeignCode.names(for: task, requirements: requirements, plan: environment.plan),
                        from: language.withoutImports(of: path, defining: defined, in: found), language: language,
                        existingIn: base, elsewhere: definedElsewhere(except: path))
                    let merged = language.exporting(
                        prompt.interfaces.filter { $0.ownerType == nil }.map(\.name),
                        in: language.merge(own, into: base), path: path, project: project)
                    draft.files[path] =
                        environment.uses(.imports)
                        ? language.addingImports(to: merged, path: path, project: project, symbols: symbols) : merged
                    draft.code.append(found)
                    next.append(draft)
                }
            }
            drafts = next
        }
        let candidates = drafts.enumerated().compactMap { number, draft -> Candidate? in
            guard !draft.code.isEmpty else { return nil }
            return Candidate(
                index: request.index + number, arm: request.arm, files: draft.files,
                code: draft.code.joined(separator: "\n"))
        }
        return CandidateAnswer(candidates: candidates, usage: usage)
    }

    /// Whether calls can be asked for in a form: tests of a command would have to run it, and what they assert of other
    /// functions says nothing of the task; and not every language's assertions are read.
    func canSuggest(_ form: SuggestedChecks.Form) -> Bool {
        guard form == .tests else { return true }
        guard let path = sources.last, let language = Languages.forFile(path: path) else { return false }
        return ["python", "javascript"].contains(language.name)
            && !TaskChecks.interfaces(of: task, for: path).isEmpty
    }

    /// Asks for calls that tell answers apart.
    ///
    /// - Parameter form: how they are to be written.
    /// - Returns: the calls with what the model expects of them, and what they took; none when the task writes no code.
    /// - Throws: `ModelError`, `CancellationError`.
    func suggestChecks(_ form: SuggestedChecks.Form) async throws -> (checks: [Check], usage: Usage) {
        guard let path = sources.last, let language = Languages.forFile(path: path),
            let criterion = requirements.first?.criteria.first?.id
        else { return ([], Usage()) }
        let prompt = prompt(for: path, language: language, written: [:])
        let chat = ChatRequest(
            messages: prompt.messages(suggesting: SuggestedChecks.count, form: form),
            maximumTokens: TokenCount(form.tokens), temperature: 0,
            stop: prompt.opensAnswer ? ["\n```"] : [], seed: environment.seed)
        let correlation = "\(task.id)/calls/\(path)"
        let response = try await send(
            chat, correlation: correlation, ["arm": .string(form.arm), "path": .string(path)])
        let isContinued = prompt.opensAnswer && form == .tests && !response.text.hasPrefix("```")
        let checks = SuggestedChecks.read(
            (isContinued ? prompt.testOpening : "") + response.text, language: language.name, criterion: criterion,
            calling: prompt.names)
        return (checks, response.usage)
    }

    /// The files that the model writes.
    private var sources: [String] {
        let sources = task.writes.filter { path in
            guard let language = Languages.forFile(path: path), !language.isTest(path: path) else { return false }
            return !isMarker(path)
        }
        guard capabilities.isSmall else { return sources }
        // A small model repeats in a new file, of which nothing is asked, what belongs into the others.
        let wanted = sources.filter { path in
            let isNew = ((before[path] ?? nil) ?? "").allSatisfy(\.isWhitespace)
            return !isNew || !TaskChecks.interfaces(of: task, for: path).isEmpty
        }
        return wanted.isEmpty ? sources : wanted
    }

    /// The files that only mark a package and need no model.
    private var markers: [String: String] {
        let paths = task.writes.filter(isMarker)
        return Dictionary(paths.map { ($0, (before[$0] ?? nil) ?? "") }, uniquingKeysWith: { $1 })
    }

    private func isMarker(_ path: String) -> Bool {
        path.hasSuffix("__init__.py") && task.writes.count > 1
            && TaskChecks.interfaces(of: task, for: path).isEmpty
    }

    private func ask(_ request: CandidateRequest, count: Int, prompt: TaskPrompt) async throws -> ChatResponse {
        var chat = ChatRequest(
            messages: request.messages(prompt), maximumTokens: answerLimit(prompt, style: request.style),
            temperature: request.temperature,
            topP: request.temperature == 0 ? nil : 0.95, stop: prompt.opensAnswer ? ["\n```"] : [],
            seed: request.seed, count: count)
        chat.tier = request.tier
        return try await send(
            chat, correlation: "\(task.id)/\(request.index)/\(prompt.path)",
            ["arm": .string(request.arm), "path": .string(prompt.path), "answers": .int(count)])
    }

    private func send(
        _ chat: ChatRequest, correlation: String, _ about: [String: JSONValue]
    ) async throws -> ChatResponse {
        environment.events.send("item.call.started", task: task.id, correlation: correlation, about)
        let response = try await environment.model.respondCuttingLoops(to: chat, until: deadline)
        environment.events.send(
            "item.call.completed", task: task.id, correlation: correlation,
            [
                "promptTokens": .int(response.usage.prompt.value), "cachedTokens": .int(response.usage.cached.value),
                "generatedTokens": .int(response.usage.generated.value),
                "seconds": .double(response.usage.duration.seconds), "costUSD": .double(response.usage.cost.dollars),
                "finish": .string(response.finishReason.rawValue),
            ])
        return response
    }

    /// Room for what a change of this file can need, within the context. It is kept close: a batch takes as long as its
    /// longest answer, and the long ones are seldom the right ones.
    private func answerLimit(_ prompt: TaskPrompt, style: Workflow.Style) -> TokenCount {
        let names = Set(prompt.names)
        let outline = prompt.language.outline(of: prompt.present)
        let own = outline.definitions.filter { names.contains($0.name) }
        // What changes is not named when a command is wanted: it may be any of what is there.
        let changed = own.isEmpty && prompt.interfaces.allSatisfy { $0.kind == .command } ? outline.definitions : own
        let lines = changed.filter { $0.parent == nil }.reduce(0) { $0 + $1.lines.count }
        let explanation = [.direct, .headed].contains(style) ? 0 : 200
        let wanted = 350 + 250 * max(1, prompt.interfaces.count) + 12 * lines + explanation
        return TokenCount(min(wanted, max(512, capabilities.contextLength.value / 3)))
    }

    private func prompt(for path: String, language: any Language, written: [String: String]) -> TaskPrompt {
        let present = looked(at: present(path, written: written), path: path)
        let interfaces = TaskChecks.interfaces(of: task, for: path)
        let mentioned = RelatedFile.identifiers(in: requirements.map(\.text).joined(separator: "\n"))
        let folds = environment.uses(.folding)
        let files = task.reads + task.writes.filter { $0 != path }
        let seen = files.compactMap { other in
            (written[other] ?? WorkspaceFiles.read(other, in: root)).map { (path: other, text: $0) }
        }
        let existing = existing(
            for: interfaces, mentioned: mentioned,
            in: (seen + [(path: path, text: present)]).filter { !$0.text.isEmpty }, language: language)
        // What this very task writes is shown in any case.
        let related = RelatedFile.all(
            files.filter { task.writes.contains($0) || !view.replaced.contains($0) }, except: path,
            mentioned: mentioned.union(existing.shownWhole), folds: folds
        ) { other in
            (written[other] ?? WorkspaceFiles.read(other, in: root)).map { looked(at: $0, path: other) }
        }
        var prompt = TaskPrompt(
            specification: environment.specification, task: task, requirements: requirements, path: path,
            language: language,
            // A task that defines no function, such as a command, may have to change any of what is there.
            present: folds && interfaces.contains { $0.kind == .function }
                ? RelatedFile.shown(
                    present, path: path, mentioned: mentioned.union(existing.shownWhole),
                    own: Set(interfaces.map(\.name)))
                : present,
            related: related, interfaces: interfaces, checks: checks, opensAnswer: capabilities.supportsPrefill)
        prompt.experience = environment.experience
        prompt.view = view
        prompt.view.files = view.files.map { file in
            let text = existing.unfolded(file.text, of: file.path)
            return text == file.text
                ? file : NeededDefinitions.File(path: file.path, text: looked(at: text, path: file.path))
        }
        prompt.existing = existing.found.filter { !$0.isNear }.map(\.interface)
        prompt.givesHead = environment.uses(.heads)
        prompt.usesForm = environment.uses(.pattern)
        prompt.givesDocumentation = environment.uses(.documentation)
        if environment.uses(.kept) {
            prompt.kept = TaskText.kept(
                by: task, plan: environment.plan, requirements: environment.specification.requirements)
        }
        if environment.uses(.helpers) {
            prompt.helpers = TaskChecks.helpers(
                of: task, requirements: requirements, plan: environment.plan,
                seeing: seen + [(path: path, text: present)])
        }
        prompt.helpers += existing.found.filter(\.isNear).map(\.interface)
        return prompt
    }

    /// Functions of the repository that the task's code may call, of what is shown.
    private func existing(
        for interfaces: [Interface], mentioned: Set<String>, in seen: [(path: String, text: String)],
        language: any Language
    ) -> ExistingFunctions {
        guard environment.uses(.existing) else { return ExistingFunctions.none }
        let chosen = view.files.filter { file in !seen.contains { $0.path == file.path } }.compactMap { file in
            WorkspaceFiles.read(file.path, in: root).map { (path: file.path, text: $0) }
        }
        return ExistingFunctions(
            relatedTo: interfaces.filter { $0.kind == .function }, mentioned: mentioned, in: seen + chosen,
            language: language.name, except: Set(environment.plan.graph.tasks.flatMap(\.interfaces).map(\.name)))
    }

    /// A file's text as it may stand in a request: looked at, with tokens broken up by which turns are parted.
    private func looked(at text: String, path: String) -> String {
        environment.looked(at: text, path: path, task: task)
    }

    private func present(_ path: String, written: [String: String]) -> String {
        written[path] ?? (before[path] ?? nil) ?? ""
    }

    /// What other files define that other tasks make: a copy of it has no place here.
    ///
    /// Functions with one short word for a name are left out: helpers are called so as well.
    private func definedElsewhere(except path: String) -> Set<String> {
        let own = Set(TaskChecks.interfaces(of: task, for: path).map(\.name))
        let others = environment.plan.graph.tasks.filter { $0.id != task.id }.flatMap(\.interfaces)
        return others.reduce(into: Set()) { names, interface in
            let isTelling = interface.name.contains("_") || interface.name.dropFirst().contains(where: \.isUppercase)
            guard interface.kind == .type || interface.kind == .function && isTelling && interface.ownerType == nil,
                !own.contains(interface.name), !names.contains(interface.name),
                let file = symbols.file(defining: interface.name, qualifier: interface.qualifier), file != path,
                project.files.contains(file), let language = Languages.forFile(path: file),
                let text = WorkspaceFiles.read(file, in: root),
                language.outline(of: text).definitions.contains(where: { $0.parent == nil && $0.name == interface.name }
                )
            else { return }
            names.insert(interface.name)
        }
    }
}

extension CandidateWriter {
    init(session: WorkflowSession) {
        self.init(
            task: session.task, environment: session.environment, requirements: session.requirements,
            checks: session.checks, before: session.before, project: session.project, symbols: session.symbols,
            root: session.workspace.root, capabilities: session.capabilities, view: session.view,
            // A little before the work on the task is cut off.
            deadline: session.deadline.map { $0 - .milliseconds(500) })
    }
}
