import AnnealExecution
import AnnealFoundation
import AnnealOrchestration
import AnnealSpecs
import Foundation

/// Runs as lines of text.
enum RunTable {
    /// One line for each run, the newest first.
    static func lines(_ runs: [RunSummary], terminal: Terminal) -> [String] {
        runs.map { run in
            let phase = run.phase.rawValue
            let style: Terminal.Style =
                switch run.phase {
                case .completed, .accepted: run.exitCode == .verified ? .good : .doubtful
                case .interrupted, .cancelled: .bad
                default: .faint
                }
            let padded = phase + String(repeating: " ", count: max(0, 12 - phase.count))
            return "\(run.run)  \(terminal.styled(padded, style)) \(verdicts(run))  \(run.specification.title)"
        }
    }

    /// How many requirements are verified, or how many tasks are done while that is not known.
    private static func verdicts(_ run: RunSummary) -> String {
        let requirements = run.specification.requirements.count
        if run.verdicts.isEmpty {
            let done = run.tasks.filter { $0.phase == .committed || $0.phase == .abandoned }.count
            return "\(done)/\(run.tasks.count) tasks"
        }
        return "\(run.verdicts.filter { $0.verdict == .verified }.count)/\(requirements) verified"
    }
}
