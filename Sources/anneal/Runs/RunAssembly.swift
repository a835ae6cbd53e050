import AnnealContext
import AnnealDecisions
import AnnealEvents
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTelemetry
import Foundation

/// Puts the parts of a run together from the settings, and works on it.
struct RunAssembly: Sendable {
    let desk: RunDesk
    let git: Git
    let settings: Settings
    let traffic: TrafficOptions
    /// When the command began: what is done before the run counts against its time.
    let began = ContinuousClock.now

    /// Works on a run until it ends, shows its progress, and gives the exit code.
    func work(
        on run: RunID, specification: SpecDocument, budget: Budget, before: RunState? = nil,
        _ make: @escaping @Sendable (RunParts) async throws -> Orchestrator
    ) async throws -> AnnealFoundation.ExitCode {
        try WorkflowExecutor.check(leavingOut: settings.text("workflow.without"))
        let retention = try EventRetention(settings)
        let notes = SharedNotes()
        let server = try SharedServer.named(in: settings, environment: desk.environment, notes: notes)
        defer { server?.close() }
        let experience = ExperienceDesk(directories: desk.directories)
        let shared = try SharedExperience.named(
            in: settings, desk: experience, environment: desk.environment, notes: notes)
        let watched = try RunTelemetry(
            of: run, settings: settings, desk: desk, isReplay: traffic.replay != nil, notes: notes)
        let watch = SignalWatch()
        return try await withProgressDisplay(json: traffic.json) { display in
            try await watch.watch(advice: "`anneal resume \(run)` goes on, once more ends at once") {
                let redactor = try redactor()
                let events = EventBus(run: run) { redactor.redact($0).text }
                events.listen { display.handle($0) }
                let log = SQLiteEventLog.file(in: desk.directories)
                let account = RunEventAccount(notes: notes)
                return try await SharedExperience.sharing(on: shared) {
                    let result = try await Telemetry.sending(watched.telemetry) {
                        try await SharedEvents.sharing(
                            run, from: log, on: server, delivery: account.delivery, keeping: retention
                        ) {
                            try await EventRecorder.record(
                                events, toDatabase: log, retention: retention, recording: account.recording,
                                failing: { Terminal.note($0.description) }
                            ) {
                                try await work(
                                    on: run, specification: specification, budget: budget, before: before,
                                    events: events, redactor: redactor, watch: watch, display: display, server: server,
                                    notes: notes, account: account, watched: watched, make)
                            }
                        }
                    }
                    account.tellDropped()
                    if settings.truth("experience.remember") {
                        await experience.learn(from: result.summary) { redactor.redact($0).text }
                    }
                    return result.exitCode
                }
            }
        }
    }

    /// Works on a run whose events are heard already.
    private func work(
        on run: RunID, specification: SpecDocument, budget: Budget, before: RunState?, events: EventBus,
        redactor: Redactor, watch: SignalWatch, display: any ProgressDisplay, server: SharedServer?,
        notes: SharedNotes, account: RunEventAccount, watched: RunTelemetry,
        _ make: @Sendable (RunParts) async throws -> Orchestrator
    ) async throws -> Orchestrator.Result {
        let remembered = await RunAnswers.open(
            settings: settings, environment: desk.environment, isRecorded: traffic.record != nil,
            server: server)
        var parts = try await parts(
            run, specification: specification, budget: budget, before: before, events: events, remembered: remembered,
            notes: notes, account: account, watched: watched)
        let tests = await CachedTestResults.open(settings: settings, environment: desk.environment)
        parts.results = tests
        if var verifier = parts.verifier as? Verifier {
            verifier.results = tests
            parts.verifier = verifier
        }
        parts.tracing = watched.tracing
        parts.interruption = { watch.exitCode }
        parts.selection = TaskSelection(
            store: PolicyStore(desk.directories), exploration: settings.number("learning.exploration") ?? 0.1)
        let texts = TextWatch(redactor: redactor) { events.send("guard.injection", $0) }
        parts.watch = texts
        parts.redacting = { redactor.redact($0).text }
        if settings.truth("experience.apply") { parts.advising = await advising(run, model: parts.model) }
        parts.gate = try gate(run, redactor: redactor, watch: texts, events: events)
        let model = RedactingModel(
            parts.model, redactor: redactor, vault: try SecretVault(contentsOf: vaultFile, key: redactionKey()))
        parts.model = model
        defer { keep(model.vault) }
        let result = try await make(parts).work()
        await remembered?.finish()
        await tests?.finish()
        try copyAnswers(of: run)
        display.finish(result.summary, reports: result.reports)
        if let failure = result.failure, !traffic.json { Terminal.note(failure.description) }
        return result
    }

    /// What earlier runs taught; a run does without where it cannot be read.
    private func advising(_ run: RunID, model: any ChatModel) async -> RunParts.Advising? {
        // A server on this machine that Anneal did not start may pass on what it is sent.
        let isOwn = settings.text("model.baseUrl") == nil && desk.environment["OPENAI_BASE_URL"] == nil
        do {
            let isLocal = try await model.capabilities().isLocal
            return try ExperienceDesk(directories: desk.directories).advising(
                run, repository: git.root, staysHere: isOwn && isLocal,
                tokens: settings.integer("experience.tokens") ?? 200)
        } catch {
            Terminal.note("no advice from experience: \((error as? any DescribedError)?.message ?? "\(error)")")
            return nil
        }
    }

    private func parts(
        _ run: RunID, specification: SpecDocument, budget: Budget, before: RunState?, events: EventBus,
        remembered: RunAnswers?, notes: SharedNotes, account: RunEventAccount, watched: RunTelemetry
    ) async throws -> RunParts {
        let decisions = watched.traced(try SQLiteDecisionLog(path: desk.directories.database.path))
        let confined = try await confinement(events)
        let sandbox = watched.traced(confined.sandbox)
        let audit = audit
        let folder = desk.directories.folder(of: run)
        let settings = settings
        let redactor = try redactor()
        let shape = try self.shape
        let planning: RunParts.Planning = { environment in
            try await TaskPlanner(
                model: environment.model, decisions: environment.decisions, shape: shape
            ).plan(
                environment.specification,
                project: try await Project.scan(root: environment.root, specification: environment.specification),
                options: try PlanningOptions(
                    settings: settings, frontMatter: environment.specification.frontMatter), run: environment.run)
        }
        return RunParts(
            model: try await model(run, budget: budget, before: before, events: events, remembered: remembered),
            sandbox: sandbox,
            executors: executors(), verifier: Verifier(sandbox: sandbox, limits: limits), planning: planning,
            reporting: { summary in
                var summary = summary
                await watched.telemetry?.settle()
                await account.settle()
                summary.notes += notes.texts + confined.notes + GuardDesk.notes(on: audit)
                return try ReportFiles.write(summary, into: folder) { redactor.redact($0).text }
            }, decisions: decisions, journal: desk.journal,
            git: git, directories: desk.directories, events: events, began: began)
    }

    /// Decides how plans are shaped.
    ///
    /// - Throws: `ConfigurationError` for a point at which nothing can be drawn.
    private var shape: ShapeSelection {
        get throws {
            let drawn = (settings.text("learning.draw") ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
            let point = PlanningShapePoint().name
            if let unknown = drawn.first(where: { $0 != point }) {
                throw ConfigurationError(
                    code: .badValue, message: "nothing can be drawn at '\(unknown)'", place: "learning.draw",
                    remedy: "name \(point), or nothing")
            }
            return ShapeSelection(
                store: PolicyStore(desk.directories), exploration: settings.number("learning.exploration") ?? 0.1,
                draws: drawn.contains(point))
        }
    }

    /// What lets commands of the model pass: the rules of all layers, what was allowed before, the person at the terminal.
    private func gate(
        _ run: RunID, redactor: Redactor, watch: TextWatch, events: EventBus
    ) throws -> CommandGate {
        let files = PolicyFiles(
            configuration: desk.directories.configuration, workspace: URL(fileURLWithPath: git.root))
        let rules = (settings.text("guard.allow") ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        // Besides the rules of commands: what no rule speaks of, what no shell reads, and what is judged elsewhere.
        let others = ["none", "unreadable", ProposedWrite.rule, "injected-text", "secret-in-commit"]
        let known = Set(PolicyDocument.standard.rules.map(\.id)).union(others)
        if let unknown = rules.first(where: { !known.contains($0) }), try files.load().isStandard {
            throw ConfigurationError(
                code: .badValue, message: "the guard has no rule '\(unknown)'", place: "guard.allow",
                remedy: "`anneal guard explain` shows the rules")
        }
        let guards = GuardDesk(environment: desk.environment)
        return CommandGate(
            policy: try files.load(), home: guards.places.home, user: guards.places.user,
            guardFolders: guards.places.guardFolders, run: run.description, allowedRules: Set(rules), audit: audit,
            book: ApprovalBook(file: desk.directories.state.appending(path: "approvals.json"), project: git.root),
            redactor: redactor, watch: watch, listener: { events.send("guard.verdict", $0) },
            asking: traffic.json ? nil : ApprovalPrompt.asking())
    }

    /// The guard's record.
    var audit: AuditLog { GuardDesk(environment: desk.environment).audit }

    private var vaultFile: URL { desk.directories.state.appending(path: "secrets.vault") }

    /// Keeps the values that were taken out of prompts, with those that another run kept meanwhile.
    private func keep(_ vault: SecretVault) {
        guard vault.count > 0 else { return }
        do throws(SecretVaultError) {
            var vault = vault
            vault.merge(try SecretVault(contentsOf: vaultFile, key: vault.key))
            try vault.save(to: vaultFile)
        } catch {
            Terminal.note("marks of this run cannot be turned back into secrets: \(error.description)")
        }
    }

    private func redactionKey() throws -> RedactionKey {
        try RedactionKey.load(orCreateAt: desk.directories.state.appending(path: "redaction.key"))
    }

    private func redactor() throws -> Redactor { Redactor(key: try redactionKey()) }

    /// The executors by name.
    private func executors() -> [String: any TaskExecutor] {
        ["tool-loop": ToolLoopExecutor(), "workflow": WorkflowExecutor()]
    }

    /// The model with its budget, and around that the record of answers that arrived, from which a resumed run takes
    /// them for nothing.
    private func model(
        _ run: RunID, budget: Budget, before: RunState?, events: EventBus, remembered: RunAnswers?
    ) async throws -> any ChatModel {
        if let replay = traffic.replay { return try CassetteModel(path: replay, mode: .replay) }
        let folder = desk.directories.folder(of: run)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let runtime = LocalRuntime(
            directories: desk.directories, environment: desk.environment, settings: settings,
            launcher: desk.launcher)
        let start: @Sendable (String?) async throws -> URL = { name in
            let server = try await runtime.ensureServing(model: name) { progress in
                events.send("item.note", ["text": .string(progress.line)])
            }
            return try Self.address(of: server)
        }
        let main = try await ConnectedModel.open(
            settings: settings, environment: desk.environment, directories: desk.directories, startLocal: start)
        let audit = audit
        let redactor = try redactor()
        let connected = try await ConnectedModel.drafting(
            for: main, settings: settings, environment: desk.environment, directories: desk.directories,
            wrapping: { AuditedModel($0, log: audit, run: run, redactor: redactor) }, startLocal: start)
        let ledger = BudgetLedger(
            budget: budget, alreadySpent: before?.summary.usage ?? Usage(),
            elapsed: before?.summary.duration ?? .zero
        ) { warning in
            events.send(
                "budget.warning",
                [
                    "text": .string(warning.message), "kind": .string(warning.kind.rawValue),
                    "share": .double(warning.share),
                ])
        }
        let budgeted = BudgetedModel(connected, ledger: ledger)
        return try CassetteModel(
            path: answers(of: run), mode: .resume, base: remembered?.around(budgeted) ?? budgeted)
    }

    private static func address(of server: LocalServer) throws -> URL {
        guard let url = URL(string: server.baseURL) else {
            throw ModelError(
                code: .localRuntime, message: "the local model's address cannot be read", place: server.baseURL,
                remedy: "`anneal model stop`, then try again")
        }
        return url
    }

    /// The file with the answers of a run.
    private func answers(of run: RunID) -> String {
        desk.directories.folder(of: run).appending(path: "answers.jsonl").path
    }

    /// Copies the answers of a run to where the person wants them; a run that was resumed has all of them there.
    private func copyAnswers(of run: RunID) throws {
        guard let record = traffic.record else { return }
        let answers = try Data(contentsOf: URL(fileURLWithPath: answers(of: run)))
        try answers.write(to: URL(fileURLWithPath: record), options: .atomic)
    }

    /// What a run may spend by its settings.
    static func budget(_ settings: Settings) throws -> Budget {
        Budget(
            tokens: settings.integer("budget.tokens").map { TokenCount($0) },
            cost: settings.number("budget.cost").map { USD($0) }, time: settings.duration("budget.time"))
    }

    /// The settings in force by key.
    static func values(_ settings: Settings) -> [String: String] {
        Dictionary(
            Setting.all.compactMap { setting in settings.text(setting.key).map { (setting.key, $0) } },
            uniquingKeysWith: { $1 })
    }
}
