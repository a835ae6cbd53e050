internal import AnnealDecisions
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

extension ReportMarkdown {
    /// The test runs, each with the command that repeats it.
    var evidence: [String] {
        guard !report.summary.evidence.isEmpty else { return ["", "## Evidence", "", "No tests were run."] }
        var lines = [
            "", "## Evidence", "",
            "Each can be repeated: `git switch --detach COMMIT` in the repository, then the command.",
        ]
        for (index, one) in report.summary.evidence.enumerated() {
            lines += ["", "### E\(index + 1): \(one.origin.wording)", ""]
            lines += Markdown.block(one.command)
            lines += [
                "",
                "Commit `\(RunReport.short(one.commit))`, exit status \(one.status), output SHA-256 "
                    + "`\(one.outputDigest.short)`; \(one.passed.count) passed, \(one.failed.count) failed.",
            ]
            if !one.criteria.isEmpty {
                lines += ["", "Covers \(one.criteria.map(\.rawValue).joined(separator: ", "))."]
            }
            for (name, detail) in one.failed.sorted(by: { $0.key < $1.key }) {
                lines += ["", "Failed: `\(Markdown.code(name))`", ""] + Markdown.block(detail)
            }
            if !one.passed.isEmpty {
                lines += ["", "Passed: \(one.passed.map { "`\(Markdown.code($0))`" }.joined(separator: ", "))."]
            }
        }
        return lines
    }

    /// What was done, task by task.
    var tasks: [String] {
        guard !report.summary.tasks.isEmpty else { return [] }
        var lines = ["", "## Tasks", ""]
        lines += Markdown.table(
            ["task", "result", "commit", "executor", "candidates", "files", "time"],
            report.summary.tasks.map { result in
                [
                    "\(result.task.id) \(result.task.title)", result.phase.wording,
                    result.commit.map { RunReport.short($0) } ?? "", result.attempt?.executor ?? "",
                    result.attempt.map { String($0.candidates) } ?? "",
                    (result.attempt?.changedFiles ?? result.task.writes).joined(separator: ", "),
                    result.attempt?.duration.readable ?? "",
                ]
            })
        for result in report.summary.tasks {
            guard let notes = result.attempt?.notes, !notes.isEmpty else { continue }
            lines += ["", "\(result.task.id):", ""] + notes.map { "- \(Markdown.line($0))" }
        }
        return lines
    }

    /// The decisions with their reasons and what came of them.
    var decisions: [String] {
        guard !report.summary.decisions.isEmpty else { return [] }
        let rows = report.summary.decisions.map { entry in
            [
                entry.decision.task?.rawValue ?? "", entry.decision.point, entry.decision.chosen,
                entry.decision.reason, "\(entry.decision.policy), p \(Figures.decimal(entry.decision.probability))",
                entry.outcome.map { "reward \(Figures.decimal($0.reward))" } ?? "not known",
            ]
        }
        return ["", "## Decisions", ""]
            + Markdown.table(["task", "decided", "choice", "because", "by", "outcome"], rows)
    }

    /// What it took.
    var bill: [String] {
        func row(_ title: String, _ usage: Usage, _ duration: Duration?) -> [String] {
            [
                title, Figures.whole(usage.prompt.value), Figures.whole(usage.cached.value),
                Figures.whole(usage.generated.value), String(usage.requests), usage.duration.readable,
                Figures.money(usage.cost), duration?.readable ?? "",
            ]
        }
        var rows = report.bill.map { row($0.title, $0.usage, $0.duration) }
        rows.append(row("all", report.summary.usage, report.summary.duration))
        let share = report.summary.usage.cachedShare.map { ": \(Figures.percent($0)) of all" } ?? ""
        return ["", "## Bill", "", "Prompt tokens count those that the server had in its cache\(share).", ""]
            + Markdown.table(
                ["task", "prompt", "cached", "generated", "requests", "model time", "cost", "time"], rows)
    }
}

extension Decision {
    /// The name of what was chosen.
    var chosen: String { candidates.indices.contains(choice) ? candidates[choice] : "?" }
}
