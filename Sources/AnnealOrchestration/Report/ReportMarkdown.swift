internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

/// The report of a run as Markdown, to be read in a terminal or beside the code.
public struct ReportMarkdown: Sendable {
    let report: RunReport

    /// Takes the run to report on.
    public init(_ summary: RunSummary) { report = RunReport(summary) }

    /// The whole document.
    public var text: String {
        var lines = heading
        lines += open
        lines += requirements
        lines += regressions
        lines += evidence
        lines += tasks
        lines += decisions
        lines += bill
        lines += notes
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: [String] {
        let summary = report.summary
        var lines = [
            "# \(Markdown.plain(summary.specification.title)): \(report.headline)", "",
            "Run `\(summary.run)`: \(report.state).", "",
        ]
        lines += Markdown.table(["", ""], report.facts.map { [$0.name, $0.value] })
        return lines
    }

    /// What is not done, before anything else.
    private var open: [String] {
        let entries = report.requirements.filter { $0.verdict != .verified }
        guard !entries.isEmpty else { return [] }
        var lines = ["", "## Not done"]
        for entry in entries {
            let word = entry.verdict == .failed ? "failed" : "could not be verified"
            lines += ["", "### \(entry.requirement.id) \(Markdown.plain(entry.requirement.title)): \(word)", ""]
            for criterion in entry.criteria where criterion.verdict != .verified {
                lines.append("- **\(criterion.id)** \(Markdown.line(criterion.text))")
                lines.append("  - \(criterion.verdict.rawValue): \(Markdown.plain(criterion.reason))")
            }
        }
        return lines
    }

    private var requirements: [String] {
        var lines = ["", "## Requirements", ""]
        lines += Markdown.table(
            ["requirement", "verdict", "criteria", "tasks", "commits", "evidence"],
            report.requirements.map { entry in
                let met = entry.criteria.filter { $0.verdict == .verified }.count
                return [
                    "\(entry.requirement.id) \(entry.requirement.title)",
                    "\(entry.verdict.sign) \(entry.verdict.rawValue)",
                    "\(met) of \(entry.criteria.count)", entry.tasks.map(\.task.id.rawValue).joined(separator: ", "),
                    entry.commits.map { RunReport.short($0) }.joined(separator: ", "),
                    entry.evidence.map { "E\($0 + 1)" }.joined(separator: ", "),
                ]
            })
        for entry in report.requirements {
            lines += ["", "### \(entry.requirement.id) \(Markdown.plain(entry.requirement.title))", ""]
            if entry.criteria.isEmpty { lines.append("The specification gives no criterion that could be checked.") }
            for criterion in entry.criteria {
                lines.append(
                    "- \(criterion.verdict.sign) **\(criterion.id)** \(Markdown.line(criterion.text)) "
                        + "(\(criterion.verdict.rawValue): \(Markdown.plain(criterion.reason)))")
            }
        }
        return lines
    }

    private var regressions: [String] {
        let found = report.summary.regressions.sorted { $0.key < $1.key }
        guard !found.isEmpty else { return [] }
        var lines = ["", "## Regressions", "", "These tests passed before the run and do not any more."]
        for (name, detail) in found { lines += ["", "`\(Markdown.code(name))`", ""] + Markdown.block(detail) }
        return lines
    }

    private var notes: [String] {
        guard !report.summary.notes.isEmpty else { return [] }
        return ["", "## Notes", ""] + report.summary.notes.map { "- \(Markdown.line($0))" }
    }
}
