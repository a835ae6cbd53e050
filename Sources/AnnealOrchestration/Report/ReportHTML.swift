internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealSpecs

/// The report of a run as one HTML file that needs nothing else: no script, no network, no font.
public struct ReportHTML: Sendable {
    let report: RunReport

    /// Takes the run to report on.
    public init(_ summary: RunSummary) { report = RunReport(summary) }

    /// The whole page.
    public var text: String {
        let title = report.summary.specification.title
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title): \(report.headline)</title>
            <style>\(ReportStyle.sheet)</style>
            </head>
            <body>
            <header class="\(report.isWholeSuccess ? "good" : "open")">
            <p class="kicker">anneal run <code>\(report.summary.run.rawValue)</code></p>
            <h1>\(title)</h1>
            <p class="result">\(sentence(report.headline))</p>
            <p class="state">\(sentence(report.state))</p>
            \(bar)
            </header>
            \(navigation)
            <main>
            \(figures)
            \(requirements)
            \(regressions)
            \(evidence)
            \(tasks)
            \(bill)
            \(decisions)
            \(notes)
            \(facts)
            </main>
            </body>
            </html>

            """
        return page.source
    }

    private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

    /// One cell a requirement, coloured by its verdict, in the specification's order.
    private var bar: HTML {
        let verdicts = Dictionary(
            report.requirements.map { ($0.requirement.id, $0.verdict) }, uniquingKeysWith: { $1 })
        let cells = report.summary.specification.requirements.map { requirement -> HTML in
            let verdict = verdicts[requirement.id] ?? .unverified
            let id = requirement.id.rawValue
            return """
                <a class="\(verdict.rawValue)" href="#requirement-\(id)" title="\(id): \(verdict.rawValue)">\
                <b>\(verdict.sign)</b> \(id)</a>
                """
        }
        return cells.isEmpty ? "" : "<p class=\"bar\">\(cells)</p>"
    }

    private var navigation: HTML {
        var links: [HTML] = ["<a href=\"#requirements\">Requirements</a>"]
        if !report.summary.regressions.isEmpty { links.append("<a href=\"#regressions\">Regressions</a>") }
        links += ["<a href=\"#evidence\">Evidence</a>", "<a href=\"#tasks\">Tasks</a>", "<a href=\"#bill\">Bill</a>"]
        if !report.summary.decisions.isEmpty { links.append("<a href=\"#decisions\">Decisions</a>") }
        links.append("<a href=\"#run\">Run</a>")
        return "<nav>\(links)</nav>"
    }

    /// The figures that everyone asks for first.
    private var figures: HTML {
        let summary = report.summary
        let criteria = report.criteria
        let met = criteria.filter { $0.verdict == .verified }.count
        let tests = summary.evidence.reduce(into: (passed: 0, failed: 0)) {
            $0.passed += $1.passed.count
            $0.failed += $1.failed.count
        }
        let tokens = summary.usage.prompt + summary.usage.generated
        let entries: [(String, String, String)] = [
            ("criteria verified", "\(met) of \(criteria.count)", ""),
            ("tests passed", Figures.whole(tests.passed), tests.failed == 0 ? "none failed" : "\(tests.failed) failed"),
            ("time", summary.duration.readable, "model \(summary.usage.duration.readable)"),
            (
                "tokens", Figures.whole(tokens.value),
                "\(Figures.whole(summary.usage.generated.value)) generated, "
                    + "\(Figures.whole(summary.usage.cached.value)) from the cache"
                    + (summary.usage.cachedShare.map { " (\(Figures.percent($0)) of the prompts)" } ?? "")
            ), ("cost", Figures.money(summary.usage.cost), summary.model),
        ]
        let items = entries.map { name, value, detail -> HTML in
            "<div><dt>\(name)</dt><dd>\(value)<small>\(detail)</small></dd></div>"
        }
        return "<dl class=\"figures\">\(items)</dl>"
    }

    private var regressions: HTML {
        let found = report.summary.regressions.sorted { $0.key < $1.key }
        guard !found.isEmpty else { return "" }
        let items = found.map { name, detail -> HTML in
            "<li><code>\(name)</code><pre>\(detail)</pre></li>"
        }
        return """
            <section id="regressions"><h2>Regressions</h2>
            <p>These tests passed before the run and do not any more.</p><ul class="plain failures">\(items)</ul></section>
            """
    }

    private var notes: HTML {
        guard !report.summary.notes.isEmpty else { return "" }
        let items = report.summary.notes.map { note -> HTML in "<li>\(HTML.sentence(note))</li>" }
        return "<section id=\"notes\"><h2>Notes</h2><ul>\(items)</ul></section>"
    }

    private var facts: HTML {
        let rows = report.facts.map { name, value -> HTML in "<dt>\(name)</dt><dd>\(value)</dd>" }
        return "<section id=\"run\"><h2>Run</h2><dl class=\"facts\">\(rows)</dl></section>"
    }
}
