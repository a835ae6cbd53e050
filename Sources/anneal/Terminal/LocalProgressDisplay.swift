import AnnealFoundation
import AnnealModels
import Foundation
import Synchronization

/// Shows how a local model is fetched and started: over itself on a terminal, as a line now and then elsewhere.
final class LocalProgressDisplay: Sendable {
    private struct State {
        var subject = ""
        var told: ContinuousClock.Instant?
        var isLineOpen = false
    }

    private let json: Bool
    private let terminal: Terminal
    private let state = Mutex(State())

    init(json: Bool, terminal: Terminal = .current()) {
        self.json = json
        self.terminal = terminal
    }

    /// Shows a report, unless one of the same kind was shown just before.
    func show(_ progress: LocalProgress) {
        state.withLock { state in
            let subject = "\(progress.stage)\(progress.subject)"
            let isNew = subject != state.subject
            let now = ContinuousClock.now
            if terminal.isInteractive, !json {
                let line = String(progress.line.prefix(max(20, terminal.width - 1)))
                Output.notes.write("\r\u{1B}[K\(line)")
                state.isLineOpen = true
            } else if isNew || state.told.map({ now - $0 >= .seconds(5) }) ?? true {
                write(progress)
                state.told = now
            }
            state.subject = subject
        }
    }

    /// Ends a line that is drawn over itself.
    func end() {
        state.withLock { state in
            if state.isLineOpen { Output.notes.write("\r\u{1B}[K") }
            state.isLineOpen = false
        }
    }

    private func write(_ progress: LocalProgress) {
        guard json else { return Terminal.note(progress.line) }
        var members: [String: JSONValue] = [
            "type": "progress", "stage": .string(progress.stage.rawValue), "subject": .string(progress.subject),
            "bytes": .int(progress.bytes),
        ]
        members["total"] = progress.total.map { .int($0) }
        members["bytesPerSecond"] = progress.rate.map { .double($0) }
        members["secondsLeft"] = progress.remaining.map { .double($0.seconds) }
        if let line = try? CanonicalJSON.string(JSONValue.object(members)) { Terminal.result(line) }
    }
}
