package import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

extension RunReport {
    /// The result in one sentence without a full stop, the worst first.
    package var headline: String {
        if summary.phase == .undone { return "the run was taken back" }
        let total = requirements.count
        let verified = requirements(.verified).count
        var parts: [String] = []
        if total == 0 {
            parts.append("the specification has no requirements")
        } else if verified == total {
            parts.append(total == 1 ? "the requirement is verified" : "all \(total) requirements are verified")
        } else {
            parts.append("\(verified) of \(Figures.counted(total, "requirement")) verified")
        }
        if let names = RunReport.list(requirements(.failed)) { parts.append("\(names) failed") }
        if let names = RunReport.list(requirements(.unverified)) { parts.append("\(names) could not be verified") }
        if !summary.regressions.isEmpty {
            let count = summary.regressions.count
            parts.append(
                "\(Figures.counted(count, "test")) that passed before the run \(count == 1 ? "does" : "do") not any more"
            )
        }
        return parts.joined(separator: "; ")
    }

    /// How far the run is, in a sentence without a full stop.
    package var state: String {
        let reason = summary.stopReason.map { ": \($0)" } ?? ""
        return switch summary.phase {
        case .planning, .working, .verifying: "the run is not over"
        case .completed: "the run is complete; its branch waits to be accepted"
        case .accepted: "the run is complete and its branch is merged"
        case .undone: "the run was taken back"
        case .cancelled: "the run was ended before it was complete\(reason)"
        case .interrupted: "the run stopped before it was complete and can be resumed\(reason)"
        }
    }

    /// Whether everything that was asked for is there.
    package var isWholeSuccess: Bool {
        let ended = summary.phase == .completed || summary.phase == .accepted
        return ended && summary.exitCode == .verified
    }

    /// The facts of the run, as pairs of a name and a value.
    package var facts: [(name: String, value: String)] {
        var facts = [
            ("specification", summary.specification.path), ("repository", summary.repository),
            ("branch", summary.branch),
            ("commits", "\(RunReport.short(summary.base)) to \(RunReport.short(summary.head))"),
            ("model", summary.model), ("sandbox", summary.sandbox),
            ("started", Figures.time(summary.started)), ("time", summary.duration.readable),
        ]
        if let plan = summary.plan { facts.append(("strategy", "\(plan.strategy.rawValue): \(plan.strategyReason)")) }
        let budget = budgetFacts
        facts.append(("budget", budget.isEmpty ? "no limits" : budget.joined(separator: ", ")))
        return facts
    }

    /// What was used of each limit that was set.
    package var budgetFacts: [String] {
        var facts: [String] = []
        let usage = summary.usage
        if let limit = summary.budget.tokens {
            let used = usage.prompt - usage.cached + usage.generated
            facts.append("\(Figures.whole(used.value)) of \(Figures.whole(limit.value)) tokens")
        }
        if let limit = summary.budget.cost {
            facts.append("\(Figures.money(usage.cost)) of \(Figures.money(limit))")
        }
        if let limit = summary.budget.time {
            facts.append("\(summary.duration.readable) of \(limit.readable)")
        }
        return facts
    }

    /// The first digits of a commit.
    package static func short(_ commit: String) -> String { String(commit.prefix(9)) }

    private static func list(_ entries: [RequirementEntry]) -> String? {
        guard !entries.isEmpty else { return nil }
        let names = entries.map(\.requirement.id.rawValue)
        if names.count > 4 { return "\(names.prefix(3).joined(separator: ", ")) and \(names.count - 3) more" }
        return names.joined(separator: ", ")
    }
}

extension Verdict {
    /// A sign that tells the verdict without colour.
    package var sign: String {
        switch self {
        case .verified: "✓"
        case .failed: "✗"
        case .unverified: "?"
        }
    }
}

extension Evidence.Origin {
    /// Where the checks came from, in words.
    package var wording: String {
        switch self {
        case .specification: "examples of the specification"
        case .repository: "tests of the repository"
        case .model: "tests that a model wrote"
        }
    }
}

extension RunSummary.TaskPhase {
    /// The phase in words.
    package var wording: String {
        switch self {
        case .waiting: "not begun"
        case .running: "not finished"
        case .committed: "committed"
        case .abandoned: "abandoned"
        }
    }
}
