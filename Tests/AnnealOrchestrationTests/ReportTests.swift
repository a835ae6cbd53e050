import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("Reports") struct ReportTests {
    @Test("the Markdown report of a mixed run is as written down") func markdown() throws {
        #expect(try GoldenFile("mixed.md").difference(from: ReportMarkdown(SampleRun.mixed).text) == nil)
    }

    @Test("the page of a mixed run is as written down") func page() throws {
        #expect(try GoldenFile("mixed.html").difference(from: ReportHTML(SampleRun.mixed).text) == nil)
    }

    @Test("the page of a run that met everything is as written down") func wholePage() throws {
        #expect(try GoldenFile("whole.html").difference(from: ReportHTML(SampleRun.whole).text) == nil)
    }

    @Test("what is not done comes before what is") func order() {
        let report = RunReport(SampleRun.mixed)
        #expect(report.requirements.map(\.requirement.id) == ["R2", "R3", "R1"])
        #expect(report.headline == "1 of 3 requirements verified; R2 failed; R3 could not be verified")
        #expect(!report.isWholeSuccess)
    }

    @Test("a run that met everything says so in one sentence") func success() {
        let report = RunReport(SampleRun.whole)
        #expect(report.headline == "all 3 requirements are verified")
        #expect(report.isWholeSuccess)
    }

    @Test("a regression spoils a run that verified everything") func regression() {
        var summary = SampleRun.whole
        summary.regressions = ["test_old": "boom"]
        let report = RunReport(summary)
        #expect(report.headline.contains("1 test that passed before the run does not any more"))
        #expect(!report.isWholeSuccess)
        #expect(ReportMarkdown(summary).text.contains("## Regressions"))
        #expect(ReportHTML(summary).text.contains("id=\"regressions\""))
    }

    @Test("a run that was interrupted before verification calls nothing verified") func interrupted() {
        var summary = SampleRun.mixed
        summary.phase = .interrupted
        summary.stopReason = "the time is up"
        summary.verdicts = []
        summary.evidence = []
        let report = RunReport(summary)
        #expect(report.requirements(.verified).isEmpty)
        #expect(report.state == "the run stopped before it was complete and can be resumed: the time is up")
        #expect(report.criteria.allSatisfy { $0.reason == "the run ended before this was checked" })
    }

    @Test("a failed test leads to its requirement by the criterion in its name") func failedEvidence() {
        let report = RunReport(SampleRun.mixed)
        #expect(report.requirements(.failed).first?.evidence == [1])
        #expect(report.requirements(.verified).first?.evidence == [0])
    }

    @Test("the bill adds up, with what belongs to no task on a line of its own") func bill() {
        let report = RunReport(SampleRun.mixed)
        #expect(report.bill.map(\.title) == ["T001 Price of a ticket", "T002 Price of a group", "outside of tasks"])
        #expect(report.bill.reduce(0) { $0 + $1.usage.generated.value } == report.summary.usage.generated.value)
        #expect(report.bill.reduce(0) { $0 + $1.usage.prompt.value } == report.summary.usage.prompt.value)
    }

    @Test("the page's own markup stays markup") func markup() throws {
        for summary in [SampleRun.mixed, SampleRun.whole] {
            let text = ReportHTML(summary).text
            #expect(!text.contains("&lt;"))
            #expect(!text.contains("HTML("))
            for name in ["ul", "section", "article", "details", "table", "li", "div"] {
                let opened = text.matches(of: try Regex("<\(name)[ >]")).count
                #expect(opened == text.matches(of: try Regex("</\(name)>")).count, "\(name)")
            }
        }
    }

    @Test("nothing that others wrote becomes markup in the page") func escaping() {
        let hostile = "<script>alert(\"1\")</script>&'\u{1B}[31m"
        let text = ReportHTML(poisoned(hostile)).text
        #expect(!text.contains("<script"))
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;\u{241B}[31m"))
        #expect(!text.contains("http:") && !text.contains("https:"))
    }

    @Test("nothing that others wrote breaks out of a table or a code block in Markdown") func markdownEscaping() {
        let text = ReportMarkdown(poisoned("a|b\n```\n# c <b>")).text
        #expect(text.contains("a\\|b \\`\\`\\` \\# c \\<b\\>"))
        #expect(text.contains("````\na|b\n```\n# c <b>\n````"))
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("# c") && !text.contains("````") })
    }

    @Test("both reports are written as files") func files() async throws {
        try await withTemporaryFolder { folder in
            let paths = try ReportFiles.write(SampleRun.mixed, into: folder.appending(path: "new"))
            #expect(paths.map { URL(fileURLWithPath: $0).lastPathComponent } == ["report.md", "report.html"])
            #expect(try String(contentsOfFile: paths[0], encoding: .utf8) == ReportMarkdown(SampleRun.mixed).text)
        }
    }

    private func poisoned(_ text: String) -> RunSummary {
        var summary = SampleRun.mixed
        summary.specification.title = text
        summary.specification.requirements[0].title = text
        summary.specification.requirements[0].criteria[0].text = text
        summary.verdicts[0].criteria[0].reason = text
        summary.tasks[0].task.title = text
        summary.tasks[0].attempt?.notes = [text]
        summary.evidence[0].command = text
        summary.evidence[0].passed = [text]
        summary.evidence[1].failed = [text: text]
        summary.regressions = [text: text]
        summary.decisions[0].decision.reason = text
        summary.decisions[0].decision.candidates = [text, text]
        summary.notes = [text]
        summary.model = text
        summary.branch = text
        return summary
    }
}

@Suite("Figures") struct FiguresTests {
    @Test(
        "whole numbers are grouped by three digits",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
    func whole(number: Int, text: String) { #expect(Figures.whole(number) == text) }

    @Test(
        "money has cents, and more digits when it is little",
        arguments: [(0.0, "$0.00"), (1.2, "$1.20"), (0.0042, "$0.0042"), (1234.5, "$1,234.50"), (0.05, "$0.05")])
    func money(amount: Double, text: String) { #expect(Figures.money(USD(amount)) == text) }

    @Test("decimals are rounded to two digits", arguments: [(0.255, "0.26"), (-1.0, "-1.00"), (0.0, "0.00")])
    func decimal(number: Double, text: String) { #expect(Figures.decimal(number) == text) }
}
