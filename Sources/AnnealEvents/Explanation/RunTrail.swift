internal import AnnealFoundation

/// Follows the changes and the outcomes of one run.
struct RunTrail: Sendable {
    /// How many changes are kept.
    static let changeLimit = 2_000
    /// How many files of a commit are told.
    private static let fileLimit = 8

    /// A subject that failed and has not gone well since.
    struct Failing: Sendable {
        /// The first failure.
        var onset: EventPlace
        /// What changed between the last time it went well, or the run's beginning, and the first failure.
        var candidates: [EventChange]
        /// How often it failed since then.
        var failures: Int
    }

    /// What is known of a subject.
    struct Account: Sendable {
        /// The number of the first change after its newest outcome.
        var seen = 0
        /// How often it went well.
        var passes = 0
        /// When it last did.
        var lastPass: EventPlace?
        /// Since when it fails; `nil` while it goes well.
        var failing: Failing?
        /// The failures that wait for their end.
        var patterns: Set<String> = []
    }

    /// An outcome with what led to it.
    struct Step: Sendable {
        var outcome: EventOutcome
        /// The first failure since the subject went well.
        var isOnset: Bool
        /// It went well after failures.
        var isMended: Bool
        /// Changes since the subject's outcome before.
        var changes: [EventChange]
        /// The newest changes that stay in force.
        var standing: [EventChange]
    }

    private(set) var repository = ""
    private(set) var accounts: [EventOutcome.Subject: Account] = [:]
    private var changes: [EventChange] = []
    private var dropped = 0
    /// The newest standing change by its kind and task.
    private var standing: [String: EventChange] = [:]

    /// The newest changes before now, oldest first.
    func newest(_ count: Int) -> [EventChange] { Array(changes.suffix(count)) }

    /// Takes the run's next event.
    ///
    /// - Parameters:
    ///   - stored: the event.
    ///   - models: the last model by repository.
    /// - Returns: the outcome that it tells, if it does.
    mutating func absorb(_ stored: StoredEvent, models: inout [String: String]) -> Step? {
        let step = EventOutcome(stored.event).map { take($0, at: stored) }
        note(stored, models: &models)
        return step
    }

    private mutating func take(_ outcome: EventOutcome, at stored: StoredEvent) -> Step {
        var account = accounts[outcome.subject] ?? Account()
        let window = changes.dropFirst(max(0, account.seen - dropped)).filter { $0.concerns(outcome.subject) }
        let inForce = standing.values.filter { $0.concerns(outcome.subject) }
        let step = Step(
            outcome: outcome, isOnset: outcome.failed && account.failing == nil,
            isMended: !outcome.failed && account.failing != nil, changes: window,
            standing: inForce.sorted { $0.offset < $1.offset })
        account.seen = dropped + changes.count
        if step.isOnset {
            account.failing = Failing(onset: EventPlace(stored), candidates: window, failures: 0)
        }
        if outcome.failed {
            account.failing?.failures += 1
            if let pattern = EventPattern(stored.event) { account.patterns.insert(pattern.id) }
        } else {
            account.passes += 1
            account.lastPass = EventPlace(stored)
            account.failing = nil
        }
        accounts[outcome.subject] = account
        return step
    }

    /// What failed of a subject has its end.
    ///
    /// - Returns: the identities of the failures that waited for it.
    mutating func settle(_ subject: EventOutcome.Subject) -> Set<String> {
        defer { accounts[subject]?.patterns = [] }
        return accounts[subject]?.patterns ?? []
    }

    private mutating func note(_ stored: StoredEvent, models: inout [String: String]) {
        let (event, data) = (stored.event, stored.event.data)
        switch event.type {
        case "run.started":
            repository = data["repository"]?.stringValue ?? repository
            guard let model = data["model"]?.stringValue, !model.isEmpty else { return }
            // Which model works is a change only where another one did before.
            let before = models.updateValue(model, forKey: repository)
            add(.model, model, stored, isChange: before != nil && before != model)
        case "task.started":
            if let name = data["executor"]?.stringValue { add(.executor, name, stored) }
        case "item.call.started":
            if let name = data["arm"]?.stringValue { add(.way, name, stored) }
        case "item.edit":
            if let path = data["path"]?.stringValue { add(.edit, path, stored) }
        case "task.completed":
            guard data["phase"] == "committed" else { return }
            let files = data["files"]?.arrayValue?.compactMap(\.stringValue) ?? []
            for file in files.prefix(Self.fileLimit) { add(.commit, file, stored) }
        case let type where type.hasPrefix("decision."):
            let point = data["point"]?.stringValue ?? type
            let choice = (data["choice"] ?? data["to"]).map { $0.stringValue ?? JSONBytes.text($0) }
            add(.decision, [point, choice].compactMap { $0 }.joined(separator: " "), stored)
        default: return
        }
    }

    private mutating func add(_ kind: EventChange.Kind, _ name: String, _ stored: StoredEvent, isChange: Bool = true) {
        let change = EventChange(
            kind: kind, name: name, task: stored.event.task, offset: Int(stored.offset.value),
            event: stored.event.id, time: stored.event.time)
        if change.isStanding {
            let key = "\(kind.rawValue) \(stored.event.task?.rawValue ?? "")"
            // Each question tells in which way it is asked.
            if standing[key]?.name == name { return }
            standing[key] = change
        }
        guard isChange else { return }
        changes.append(change)
        if changes.count > Self.changeLimit {
            let surplus = Self.changeLimit / 4
            changes.removeFirst(surplus)
            dropped += surplus
        }
    }
}
