import AnnealEvents
import AnnealFoundation
import AnnealOrchestration
import Foundation
import Synchronization

/// A line for each step on standard error, without any sequence that only a terminal understands.
final class LineProgress: ProgressDisplay {
    private let state = Mutex(ProgressState())
    private let terminal: Terminal
    private let write: @Sendable (String) -> Void

    init(terminal: Terminal, write: @escaping @Sendable (String) -> Void = { Terminal.note($0) }) {
        self.terminal = terminal
        self.write = write
    }

    func handle(_ event: RunEvent) {
        state.withLock { state in
            state.apply(event)
            guard let text = line(event, state) else { return }
            let seconds = Duration.seconds(max(0, event.time.timeIntervalSince(state.began ?? event.time)))
            write("[\(seconds.readable)] \(text)")
        }
    }

    func finish(_ summary: RunSummary, reports: [String]) {
        for line in SummaryText(summary, reports: reports, terminal: terminal).lines { write(line) }
    }

    private func line(_ event: RunEvent, _ state: ProgressState) -> String? {
        let task = event.task.map { "\($0): " } ?? ""
        let line = state.tasks.first { $0.id == event.task?.rawValue }
        switch event.type {
        case "run.started":
            return "\(state.title): \(state.criteria) criteria, model \(state.model), sandbox \(state.sandbox)"
        case "run.planned": return "planned \(Figures.counted(state.tasks.count, "task"))"
        case "task.started": return "\(task)\(line?.title ?? "") begins"
        case "task.completed":
            let commit = event.text("commit").map { " as \($0.prefix(9))" } ?? ""
            let took = event.data["seconds"]?.doubleValue.map { " after \(Duration.seconds($0).readable)" } ?? ""
            return "\(task)\(event.text("phase") ?? "done")\(commit)\(took)"
        case "item.check":
            let passed = event.data["passed"]?.intValue ?? 0
            let failed = event.data["failed"]?.intValue ?? 0
            return "\(task)candidate \(event.data["candidate"]?.intValue ?? line?.candidates ?? 0) passes \(passed) of "
                + "\(Figures.counted(passed + failed, "test"))"
        case "item.note": return event.text("text").map { task + $0 }
        case "guard.injection", "guard.verdict": return ProgressState.guardWarning(event).map { "! \($0)" }
        case "criterion.verified":
            return "\(event.text("criterion") ?? ""): \(event.text("verdict") ?? "verified")"
        case "budget.warning", "error": return (event.text("text") ?? event.text("message")).map { "! \($0)" }
        default: return nil
        }
    }
}
