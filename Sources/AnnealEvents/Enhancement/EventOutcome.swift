internal import AnnealFoundation

/// Whether an event says that something went well or failed, and what that is.
struct EventOutcome: Sendable, Hashable {
    /// What went well or failed, within a run.
    enum Subject: Sendable, Hashable {
        case checks(TaskID)
        case task(TaskID)
        case criterion(String)
        case run

        /// What subjects of different runs have in common.
        var kind: String {
            switch self {
            case .checks: "checks"
            case .task: "task"
            case .criterion: "criterion"
            case .run: "run"
            }
        }

        /// In words.
        var text: String {
            switch self {
            case .checks(let task): "the checks of \(task)"
            case .task(let task): "task \(task)"
            case .criterion(let name): "criterion \(name)"
            case .run: "the run"
            }
        }

        /// The task, where it is about one.
        var task: TaskID? {
            switch self {
            case .checks(let task), .task(let task): task
            case .criterion, .run: nil
            }
        }
    }

    var subject: Subject
    var failed: Bool

    /// Reads an event; `nil` for one that says neither.
    init?(_ event: CloudEvent) {
        let data = event.data
        switch event.type {
        case "item.check":
            guard let task = event.task else { return nil }
            guard let isFailed = event.hasFault else { return nil }
            // Where nothing was checked nothing went well.
            guard isFailed || (data["passed"]?.intValue ?? 0) > 0 else { return nil }
            subject = .checks(task)
            failed = isFailed
        case "task.completed":
            guard let task = event.task, let phase = data["phase"]?.stringValue else { return nil }
            guard phase == "committed" || phase == "abandoned" else { return nil }
            subject = .task(task)
            failed = phase == "abandoned"
        case "criterion.verified":
            guard let name = data["criterion"]?.stringValue, let verdict = data["verdict"]?.stringValue else {
                return nil
            }
            guard verdict == "verified" || verdict == "failed" else { return nil }
            subject = .criterion(name)
            failed = verdict == "failed"
        case "error":
            let task = event.task.map { Subject.task($0) }
            subject = task ?? .run
            failed = true
        case "run.completed":
            guard let code = data["exitCode"]?.intValue else { return nil }
            subject = .run
            failed = code != 0
        default: return nil
        }
    }
}

extension CloudEvent {
    /// Whether a check found a fault: a test that failed, a finding, or a test that passed before; `nil` for an event that is
    /// no check, or says nothing of any of them.
    public var hasFault: Bool? {
        guard type == "item.check" else { return nil }
        let faults = ["failed", "findings", "regressions"].compactMap { data[$0]?.intValue }
        return faults.isEmpty ? nil : faults.contains { $0 > 0 }
    }
}
