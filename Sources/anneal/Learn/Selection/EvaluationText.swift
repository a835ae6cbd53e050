import AnnealDecisions
import Foundation

/// A comparison for a person: a table, and what it says.
enum EvaluationText {
    static func text(_ evaluation: SelectionEvaluation) -> String {
        var lines = [
            "\(evaluation.tasks) tasks (\(evaluation.incomplete) left out for want of an arm), \(evaluation.splits) splits, "
                + "\(percent(evaluation.trainingShare)) of the tasks to learn from", "",
            row("on all tasks", ["solved", "tokens", "seconds"]),
        ]
        for (arm, score) in zip(evaluation.arms, evaluation.armScores) {
            lines.append(row(arm, [percent(score.solved), whole(score.tokens), tenths(score.seconds)]))
        }
        lines.append("no other arm is better in all three than: \(front(evaluation).joined(separator: ", "))")
        lines += [
            "",
            row("on held-out tasks", ["solved", "tokens", "seconds", "% tokens", "% seconds", "goal", "to oracle"]),
        ]
        for line in evaluation.lines {
            lines.append(
                row(
                    line.name,
                    [
                        percent(line.mean.solved), whole(line.mean.tokens), tenths(line.mean.seconds),
                        percent(line.tokenRatio), percent(line.secondRatio),
                        "\(line.splitsReached)/\(evaluation.splits)", percent(line.gapToOracle),
                    ]))
        }
        lines += ["", verdict(evaluation)]
        return lines.joined(separator: "\n")
    }

    /// What the table says of the goal, and of what learning adds to a fixed cascade.
    static func verdict(_ evaluation: SelectionEvaluation) -> String {
        let learned = evaluation.lines.dropFirst().dropLast()
        let reached = learned.filter(\.reachesGoal).map(\.name)
        var text =
            reached.isEmpty
            ? "No way of choosing reaches the best fixed arm's solve rate for 70 % of its cost: the fixed arm stays in charge."
            : "The best fixed arm's solve rate for at most 70 % of its tokens and seconds, in the mean over the splits: "
                + reached.joined(separator: ", ") + "."
        if let cascade = learned.first(where: { $0.name == "cascade" }) {
            let better = learned.filter { line in
                line.name != cascade.name && line.mean.solved >= cascade.mean.solved
                    && line.mean.tokens <= cascade.mean.tokens && line.mean.seconds <= cascade.mean.seconds
                    && line.mean != cascade.mean
            }
            text +=
                better.isEmpty
                ? "\nNone of those that look at the task beats the cascade that does not, in all three figures."
                : "\nBetter than the cascade that does not look at the task: \(better.map(\.name).joined(separator: ", "))."
        }
        return text
    }

    /// What policies came to on tasks that they had not learned from.
    static func text(_ recorded: RecordedEvidence) -> String {
        let bets = recorded.bets
        return """
            On \(recorded.tasks) tasks, each before it was learned from (\(recorded.differences.count) functions): \
            \(percent(recorded.learned.solved)) solved with \(whole(recorded.learned.tokens)) tokens, by the fixed way \
            \(percent(recorded.fixed.solved)) with \(whole(recorded.fixed.tokens)). It earns \
            \(String(format: "%+.3f", bets.mean)) more a function; the evidence that this is no chance is \
            \(String(format: "%.1f", bets.capital)) (a bet's capital, which is above 20 by chance once in 20 times at most).
            """
    }

    /// How good predictions were.
    static func text(_ prediction: PredictionScore) -> String {
        """
        Predicted on the same tasks from the others: whether an arm solves it, Brier score \(String(format: "%.3f", prediction.brier)) \
        (\(String(format: "%.3f", prediction.brierOfShares)) by each arm's share alone); tokens off by a factor of \
        \(String(format: "%.2f", prediction.tokenFactor)) in the middle; \(percent(prediction.tokenCoverage)) of the tokens \
        and \(percent(prediction.secondCoverage)) of the seconds within their intervals, which are made for 80 %.
        """
    }

    /// The arms that no other one beats in solved tasks, tokens and seconds alike.
    static func front(_ evaluation: SelectionEvaluation) -> [String] {
        func exact(_ number: Double) -> ExpectedNumber { ExpectedNumber(middle: number, low: number, high: number) }
        let all = zip(evaluation.arms, evaluation.armScores).map { arm, score in
            ExpectedPerformance(
                arm: arm, success: score.solved, tokens: exact(score.tokens), seconds: exact(score.seconds))
        }
        return ExpectedPerformance.front(of: all).map(\.arm)
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        let padded = cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }
        return name + String(repeating: " ", count: max(1, 20 - name.count)) + padded.joined()
    }

    private static func percent(_ value: Double) -> String { String(format: "%.1f %%", value * 100) }
    private static func whole(_ value: Double) -> String { String(format: "%.0f", value) }
    private static func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
}
