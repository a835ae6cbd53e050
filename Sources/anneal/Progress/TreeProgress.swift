import AnnealEvents
import AnnealOrchestration
import Foundation
import Synchronization

/// A tree of the tasks on a terminal, drawn over itself.
///
/// Each drawing is one write between the marks of a synchronised update, and each line is cleared only behind its new
/// text: nothing flickers. The screen's size is asked for anew every time, so that a change of it is followed.
final class TreeProgress: ProgressDisplay {
    private struct State {
        var progress = ProgressState()
        var drawn: [Int] = []
        var frame = 0
        var isOpen = true
    }

    private let state = Mutex(State())
    private let screen: @Sendable () -> (terminal: Terminal, rows: Int)
    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Date

    init(
        screen: @escaping @Sendable () -> (terminal: Terminal, rows: Int) = { (.current(), Terminal.rows) },
        write: @escaping @Sendable (String) -> Void = { Output.notes.write($0) },
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.screen = screen
        self.write = write
        self.now = now
    }

    func handle(_ event: RunEvent) { state.withLock { $0.progress.apply(event) } }

    func tick() { state.withLock { draw(&$0) } }

    func finish(_ summary: RunSummary, reports: [String]) {
        close()
        write(SummaryText(summary, reports: reports, terminal: screen().terminal).lines.joined(separator: "\n") + "\n")
    }

    /// Draws for the last time; later calls do nothing.
    func close() {
        state.withLock { state in
            draw(&state)
            state.isOpen = false
        }
    }

    private func draw(_ state: inout State) {
        guard state.isOpen, state.progress.began != nil else { return }
        let (terminal, rows) = screen()
        let lines = ProgressTree(terminal: terminal, rows: rows, frame: state.frame).lines(state.progress, now: now())
        // A screen that has become narrower has broken the lines that were drawn: they take more rows now.
        let used = state.drawn.reduce(0) { $0 + max(1, ($1 + terminal.width - 1) / max(1, terminal.width)) }
        var text = "\u{1B}[?2026h"
        if used > 0 { text += "\u{1B}[\(min(used, max(1, rows - 1)))A\r" }
        text += lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J\u{1B}[?2026l"
        write(text)
        state.drawn = lines.map { DisplayWidth.of(Terminal.unstyled($0)) }
        state.frame += 1
    }
}

extension Terminal {
    /// A text without the sequences that style it.
    static func unstyled(_ text: String) -> String { text.replacing(/\u{1B}\[[0-9;]*m/, with: "") }
}
