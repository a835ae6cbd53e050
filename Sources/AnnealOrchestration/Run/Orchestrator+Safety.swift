internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealSafety
internal import AnnealSpecs
internal import Foundation

/// What the guard has to say of the results of tasks.
extension Orchestrator {
    /// The rule by which a run is merged although a task of it read text that instructs models.
    static let injectionRule = "injected-text"
    /// The rule by which a secret may be committed.
    static let secretRule = "secret-in-commit"

    /// Writes down what a task read that tries to instruct models.
    ///
    /// - Parameter task: the task; `nil` for what was read outside of tasks.
    /// - Throws: `RunError` when the journal cannot be written.
    func noteCautions(of task: TaskID?) throws {
        let known = Set(state.summary.cautions)
        for sighting in parts.watch.sightings(of: task?.description) where !known.contains(sighting) {
            try record(.cautioned(sighting))
        }
    }

    /// Writes down what a task wanted and nobody was there to agree to.
    ///
    /// - Parameter task: the task; `nil` for what belongs to none.
    /// - Throws: `RunError` when the journal cannot be written.
    func noteUnanswered(of task: TaskID?) throws {
        let known = Set(state.summary.unanswered)
        for question in parts.gate.unanswered(of: task?.description) where !known.contains(question) {
            try record(.unanswered(question))
        }
    }

    /// A run with a task that read such text is not merged without a person.
    func checkCautions() throws {
        guard state.summary.needsPerson, !parts.gate.isAllowed(rule: Self.injectionRule),
            let worst = state.summary.cautions.first(where: { $0.level == .injected })
        else { return }
        throw RunError(
            code: .needsPerson,
            message: "a task read text that instructs models, so that a person has to accept the run",
            place: "\(worst.origin), line \(worst.line)",
            remedy: "look at the branch `\(state.summary.branch)`, then `anneal accept \(run)`; "
                + "--allow \(Self.injectionRule) accepts such runs")
    }

    /// Whether a task's result is not committed because of the secrets in it; the verdict is recorded.
    func refusesSecrets(of outcome: TaskWork.Outcome) throws -> Bool {
        guard !outcome.secrets.isEmpty else { return false }
        let isAllowed = parts.gate.isAllowed(rule: Self.secretRule)
        try parts.gate.record(
            .write, outcome.secrets.joined(separator: ", "), isAllowed ? .allow : .ask, rule: Self.secretRule,
            reason: "the commit would hold a secret that neither the specification nor the repository held",
            decider: isAllowed ? .person : .absence, task: outcome.task.description)
        return !isAllowed
    }

    /// Secrets that a task's files hold and that neither the specification nor the repository held before.
    ///
    /// - Parameters:
    ///   - files: paths relative to the root that the task changed.
    ///   - root: absolute path of the worktree.
    ///   - specification: what the person gave: its values are no news.
    ///   - scanner: finds the secrets.
    ///   - before: the text of a file before the task.
    /// - Returns: where they are, in words without the secrets.
    static func newSecrets(
        in files: [String], root: String, specification: SpecDocument, scanner: SecretScanner,
        before: (String) async -> String?
    ) async -> [String] {
        guard let folder = try? WorkspaceFolder(root: root) else { return [] }
        let given =
            specification.requirements.map(\.text).joined(separator: "\n")
            + specification.context.map(\.text).joined(separator: "\n")
        var places: [String] = []
        for path in files.sorted() {
            guard let place = try? WorkspaceRelativePath(path, in: root), let bytes = try? folder.read(place) else {
                continue
            }
            let findings = scanner.scan(bytes, path: path)
            guard !findings.isEmpty else { continue }
            let old = await before(path) ?? ""
            for finding in findings {
                let value = String(decoding: bytes[finding.range], as: UTF8.self)
                if given.contains(value) || old.contains(value) { continue }
                places.append("\(path):\(finding.line) (\(finding.kind))")
            }
        }
        return places
    }
}

extension CommandGate {
    /// Paths that are recorded and told one by one.
    private static let singly = 50

    /// Records what was taken out of a commit.
    ///
    /// - Parameters:
    ///   - changes: the changes.
    ///   - task: the task that left them; `nil` outside of tasks.
    /// - Returns: what a person is told of them.
    /// - Throws: `AuditError` when it cannot be recorded: then there is no commit.
    func record(_ changes: [TakenOut], task: String? = nil) throws -> [String] {
        var notes: [String] = []
        for change in changes.prefix(Self.singly) {
            try record(.write, change.path, .deny, rule: change.rule, reason: change.reason, task: task)
            notes.append("\(Self.shown(change.path)) was taken out of the commit: \(change.reason) [\(change.rule)]")
        }
        let rest = changes.dropFirst(Self.singly)
        guard let first = rest.first else { return notes }
        let (more, verb) = rest.count > 1 ? (" and \(rest.count - 1) more", "were") : ("", "was")
        try record(.write, first.path + more, .deny, rule: first.rule, reason: "as those before", task: task)
        return notes + [Self.shown(first.path) + more + " \(verb) taken out of the commit as well"]
    }

    /// A path as code of Markdown, which a note is: its name may be made to be more.
    private static func shown(_ path: String) -> String { "`\(path.replacing("`", with: "'"))`" }
}
