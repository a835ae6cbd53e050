import AnnealEvents
import AnnealFoundation
import AnnealSafety

extension EventBus {
    /// Tells a verdict of the guard; what passes by itself is not worth a line to a person, and carries no reason.
    func send(_ type: String, _ entry: AuditEntry) {
        send(
            type, task: entry.task.map { TaskID($0) },
            [
                "subject": .string(entry.subject.rawValue), "text": .string(entry.text),
                "verdict": .string(entry.verdict.rawValue), "rule": .string(entry.rule),
                "reason": .string(entry.reason), "decider": .string(entry.decider.rawValue),
            ])
    }

    /// Tells of a text that tries to instruct a model.
    func send(_ type: String, _ sighting: TextWatch.Sighting) {
        send(
            type, task: sighting.task.map { TaskID($0) },
            [
                "origin": .string(sighting.origin), "line": .int(sighting.line),
                "level": .string(sighting.level.rawValue), "reason": .string(sighting.reason),
                "excerpt": .string(sighting.excerpt),
            ])
    }
}
