import AnnealEvents
import AnnealFoundation
import Foundation

/// The explanation of an event for people.
struct ExplanationText {
    private let explanation: EventExplanation
    private let terminal: Terminal

    init(_ explanation: EventExplanation, terminal: Terminal) {
        self.explanation = explanation
        self.terminal = terminal
    }

    /// The lines, each part under its name.
    var lines: [String] {
        let enhanced = explanation.enhanced
        var lines = [
            EventsDesk.text(
                StoredEvent(offset: EventOffset(Int64(explanation.place.offset)), event: enhanced.event),
                terminal: terminal)
        ]
        func add(_ name: String, _ part: [String]) {
            guard !part.isEmpty else { return }
            lines.append(name)
            lines += part.map { "    " + $0 }
        }
        add("context", context)
        add("pattern", pattern)
        add("what is to be expected", EventsDesk.expectation(enhanced))
        add("order of events", order)
        add("probable causes", causes)
        return lines
    }

    private var context: [String] {
        let context = explanation.enhanced.context
        var lines: [String] = []
        if let elapsed = context.elapsedSeconds {
            lines.append(
                "\(EventsDesk.rounded(elapsed)) s into run \(context.run?.rawValue ?? ""), \(context.openTasks) tasks open, "
                    + "\(context.endedTasks) ended, \(context.warnings) warnings")
        }
        if let task = context.task {
            let title = task.title.map { " \"\($0)\"" } ?? ""
            let files = task.files.isEmpty ? "" : ", files " + task.files.joined(separator: ", ")
            lines.append("task \(task.id)\(title), \(task.phase), attempt \(task.attempt)\(files)")
        }
        let now = explanation.place.time
        lines += explanation.before.map { change in
            let place = change.task.map { " in \($0)" } ?? ""
            return "\(EventsDesk.rounded(now.timeIntervalSince(change.time))) s before: \(change.text)\(place) "
                + "[\(change.offset)]"
        }
        return lines
    }

    private var pattern: [String] {
        guard let pattern = explanation.enhanced.pattern else { return [] }
        var lines = ["\(pattern.kind.rawValue) \(pattern.id): \(pattern.text)"]
        guard let failure = explanation.failure else {
            return lines + ["seen \(Self.times(pattern.seenBefore)) before"]
        }
        if failure.seenBefore == 0 {
            lines.append("not seen before")
        } else {
            lines.append(
                "seen \(Self.times(failure.seenBefore)) before, in \(Self.count(failure.runs, "run")); what failed went well "
                    + "later \(Self.times(failure.mended)), the task was given up \(Self.times(failure.abandoned)) and "
                    + "committed with it \(Self.times(failure.committed))")
        }
        lines += failure.mends.map { "gone after \($0.change), \(Self.times($0.times))" }
        guard let aftermath = failure.aftermath else { return lines }
        let again = aftermath.failures == 0 ? "" : "failed again \(Self.times(aftermath.failures)), "
        if let mended = aftermath.mended {
            let changes = aftermath.changes.isEmpty ? "" : " after " + aftermath.changes.joined(separator: ", ")
            lines.append("in this run: \(again)went well at [\(mended.offset)]\(changes)")
        } else {
            lines.append("in this run: \(again)and did not go well any more")
        }
        return lines
    }

    private var order: [String] {
        guard let sequence = explanation.sequence else { return [] }
        guard let verdict = sequence.verdict, let threshold = sequence.threshold else { return [sequence.note] }
        let what = verdict.isAnomalous ? "unusual" : "usual"
        var lines = [
            "\(what): score \(EventsDesk.rounded(verdict.score)), threshold \(EventsDesk.rounded(threshold)) from "
                + "\(Self.count(sequence.runs, "run")) that went well"
        ]
        if verdict.isAnomalous, let reason = verdict.reason { lines.append(reason.text) }
        return lines
    }

    private var causes: [String] {
        guard let causes = explanation.causes else { return [] }
        let seconds = explanation.place.time.timeIntervalSince(causes.onset.time)
        let since =
            causes.failures == 1
            ? "with this event" : "since [\(causes.onset.offset)], \(EventsDesk.rounded(seconds)) s before this event"
        let before =
            causes.lastSuccess.map {
                "it had gone well \(Self.times(causes.successesBefore)) in this run, the last time at [\($0.offset)]"
            } ?? "it had not gone well in this run before"
        var lines = ["\(causes.subject) failed \(Self.times(causes.failures)) \(since); \(before)"]
        if causes.causes.isEmpty {
            lines.append("no decision, edit or other change is known between that and the first failure")
        }
        for (number, cause) in causes.causes.enumerated() {
            lines.append("\(number + 1). \(Self.text(cause, of: causes))")
        }
        lines.append(
            "what came before is no proof of a cause; the log has \(causes.knownFailures) such beginnings of failures "
                + "and \(Self.count(causes.knownSuccesses, "success", "successes"))")
        return lines
    }

    private static func text(_ cause: ProbableCause, of account: CauseAccount) -> String {
        let without = cause.shareWithout.map { ", \(percent($0)) without it" } ?? ""
        let seconds = EventsDesk.rounded(cause.secondsBefore)
        return "\(cause.change.text) [\(cause.change.offset)], \(seconds) s before the first failure: "
            + "preceded \(cause.failures) of \(account.knownFailures) beginnings of failures and "
            + "\(cause.successes) of \(account.knownSuccesses) successes; failed after it \(percent(cause.share)) "
            + "(\(percent(cause.shareLow)) to \(percent(cause.shareHigh)))\(without)\(cause.isWeak ? " [weak]" : "")"
    }

    private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

    private static func times(_ number: Int) -> String { number == 1 ? "once" : "\(number) times" }

    private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}
