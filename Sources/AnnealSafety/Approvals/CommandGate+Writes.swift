public import AnnealFoundation
internal import Foundation

extension CommandGate {
    /// Decides about a change of a protected file. Git's own files are never changed.
    ///
    /// An answer for the run or the project is for the file, whatever the next change of it is; where the task has read
    /// text that instructs models, it does not count.
    ///
    /// - Parameters:
    ///   - write: the change.
    ///   - task: the task that wants it.
    /// - Returns: whether it may be made.
    /// - Throws: `AuditError` when the verdict cannot be recorded: then the change must not be made.
    public func admit(_ write: ProposedWrite, task: String? = nil) async throws -> Admission {
        let rule = ProposedWrite.rule
        var reason = write.reason
        var decision = Decision(isAdmitted: false)
        let sighting = sighting(of: task)
        if write.kind.mayBeAsked {
            if let sighting { reason += Self.remark(on: sighting) }
            let isAllowed =
                allowedRules.contains(rule) || writes.isAllowed(write.path) || book?.allowsWrite(of: write.path) == true
            decision = try await decide(
                Question(write: write, reason: reason, task: task), isAllowed: sighting == nil && isAllowed
            ) { answer in
                if answer == .run { writes.allow(write.path) }
                if answer == .project { try book?.allowWrite(of: write.path) }
            }
        }
        let refused: GuardVerdict = write.kind.mayBeAsked ? .ask : .deny
        let rules = refused == .ask && sighting == nil ? [rule] : []
        try record(
            AuditEntry(
                time: Date(), run: run, task: task, subject: .write, text: write.path,
                verdict: decision.isAdmitted ? .allow : refused, rule: rule, reason: reason,
                decider: decision.decider),
            allowing: rules)
        guard !decision.isAdmitted else {
            writes.note(write, task: task)
            return .admitted
        }
        return .refused(Refusal(reason: reason, rule: rule, flag: Self.flag(allowing: rules)))
    }

    /// Protected files that a task may leave changed, with what each may hold.
    ///
    /// - Parameter task: the task.
    /// - Returns: the contents that were agreed to, by path; `nil` stands for a file that is gone.
    public func approvedWrites(of task: String?) -> [String: Set<ContentDigest?>] { writes.of(task) }
}
