public import Foundation
internal import Synchronization

/// Lets commands pass or not: the guard's verdict, a person's answer where one is needed, the record of both.
///
/// A command that is asked passes when its rule is among those that were allowed for the run, when a person allowed it
/// before for this run or for this project, or when the person who is asked now says so. Where nobody can be asked it is
/// refused, with the flag that would have allowed it.
public final class CommandGate: Sendable {
    /// What a person is asked.
    public struct Question: Sendable, Hashable {
        /// The command.
        public var command: String
        /// What the guard says.
        public var judgement: CommandGuard.Judgement
        /// The task that wants it; `nil` outside of tasks.
        public var task: String?

        /// Creates a question.
        public init(command: String, judgement: CommandGuard.Judgement, task: String?) {
            self.command = command
            self.judgement = judgement
            self.task = task
        }
    }

    /// What a person answers.
    public enum Answer: String, Sendable, Hashable, CaseIterable {
        /// This time.
        case once
        /// Whenever this run wants the same command.
        case run
        /// Whenever a run in this project wants the same command.
        case project
        /// It does not happen.
        case no
    }

    /// What became of a command.
    public enum Admission: Sendable, Hashable {
        /// It may run.
        case admitted
        /// It may not.
        case refused(Refusal)
    }

    /// Why a command does not run.
    public struct Refusal: Sendable, Hashable {
        /// Why, in words.
        public var reason: String
        /// The rule.
        public var rule: String
        /// The flag that would allow it; `nil` where nothing does.
        public var flag: String?
    }

    /// Asks a person; `nil` means that nobody is there.
    public typealias Asking = @Sendable (Question) async -> Answer?
    /// Told of every verdict, as it is recorded.
    public typealias Listener = @Sendable (AuditEntry) -> Void

    private let policy: Policy
    private let home: String
    private let user: String?
    private let guardFolders: [String]
    private let allowedRules: Set<String>
    private let audit: AuditLog?
    private let book: ApprovalBook?
    private let asking: Asking?
    private let redactor: Redactor?
    private let run: String?
    private let watch: TextWatch?
    private let listener: Listener
    private let allowedHere = Mutex<Set<String>>([])

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
        var decider = AuditEntry.Decider.policy
        var isAdmitted = judgement.verdict == .allow
        let sighting = watch?.sightings(of: task).max { $0.level < $1.level }
        if judgement.verdict == .ask {
            if let sighting {
                judgement.reason +=
                    "; and the task has read text that instructs models"
                    + " (\(sighting.origin), line \(sighting.line))"
            }
            if sighting == nil, isAllowedBeforehand(command, judgement) {
                isAdmitted = true
                decider = .person
            } else if let answer = await asking?(Question(command: command, judgement: judgement, task: task)) {
                isAdmitted = answer != .no
                decider = .person
                if answer == .run { allowedHere.withLock { _ = $0.insert(command) } }
                if answer == .project { try book?.allow(command) }
            } else {
                decider = .absence
            }
        }
        try record(
            .command, command, isAdmitted ? .allow : judgement.verdict, rule: judgement.rule, reason: judgement.reason,
            decider: decider, task: task)
        guard !isAdmitted else { return .admitted }
        let flag = judgement.verdict == .ask && sighting == nil ? "--allow \(judgement.rule)" : nil
        return .refused(Refusal(reason: judgement.reason, rule: judgement.rule, flag: flag))
    }

    private func isAllowedBeforehand(_ command: String, _ judgement: CommandGuard.Judgement) -> Bool {
        let asked = judgement.findings.filter { $0.answer.verdict == .ask }.map(\.answer.rule)
        return Set(asked).union([judgement.rule]).isSubset(of: allowedRules)
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
        let shown = redactor?.redact(text).text ?? text
        let entry = AuditEntry(
            time: Date(), run: run, task: task, subject: subject, text: String(shown.prefix(4000)), verdict: verdict,
            rule: rule, reason: reason, decider: decider)
        try audit?.append(entry)
        listener(entry)
    }
}
