internal import AnnealDecisions
internal import AnnealFoundation

/// What a run leaves behind: records, and what they say of lessons.
public struct ExtractedExperience: Sendable, Hashable {
    /// The project.
    public var project: ExperienceProject
    /// What happened.
    public var records: [ExperienceRecord] = []
    /// Observations for and against lessons.
    public var evidence: [LessonEvidence] = []

    /// Begins with nothing.
    init(project: ExperienceProject) { self.project = project }
}

/// Reads experience out of the account of a run, by fixed rules: the same account gives the same records.
///
/// - Attempts show which circumstances go with success (`success`) and which kinds of failure to expect (`risk`).
/// - Looks at answers, in order, show what was tried on a failure and whether it mended it (`repair`): a try mends a
///   failure when the best answer after it has fewer faults and no longer that failure.
/// - Decisions with outcomes show which way of asking brought a task further (`context`).
public struct ExperienceExtractor: Sendable {
    private let account: RunAccount
    private var result: ExtractedExperience

    private init(_ account: RunAccount) {
        self.account = account
        result = ExtractedExperience(project: account.project)
    }

    /// Reads an account.
    ///
    /// - Parameter account: a run that is over.
    /// - Returns: what it leaves behind.
    public static func extract(_ account: RunAccount) -> ExtractedExperience {
        var extractor = ExperienceExtractor(account)
        for task in account.tasks { extractor.take(task) }
        for judged in account.decisions { extractor.take(judged) }
        for failure in account.failures { extractor.take(failureAtEnd: failure) }
        return extractor.result
    }

    private func record(
        _ path: String, _ kind: ExperienceRecord.Kind, task: TaskID? = nil, labels: [String: String?]
    ) -> ExperienceRecord {
        ExperienceRecord(
            id: "\(account.run)/\(path)", kind: kind,
            provenance: Provenance(
                project: account.project.id, run: account.run, commit: account.commit, model: account.model,
                time: account.time),
            task: task, labels: labels.compactMapValues { $0.map(Self.word) })
    }

    /// A text as a label.
    private static func word(_ text: String) -> String {
        let kept = String(text.prefix(64).map { ExperienceRecord.isWord(String($0)) ? $0 : "-" })
        return kept.isEmpty ? "-" : kept
    }

    // MARK: Attempts

    private mutating func take(_ task: RunAccount.TaskAccount) {
        var attempt = record(
            "\(task.id)/attempt", .attempt, task: task.id,
            labels: ["language": task.language, "work": task.kind, "executor": task.executor])
        attempt.numbers = task.numbers.filter { $0.value.isFinite }
        attempt.numbers["success"] = task.success.map { $0 ? 1 : 0 }
        attempt.text = task.text.isEmpty ? task.title : "\(task.title)\n\(task.text)"
        attempt.details = [
            "title": [task.title], "files": task.files, "requirements": task.requirements.map(\.rawValue),
        ]
        if let commit = task.commit { attempt.provenance.commit = commit }
        result.records.append(attempt)
        let kinds = takeChecks(of: task, attempt: attempt)
        takeFactors(of: task, attempt: attempt, kinds: kinds)
    }

    private mutating func takeFactors(
        of task: RunAccount.TaskAccount, attempt: ExperienceRecord, kinds: Set<FailureKind>
    ) {
        if let language = attempt.labels["language"] {
            for kind in FailureKind.allCases where !task.checks.isEmpty {
                observe(Lesson(.risk, when: ["language": language], kind.rawValue), attempt, kinds.contains(kind))
            }
        }
        guard let success = task.success else { return }
        result.evidence += LessonEvidence.shown(by: attempt)
        let factors = [
            ["examples": task.hasExamples ? "yes" : "no"], ["files": task.files.count > 1 ? "several" : "one"],
        ]
        for factor in factors { observe(Lesson(.success, when: factor, "succeeds"), attempt, success) }
    }

    // MARK: Failures and repairs

    /// Goes through the looks at a task's answers.
    ///
    /// - Returns: the kinds of failure that were seen.
    private mutating func takeChecks(of task: RunAccount.TaskAccount, attempt: ExperienceRecord) -> Set<FailureKind> {
        var kinds: Set<FailureKind> = []
        var best: (faults: Int, failure: SeenFailure)?
        var failures: [String: ExperienceRecord] = [:]
        var tries = 0
        for batch in Self.batches(task.checks) {
            guard let check = batch.min(by: { $0.faults < $1.faults }) else { continue }
            if let before = best {
                tries += 1
                let isMended =
                    check.faults < before.faults
                    && check.failure.map { SeenFailure($0).signature } != before.failure.signature
                take(
                    try: tries, of: check.arm, on: before.failure, isMended: isMended,
                    gained: before.faults - check.faults, task: task, attempt: attempt)
                if isMended { failures[before.failure.signature]?.numbers["mended"] = 1 }
            }
            for failure in batch.compactMap(\.failure).map(SeenFailure.init) {
                kinds.insert(failure.kind)
                var known =
                    failures[failure.signature]
                    ?? self.failure(failure, "\(task.id)/failure/\(failure.signature)", of: task, after: attempt.id)
                known.numbers["seen", default: 0] += 1
                failures[failure.signature] = known
            }
            if check.faults == 0 {
                best = nil
            } else if best.map({ check.faults < $0.faults }) ?? true, let text = check.failure {
                best = (check.faults, SeenFailure(text))
            }
        }
        result.records += failures.values.sorted { $0.id < $1.id }
        return kinds
    }

    private func failure(
        _ failure: SeenFailure, _ path: String, of task: RunAccount.TaskAccount?, after attempt: String?
    ) -> ExperienceRecord {
        var record = record(
            path, .failure, task: task?.id,
            labels: ["failure": failure.kind.rawValue, "signature": failure.signature, "language": task?.language])
        record.text = failure.quote
        record.numbers["mended"] = 0
        record.follows = [attempt].compactMap(\.self)
        return record
    }

    private mutating func take(
        try number: Int, of arm: String, on failure: SeenFailure, isMended: Bool, gained: Int,
        task: RunAccount.TaskAccount, attempt: ExperienceRecord
    ) {
        let repair = Self.kind(ofArm: arm)
        var record = record(
            "\(task.id)/repair/\(number)", .repair, task: task.id,
            labels: [
                "failure": failure.kind.rawValue, "signature": failure.signature, "repair": repair,
                "language": task.language,
            ])
        record.numbers = ["success": isMended ? 1 : 0, "gained": Double(gained)]
        record.text = failure.quote
        record.follows = ["\(account.run)/\(task.id)/failure/\(failure.signature)"]
        result.records.append(record)
        result.evidence += LessonEvidence.shown(by: record, quote: failure.quote)
    }

    /// Looks that belong to the same step.
    private static func batches(_ checks: [RunAccount.CheckAccount]) -> [[RunAccount.CheckAccount]] {
        checks.reduce(into: []) { batches, check in
            if let last = batches.last?.first, last.arm == check.arm {
                batches[batches.count - 1].append(check)
            } else {
                batches.append([check])
            }
        }
    }

    /// The kind of work of an arm, without how many answers were asked for: `generate-headed`, `repair`, `mutate`.
    static func kind(ofArm arm: String) -> String {
        let parts = arm.split(separator: "-").filter { Int($0) == nil && $0 != "greedy" }
        return word(parts.isEmpty ? arm : parts.joined(separator: "-"))
    }

    private mutating func take(failureAtEnd text: String) {
        let seen = SeenFailure(text)
        let record = failure(seen, "end/failure/\(seen.signature)", of: nil, after: nil)
        if !result.records.contains(where: { $0.id == record.id }) { result.records.append(record) }
    }

    // MARK: Decisions

    private mutating func take(_ judged: RunAccount.JudgedDecision) {
        let decision = judged.decision
        guard decision.candidates.indices.contains(decision.choice) else { return }
        let choice = decision.candidates[decision.choice]
        let number = result.records.count { $0.kind == .decision } + 1
        var made = record(
            "decision/\(number)", .decision, task: decision.task,
            labels: ["point": decision.point, "choice": choice, "policy": decision.policy])
        made.provenance.time = decision.time
        made.numbers = decision.state.filter { $0.value.isFinite }
        made.numbers["probability"] = decision.probability
        result.records.append(made)
        guard let outcome = judged.outcome else { return }
        var known = record(
            "outcome/\(number)", .outcome, task: decision.task,
            labels: ["point": decision.point, "choice": choice])
        known.provenance.time = outcome.time
        known.numbers = outcome.parts.filter { $0.value.isFinite }
        known.numbers["reward"] = outcome.reward.isFinite ? outcome.reward : nil
        known.follows = [made.id]
        result.records.append(known)
        if decision.point == "experience.guidance",
            let success = account.tasks.first(where: { $0.id == decision.task })?.success
        {
            observe(Lesson(.context, when: ["guidance": Self.word(choice)], "succeeds"), known, success)
        }
        guard decision.point == "execution.arm", let gained = outcome.parts["gained"] else { return }
        let language = account.tasks.first { $0.id == decision.task }?.language
        let condition = language.map { ["language": Self.word($0)] } ?? [:]
        observe(
            Lesson(.context, when: condition, Self.kind(ofArm: choice)), known,
            gained > 0 || outcome.parts["complete"] == 1)
    }

    private mutating func observe(_ lesson: Lesson, _ record: ExperienceRecord, _ agrees: Bool) {
        result.evidence.append(LessonEvidence(lesson: lesson, record: record.id, agrees: agrees))
    }
}
