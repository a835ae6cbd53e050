internal import AnnealExecution

extension JournalEntry {
    /// The entry with marks in the place of secrets, in what is there to be told: notes, reasons, output of tests.
    ///
    /// What a resumed run does its work with stays word for word: the specification, the plan, settings, paths, names of
    /// tests, generated tests, commit messages. What is refused for want of a person and what instructs models comes
    /// without secrets already.
    ///
    /// - Parameter redact: puts the marks there; gives the same for the same text.
    /// - Returns: the entry to write down.
    func redacted(by redact: (String) -> String) -> JournalEntry {
        switch self {
        case .taskExecuted(let task, let attempt, let tree):
            return .taskExecuted(task, attempt.redacted(by: redact), tree: tree)
        case .taskConflicted(let task, let attempt):
            return .taskConflicted(task, attempt.redacted(by: redact))
        case .taskAbandoned(let task, let attempt, let reason):
            return .taskAbandoned(task, attempt?.redacted(by: redact), reason: redact(reason))
        case .budgetSpent(let reason): return .budgetSpent(reason: redact(reason))
        case .verified(let verification, let head): return .verified(verification.redacted(by: redact), head: head)
        case .cancelled(let reason): return .cancelled(reason: redact(reason))
        case .stopped(var reason):
            reason.message = redact(reason.message)
            return .stopped(reason)
        case .note(let text): return .note(redact(text))
        default: return self
        }
    }
}

extension Attempt {
    /// The try with marks in the place of secrets in what is told of it.
    fileprivate func redacted(by redact: (String) -> String) -> Attempt {
        var attempt = self
        attempt.notes = notes.map { redact($0) }
        attempt.doubt = doubt.map { redact($0) }
        return attempt
    }
}

extension Verification {
    /// The verification with marks in the place of secrets in reasons and in the output of tests.
    fileprivate func redacted(by redact: (String) -> String) -> Verification {
        var verification = self
        for requirement in verdicts.indices {
            for criterion in verdicts[requirement].criteria.indices {
                let reason = verdicts[requirement].criteria[criterion].reason
                verification.verdicts[requirement].criteria[criterion].reason = redact(reason)
            }
        }
        for index in evidence.indices {
            verification.evidence[index].failed = evidence[index].failed.mapValues { redact($0) }
        }
        verification.regressions = regressions.mapValues { redact($0) }
        verification.notes = notes.map { redact($0) }
        return verification
    }
}
