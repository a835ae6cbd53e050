internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSpecs

extension ReportHTML {
    /// Each requirement with its criteria and the way from it to tasks, commits and evidence; what is not done first.
    var requirements: HTML {
        let entries = report.requirements.map(entry)
        guard !entries.isEmpty else {
            return "<section id=\"requirements\"><h2>Requirements</h2><p>The specification has none.</p></section>"
        }
        return "<section id=\"requirements\"><h2>Requirements</h2>\(entries)</section>"
    }

    private func entry(_ entry: RunReport.RequirementEntry) -> HTML {
        let criteria = entry.criteria.map { criterion -> HTML in
            """
            <li class="\(criterion.verdict.rawValue)"><b class="sign">\(criterion.verdict.sign)</b>\
            <div><p>\(HTML.sentence(criterion.text))</p>\
            <p class="why"><span class="id">\(criterion.id.rawValue)</span> \(criterion.verdict.rawValue): \
            \(criterion.reason)</p></div></li>

            """
        }
        let list: HTML =
            criteria.isEmpty
            ? "<p>The specification gives no criterion that could be checked.</p>"
            : "<ul class=\"criteria\">\(criteria)</ul>"
        return """
            <article id="requirement-\(entry.requirement.id.rawValue)" class="\(entry.verdict.rawValue)">
            <h3><span class="id">\(entry.requirement.id.rawValue)</span> \(HTML.sentence(entry.requirement.title)) \
            <span class="verdict">\(entry.verdict.sign) \(entry.verdict.rawValue)</span></h3>
            \(list)
            \(trail(entry))
            </article>

            """
    }

    /// Requirement → tasks → commits → evidence.
    private func trail(_ entry: RunReport.RequirementEntry) -> HTML {
        let tasks = entry.tasks.map { result -> HTML in
            "<a href=\"#task-\(result.task.id.rawValue)\">\(result.task.id.rawValue)</a>"
        }
        let commits = entry.commits.map { commit -> HTML in "<code>\(RunReport.short(commit))</code>" }
        let evidence = entry.evidence.map { index -> HTML in "<a href=\"#evidence-\(index + 1)\">E\(index + 1)</a>" }
        func part(_ name: String, _ items: [HTML]) -> HTML {
            "<span><i>\(name)</i> \(items.isEmpty ? "none" : HTML(items, separator: ", "))</span>"
        }
        return """
            <p class="trail">\(part("tasks", tasks))\(part("commits", commits))\(part("evidence", evidence))</p>
            """
    }
}
