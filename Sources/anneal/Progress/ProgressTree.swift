import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import Foundation

/// Draws the state of a run as lines that fit a screen.
struct ProgressTree: Sendable {
    let terminal: Terminal
    let rows: Int
    /// Counts the redraws, which turns the sign of what is running.
    var frame = 0

    /// The lines, each at most as wide as the screen, and fewer than it has rows.
    func lines(_ state: ProgressState, now: Date) -> [String] {
        let elapsed = Duration.seconds(max(0, now.timeIntervalSince(state.began ?? now)))
        let subject = [state.title, state.model, state.sandbox].filter { !$0.isEmpty }.joined(separator: " · ")
        var lines = [fitted([(subject.isEmpty ? "anneal" : subject, .strong)], right: elapsed.readable)]
        let shown = window(state.tasks)
        if shown.before > 0 { lines.append(fitted([("├─ … \(shown.before) before", .faint)])) }
        for (index, task) in shown.tasks.enumerated() {
            let isLast = index == shown.tasks.count - 1 && shown.after == 0
            lines.append(line(task, branch: isLast ? "└─ " : "├─ ", state: state, now: now))
        }
        if shown.after > 0 { lines.append(fitted([("└─ … \(shown.after) after", .faint)])) }
        lines.append(fitted(footer(state)))
        if let warning = state.warnings.last { lines.append(fitted([("! \(warning)", .doubtful)])) }
        return lines
    }

    private func line(_ task: ProgressState.TaskLine, branch: String, state: ProgressState, now: Date) -> String {
        var parts: [(String, Terminal.Style?)] = [(branch, .faint)]
        var right = ""
        switch task.phase {
        case "running": parts.append((["◐", "◓", "◑", "◒"][frame / 2 % 4] + " ", .doubtful))
        case "committed": parts.append(("✓ ", .good))
        case "abandoned": parts.append(("✗ ", .bad))
        default: parts.append(("· ", .faint))
        }
        parts.append(("\(task.id) ", .faint))
        parts.append((task.title, task.phase == "waiting" ? .faint : nil))
        if task.phase == "running" {
            let tests = task.bestTotal > 0 ? ", best passes \(task.bestPassed) of \(task.bestTotal) tests" : ""
            let activity = task.activity.isEmpty ? "starting" : task.activity
            parts.append(("  \(activity)\(task.calls > 1 ? " ×\(task.calls)" : "")\(tests)", .faint))
        } else if task.phase == "waiting" {
            let open = task.dependsOn.filter { id in
                state.tasks.contains { $0.id == id && ($0.phase == "waiting" || $0.phase == "running") }
            }
            if !open.isEmpty { parts.append(("  after \(open.joined(separator: ", "))", .faint)) }
        } else if let commit = task.commit {
            parts.append(("  \(commit.prefix(9))", .faint))
        }
        if let began = task.began {
            right = Duration.seconds(max(0, (task.ended ?? now).timeIntervalSince(began))).readable
        }
        return fitted(parts, right: right)
    }

    private func footer(_ state: ProgressState) -> [(String, Terminal.Style?)] {
        var parts: [(String, Terminal.Style?)] = [(state.stage, nil)]
        if state.criteria > 0 {
            let filled = min(10, 10 * state.verified / state.criteria)
            parts.append(("  criteria ", .faint))
            parts.append((String(repeating: "━", count: filled), .good))
            parts.append((String(repeating: "━", count: 10 - filled), .faint))
            parts.append((" \(state.verified) of \(state.criteria)", nil))
        }
        let usage = state.usage
        if usage.requests > 0 || usage.generated.value > 0 {
            parts.append(("  \(Figures.whole((usage.prompt + usage.generated).value)) tokens", nil))
            if usage.cached.value > 0 { parts.append((", \(Figures.whole(usage.cached.value)) cached", .faint)) }
        }
        if let rate = state.tokensPerSecond { parts.append(("  \(Int(rate.rounded())) tokens/s", nil)) }
        parts.append(("  \(Figures.money(usage.cost))", .faint))
        return parts
    }

    /// The tasks that there is room for, around the first one that is not done.
    private func window(
        _ tasks: [ProgressState.TaskLine]
    ) -> (before: Int, tasks: ArraySlice<ProgressState.TaskLine>, after: Int) {
        let room = max(1, rows - 6)
        guard tasks.count > room else { return (0, tasks[...], 0) }
        let first = tasks.firstIndex { $0.phase == "running" || $0.phase == "waiting" } ?? tasks.count - 1
        let start = min(max(0, first - room / 3), tasks.count - room)
        return (start, tasks[start..<start + room], tasks.count - start - room)
    }

    /// Styled parts on one line with something at its right end, cut to the screen's width.
    private func fitted(_ parts: [(String, Terminal.Style?)], right: String = "") -> String {
        let width = max(10, terminal.width - 1)
        var room = width - (right.isEmpty ? 0 : DisplayWidth.of(right) + 2)
        var line = ""
        for (text, style) in parts where room > 0 {
            let cut = DisplayWidth.cut(text, to: room)
            room -= DisplayWidth.of(cut)
            line += style.map { terminal.styled(cut, $0) } ?? cut
        }
        if right.isEmpty { return line }
        return line + String(repeating: " ", count: max(0, room) + 2) + terminal.styled(right, .faint)
    }
}
