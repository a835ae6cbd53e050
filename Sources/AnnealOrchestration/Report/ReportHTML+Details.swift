internal import AnnealDecisions
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

extension ReportHTML {
    /// The test runs, each with the command that repeats it.
    var evidence: HTML {
        let all = report.summary.evidence
        let items = all.enumerated().map { index, one in item(one, number: index + 1) }
        let lead: HTML =
            all.isEmpty
            ? "<p>No tests were run.</p>"
            : """
            <p>Every verdict rests on these test runs, and each can be repeated: \
            <code>git switch --detach COMMIT</code> in the repository, then the command.</p>
            """
        return "<section id=\"evidence\"><h2>Evidence</h2>\(lead)\(items)</section>"
    }

    private func item(_ one: Evidence, number: Int) -> HTML {
        let failures = one.failed.sorted { $0.key < $1.key }.map { name, detail -> HTML in
            "<li><code>\(name)</code><pre>\(detail)</pre></li>"
        }
        let passes = one.passed.map { name -> HTML in "<li><code>\(name)</code></li>" }
        let good = one.status == 0 && one.failed.isEmpty
        let covers = one.criteria.map(\.rawValue).joined(separator: ", ")
        return """
            <details id="evidence-\(number)" class="\(good ? "verified" : "failed")"\(good ? "" : HTML(" open"))>
            <summary><span class="id">E\(number)</span> \(one.origin.wording) \
            <span class="verdict">\(one.passed.count) passed, \(one.failed.count) failed</span></summary>
            <pre class="command">\(one.command)</pre>
            <p class="why">commit <code>\(RunReport.short(one.commit))</code> · exit status \(Int(one.status)) · output \
            SHA-256 <code title="\(one.outputDigest.hex)">\(one.outputDigest.short)</code>\
            \(covers.isEmpty ? HTML("") : " · covers \(covers)")</p>
            \(HTML.list(failures, opening: "<h4>Failed</h4><ul class=\"plain failures\">"))
            \(HTML.list(passes, opening: "<h4>Passed</h4><ul class=\"plain names\">"))
            </details>

            """
    }

    /// What was done, task by task.
    var tasks: HTML {
        let rows = report.summary.tasks.map { result -> HTML in
            let files = (result.attempt?.changedFiles ?? result.task.writes).map { file -> HTML in
                "<code>\(file)</code>"
            }
            let commit: HTML = result.commit.map { "<code>\(RunReport.short($0))</code>" } ?? ""
            let notes = (result.attempt?.notes ?? []).map { note -> HTML in "<li>\(HTML.sentence(note))</li>" }
            return """
                <tr id="task-\(result.task.id.rawValue)"><td><span class="id">\(result.task.id.rawValue)</span> \
                \(HTML.sentence(result.task.title))\(HTML.list(notes, opening: "<ul class=\"why\">"))</td>\
                <td>\(result.phase.wording)</td><td>\(commit)</td>\
                <td>\(HTML(files, separator: " "))</td><td>\(result.attempt?.executor ?? "")</td>\
                <td class="number">\(result.attempt.map { String($0.candidates) } ?? "")</td>\
                <td class="number">\(result.attempt?.duration.readable ?? "")</td></tr>

                """
        }
        return """
            <section id="tasks"><h2>Tasks</h2><div class="wide"><table><thead><tr><th>Task<th>Result<th>Commit<th>Files\
            <th>Executor<th class="number">Candidates<th class="number">Time</tr></thead><tbody>\(rows)</tbody></table>\
            </div></section>
            """
    }

    /// The decisions with their reasons and what came of them.
    var decisions: HTML {
        guard !report.summary.decisions.isEmpty else { return "" }
        let rows = report.summary.decisions.map { entry -> HTML in
            let others = entry.decision.candidates.filter { $0 != entry.decision.chosen }
            let instead: HTML = others.isEmpty ? "" : "<small>not \(others.joined(separator: ", "))</small>"
            return """
                <tr><td>\(entry.decision.task?.rawValue ?? "")</td><td>\(entry.decision.point)</td>\
                <td><strong>\(entry.decision.chosen)</strong> \(instead)</td><td>\(entry.decision.reason)</td>\
                <td>\(entry.decision.policy)<small>p \(Figures.decimal(entry.decision.probability))</small></td>\
                <td class="number">\(entry.outcome.map { Figures.decimal($0.reward) } ?? "not known")</td></tr>

                """
        }
        return """
            <section id="decisions"><h2>Decisions</h2>
            <details><summary>\(Figures.counted(rows.count, "decision")), each with its reason and what came of it</summary>\
            <div class="wide"><table><thead><tr><th>Task<th>Decided<th>Choice<th>Because<th>By\
            <th class="number">Reward</tr></thead><tbody>\(rows)</tbody></table></div></details></section>
            """
    }

    /// What it took, with a bar for each task's share of the model's time.
    var bill: HTML {
        let longest = report.bill.map(\.usage.duration.seconds).max() ?? 0
        func row(_ title: String, _ usage: Usage, _ duration: Duration?, share: Double?) -> HTML {
            let width = Int(((share ?? 0) * 100).rounded())
            let bar: HTML = share == nil ? "" : "<span class=\"share\"><span style=\"width:\(width)%\"></span></span>"
            return """
                <td>\(HTML.sentence(title))\(bar)</td><td class="number">\(Figures.whole(usage.prompt.value))</td>\
                <td class="number">\(Figures.whole(usage.cached.value))</td>\
                <td class="number">\(Figures.whole(usage.generated.value))</td><td class="number">\(usage.requests)</td>\
                <td class="number">\(usage.duration.readable)</td><td class="number">\(Figures.money(usage.cost))</td>\
                <td class="number">\(duration?.readable ?? "")</td>
                """
        }
        let rows = report.bill.map { entry -> HTML in
            let share = longest > 0 ? max(0, entry.usage.duration.seconds / longest) : 0
            return "<tr>\(row(entry.title, entry.usage, entry.duration, share: share))</tr>\n"
        }
        return """
            <section id="bill"><h2>Bill</h2><div class="wide"><table><thead><tr><th>Task<th class="number">Prompt\
            <th class="number">Cached<th class="number">Generated<th class="number">Requests\
            <th class="number">Model time<th class="number">Cost<th class="number">Time</tr></thead><tbody>\(rows)</tbody>\
            <tfoot><tr>\(row("All", report.summary.usage, report.summary.duration, share: nil))</tr></tfoot></table></div>
            <p class="why">Prompt tokens count those that the server had in its cache.</p></section>
            """
    }
}
