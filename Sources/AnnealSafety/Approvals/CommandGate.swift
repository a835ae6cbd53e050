public import Foundation
internal import Synchronization

/// Lets commands, and changes of protected files, pass or not: the guard's verdict, a person's answer where one is needed,
/// the record of both.
///
/// A command that is asked passes when its rule is among those that were allowed for the run, when a person allowed it
/// before for this run or for this project, or when the person who is asked now says so. Where nobody can be asked it is
/// refused, with the flag that would have allowed it, and kept for the run's report (`unanswered`).
public final class CommandGate: Sendable {
    /// Asks a person; `nil` means that nobody is there.
    public typealias Asking = @Sendable (Question) async -> Answer?
    /// Told of every verdict, as it is recorded.
    public typealias Listener = @Sendable (AuditEntry) -> Void

    private let policy: Policy
    private let home: String
    private let user: String?
    private let guardFolders: [String]
    let allowedRules: Set<String>
    private let audit: AuditLog?
    let book: ApprovalBook?
    private let asking: Asking?
    private let redactor: Redactor?
    let run: String?
    private let watch: TextWatch?
    private let listener: Listener
    private let allowedHere = Mutex<Set<String>>([])
    let writes = ApprovedWrites()
    private let questions = UnansweredQuestions()

    /// Creates a gate.
    ///
    /// - Parameters:
    ///   - policy: the rules.
    ///   - home: the user's folder.
    ///   - user: the user's name; `nil` takes the last part of `home`.
    ///   - guardFolders: folders that hold the guard's settings and records, besides the usual ones.
    ///   - run: the run, for the record.
    ///   - allowedRules: rules whose `ask` was answered beforehand.
    ///   - audit: where every verdict is recorded; `nil` records nothing.
    ///   - book: what was allowed for projects; `nil` where nothing is.
    ///   - redactor: replaces secrets in what is recorded; `nil` records commands as they are.
    ///   - watch: knows what tasks have read: of one that read text which instructs models, a person is asked anew.
    ///   - listener: is told of every verdict.
    ///   - asking: asks a person; `nil` where nobody is there.
    public init(
        policy: Policy = Policy(), home: String = NSHomeDirectory(), user: String? = nil, guardFolders: [String] = [],
        run: String? = nil, allowedRules: Set<String> = [], audit: AuditLog? = nil, book: ApprovalBook? = nil,
        redactor: Redactor? = nil, watch: TextWatch? = nil, listener: @escaping Listener = { _ in },
        asking: Asking? = nil
    ) {
        self.policy = policy
        self.home = home
        self.user = user
        self.guardFolders = guardFolders
        self.run = run
        self.allowedRules = allowedRules
        self.audit = audit
        self.book = book
        self.asking = asking
        self.redactor = redactor
        self.watch = watch
        self.listener = listener
    }

    /// Decides about a command.
    ///
    /// Where the task has read text that instructs models, what was allowed beforehand does not count: the answer was
    /// given to another request than the one that the text may have made.
    ///
    /// - Parameters:
    ///   - command: a script for the shell.
    ///   - workspace: absolute path of the folder that it starts in.
    ///   - task: the task that wants it.
    /// - Returns: whether it may run.
    /// - Throws: `AuditError` when the verdict cannot be recorded: then the command must not run.
    public func admit(_ command: String, workspace: String, task: String? = nil) async throws -> Admission {
        let places = WorkspacePlaces(root: workspace, home: home, user: user, guardFolders: guardFolders)
        var judgement = CommandGuard(policy: policy, places: places, shell: .ofCommands).judge(command)
        var decision = Decision(isAdmitted: judgement.verdict == .allow)
        let sighting = sighting(of: task)
        if judgement.verdict == .ask {
            if let sighting { judgement.reason += Self.remark(on: sighting) }
            decision = try await decide(
                Question(command: command, judgement: judgement, task: task),
                isAllowed: sighting == nil && isAllowedBeforehand(command, judgement)
            ) { answer in
                if answer == .run { allowedHere.withLock { _ = $0.insert(command) } }
                if answer == .project { try book?.allow(command) }
            }
        }
        let rules = judgement.verdict == .ask && sighting == nil ? Self.askedRules(of: judgement) : []
        try record(
            AuditEntry(
                time: Date(), run: run, task: task, subject: .command, text: command,
                verdict: decision.isAdmitted ? .allow : judgement.verdict, rule: judgement.rule,
                reason: judgement.reason, decider: decision.decider),
            allowing: rules)
        guard !decision.isAdmitted else { return .admitted }
        return .refused(Refusal(reason: judgement.reason, rule: judgement.rule, flag: Self.flag(allowing: rules)))
    }

    /// What a task wanted and nobody was there to agree to, in its order.
    ///
    /// - Parameter task: the task; `nil` for what belongs to none.
    /// - Returns: the questions, each once.
    public func unanswered(of task: String?) -> [UnansweredQuestion] { questions.of(task) }

    /// What came of a question.
    struct Decision {
        var isAdmitted: Bool
        var decider = AuditEntry.Decider.policy
    }

    /// Takes an answer that was given beforehand, or asks.
    func decide(
        _ question: Question, isAllowed: Bool, remembering: (Answer) throws -> Void
    ) async throws -> Decision {
        if isAllowed { return Decision(isAdmitted: true, decider: .person) }
        guard let answer = await asking?(question) else { return Decision(isAdmitted: false, decider: .absence) }
        try remembering(answer)
        return Decision(isAdmitted: answer != .no, decider: .person)
    }

    /// The worst text that instructs models which a task has read; `nil` where it has read none.
    func sighting(of task: String?) -> TextWatch.Sighting? {
        watch?.sightings(of: task).max { $0.level < $1.level }
    }

    /// What is added to the reason then.
    static func remark(on sighting: TextWatch.Sighting) -> String {
        "; and the task has read text that instructs models (\(sighting.origin), line \(sighting.line))"
    }

    /// The rules that ask, the one that the verdict names first.
    private static func askedRules(of judgement: CommandGuard.Judgement) -> [String] {
        var rules = [judgement.rule]
        for finding in judgement.findings where finding.answer.verdict == .ask {
            if !rules.contains(finding.answer.rule) { rules.append(finding.answer.rule) }
        }
        return rules
    }

    private func isAllowedBeforehand(_ command: String, _ judgement: CommandGuard.Judgement) -> Bool {
        Self.askedRules(of: judgement).allSatisfy { allowedRules.contains($0) }
            || allowedHere.withLock { $0.contains(command) } || book?.allows(command) == true
    }

    /// Whether a rule's `ask` was answered beforehand, for this run.
    ///
    /// - Parameter rule: its name.
    /// - Returns: whether it is allowed.
    public func isAllowed(rule: String) -> Bool { allowedRules.contains(rule) }

    /// Records what was judged elsewhere: a write, a prompt, an answer.
    ///
    /// - Parameters:
    ///   - subject: what kind of thing.
    ///   - text: the path or address.
    ///   - verdict: what happened.
    ///   - rule: the rule that led to it.
    ///   - reason: why, in words.
    ///   - decider: who decided.
    ///   - task: the task.
    /// - Throws: `AuditError` when it cannot be recorded: then it must not happen.
    public func record(
        _ subject: AuditEntry.Subject, _ text: String, _ verdict: GuardVerdict, rule: String, reason: String,
        decider: AuditEntry.Decider = .policy, task: String? = nil
    ) throws {
        try record(
            AuditEntry(
                time: Date(), run: run, task: task, subject: subject, text: text, verdict: verdict, rule: rule,
                reason: reason, decider: decider),
            allowing: [rule])
    }

    /// The flags that allow rules; `nil` for none.
    static func flag(allowing rules: [String]) -> String? {
        rules.isEmpty ? nil : flags(allowing: rules).joined(separator: " ")
    }

    private static func flags(allowing rules: [String]) -> [String] { rules.map { "--allow \($0)" } }

    /// Records an entry, without secrets; what nobody was there to answer is kept for the report.
    ///
    /// - Parameters:
    ///   - entry: what was judged.
    ///   - rules: those that have to be allowed for it to pass; none where that would not help.
    /// - Throws: `AuditError` when it cannot be recorded.
    func record(_ entry: AuditEntry, allowing rules: [String]) throws {
        var entry = entry
        if let redactor {
            entry.text = redactor.redact(entry.text).text
            entry.reason = redactor.redact(entry.reason).text
        }
        entry.text = String(entry.text.prefix(4000))
        try audit?.append(entry)
        listener(entry)
        guard entry.verdict == .ask, entry.decider == .absence else { return }
        questions.note(
            UnansweredQuestion(
                task: entry.task, subject: entry.subject, text: entry.text, rule: entry.rule, reason: entry.reason,
                flags: Self.flags(allowing: rules)))
    }
}
