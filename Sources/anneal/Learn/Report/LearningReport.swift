import AnnealDecisions
import Foundation

/// The report of learning as one HTML page: curves, the comparison, who is in charge and why.
struct LearningReport {
    let curve: LearningCurve
    let evaluation: SelectionEvaluation
    let gates: [PolicyGate]
    let changes: [GateChange]
    let policies: [PolicyProvenance]
    /// Where the outcomes come from.
    let source: String

    /// The page.
    var html: String {
        let learning = Set(evaluation.lines.map(\.name))
        func chart(_ title: String, _ unit: String, _ value: (LearningCurve.Point) -> LearningCurve.Band) -> String {
            LineChart(
                title: title, unit: unit,
                lines: curve.lines.map { line in
                    LineChart.Line(
                        name: line.name, learns: learning.contains(line.name) && line.name != "oracle",
                        points: line.points.map { (Double($0.outcomes), value($0)) })
                }
            ).svg
        }
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>What Anneal has learned</title>
            <style>\(Self.style)</style></head><body>
            <h1>What Anneal has learned</h1>
            <p>\(evaluation.tasks) tasks with \(evaluation.arms.count) ways of working each, from <code>\(Self.escaped(source))</code>.
            All figures are of tasks that were not learned from.</p>
            <p>\(Self.escaped(EvaluationText.verdict(evaluation)).replacingOccurrences(of: "\n", with: "<br>"))</p>
            <h2>With the number of outcomes</h2>
            <p>Means over \(curve.seeds) seeds; bands hold eight of ten seeds. Dashed lines learn nothing.</p>
            \(chart("Reward", "solved less a tenth of the cost of the dearest arm") { $0.reward })
            \(chart("Thousands of tokens for each solved task", "less is better") { $0.costPerSolved })
            \(chart("Regret", "reward of the oracle, which knows the outcomes, less the reward") { $0.regret })
            <h2>Comparison over \(evaluation.splits) splits</h2>
            \(comparison)
            <h2>Who is in charge</h2>
            \(charge)
            </body></html>

            """
    }

    private var comparison: String {
        let head = [
            "", "solved", "tokens", "seconds", "tokens beside best arm", "seconds beside best arm", "splits at goal",
            "to oracle",
        ]
        let rows = evaluation.lines.map { line in
            [
                line.name, percent(line.mean.solved), String(format: "%.0f", line.mean.tokens),
                String(format: "%.1f", line.mean.seconds), percent(line.tokenRatio), percent(line.secondRatio),
                "\(line.splitsReached) of \(evaluation.splits)", percent(line.gapToOracle),
            ]
        }
        return table(head, rows)
    }

    private var charge: String {
        guard !gates.isEmpty else { return "<p>Fixed policies everywhere: nothing was trained yet.</p>" }
        let rows = gates.map { gate in
            let evidence = gate.evidence
            return [
                gate.point, gate.charge.description, gate.version ?? "none", "\(evidence.samples)",
                String(format: "%.1f", evidence.effectiveSamples), String(format: "%+.3f", evidence.difference),
                evidence.bound.map { String(format: "%+.3f", $0) } ?? "none",
            ]
        }
        let history = changes.map { change in
            [
                change.time.formatted(.iso8601), change.point, "\(change.from)", "\(change.to)", change.reason,
                "\(change.evidence.samples)", String(format: "%+.3f", change.evidence.difference),
            ]
        }
        let models = policies.map { policy in
            [
                policy.version, policy.point, "\(policy.data.tasks)", "\(policy.data.outcomes)", "\(policy.seed)",
                policy.codeVersion, policy.trained.formatted(.iso8601),
            ]
        }
        return table(["point", "in charge", "watched version", "decisions", "effective", "difference", "bound"], rows)
            + (history.isEmpty
                ? "<p>Nobody has changed places yet.</p>"
                : table(["when", "point", "from", "to", "why", "decisions", "difference"], history))
            + table(["version", "point", "tasks", "outcomes", "seed", "Anneal", "trained"], models)
    }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        let top = head.map { "<th>\(Self.escaped($0))</th>" }.joined()
        let body = rows.map { "<tr>" + $0.map { "<td>\(Self.escaped($0))</td>" }.joined() + "</tr>" }
        return "<table><tr>\(top)</tr>\(body.joined(separator: "\n"))</table>"
    }

    private func percent(_ value: Double) -> String { String(format: "%.1f %%", value * 100) }

    static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "\"", with: "&quot;")
    }

    private static let style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2937; }
        table { border-collapse: collapse; margin: 1rem 0; } th, td { text-align: left; padding: .25rem .8rem .25rem 0; }
        th { border-bottom: 1px solid #9ca3af; font-weight: 600; } svg { width: 100%; margin: .5rem 0 1rem; }
        svg text { font: 12px system-ui, sans-serif; fill: #374151; } svg .title { font-size: 14px; font-weight: 600; }
        svg .grid { stroke: #e5e7eb; }
        """
}
