import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealSpecs

/// The result of a run as the last lines on a terminal: what is not done first, then where to go on.
struct SummaryText: Sendable {
    let report: RunReport
    let reports: [String]
    let terminal: Terminal

    init(_ summary: RunSummary, reports: [String] = [], terminal: Terminal) {
        report = RunReport(summary)
        self.reports = reports
        self.terminal = terminal
    }

    var lines: [String] {
        let headline = report.headline.prefix(1).uppercased() + report.headline.dropFirst()
        var lines = ["", terminal.styled(headline, report.isWholeSuccess ? .good : .bad), ""]
        for entry in report.requirements { lines += requirement(entry) }
        for name in report.summary.regressions.keys.sorted() {
            lines.append("  \(terminal.styled("✗", .bad)) \(name) passed before the run and does not any more")
        }
        for note in report.summary.notes { lines.append("  \(terminal.styled("!", .doubtful)) \(note)") }
        lines += ["", bill]
        lines.append("\(report.state.prefix(1).uppercased())\(report.state.dropFirst())")
        lines += next.map { name, text in "  \(name.padding(to: 8)) \(text)" }
        return lines
    }

    private func requirement(_ entry: RunReport.RequirementEntry) -> [String] {
        let style: Terminal.Style =
            switch entry.verdict {
            case .verified: .good
            case .failed: .bad
            case .unverified: .doubtful
            }
        let met = entry.criteria.filter { $0.verdict == .verified }.count
        var lines = [
            "  \(terminal.styled(entry.verdict.sign, style)) \(entry.requirement.id) \(entry.requirement.title)  "
                + terminal.styled("\(met) of \(Figures.counted(entry.criteria.count, "criterion", "criteria"))", .faint)
        ]
        for criterion in entry.criteria where criterion.verdict != .verified {
            lines.append("      \(criterion.id) \(criterion.verdict.rawValue): \(criterion.reason)")
        }
        return lines
    }

    private var bill: String {
        let usage = report.summary.usage
        let share = usage.cachedShare.map { ", \(Figures.percent($0))" } ?? ""
        return "\(report.summary.duration.readable), \(Figures.whole(usage.prompt.value)) prompt tokens "
            + "(\(Figures.whole(usage.cached.value)) cached\(share)), \(Figures.whole(usage.generated.value)) generated, "
            + "\(Figures.counted(usage.requests, "request")), \(Figures.money(usage.cost))"
    }

    /// Where to go on.
    private var next: [(String, String)] {
        let summary = report.summary
        var next: [(String, String)] = []
        if summary.head != summary.base && summary.phase != .undone { next.append(("branch", summary.branch)) }
        next += reports.map { ("report", $0) }
        let command: [(String, String)] =
            switch summary.phase {
            case .completed:
                [("accept", "anneal accept \(summary.run)"), ("undo", "anneal undo \(summary.run)")]
            case .accepted: [("undo", "anneal undo \(summary.run)")]
            case .interrupted: [("resume", "anneal resume \(summary.run)")]
            default: []
            }
        next += command
        // Only where it might have made a difference.
        if summary.exitCode == .needsPerson, !summary.missingFlags.isEmpty {
            next.append(("allow", summary.missingFlags.joined(separator: " ")))
        }
        return next
    }
}

extension String {
    /// The text with spaces behind it up to a width.
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
