import AnnealFoundation
import Foundation

@testable import AnnealEvents

/// Writes the events of runs, one after the other, as a log has them.
final class RunStory {
    private(set) var events: [StoredEvent] = []
    private var seconds = 1_700_000_000.0

    /// Adds an event a second after the one before.
    @discardableResult
    func tell(
        _ type: String, run: RunID, task: TaskID? = nil, _ data: [String: JSONValue] = [:]
    ) -> StoredEvent {
        seconds += 1
        let event = CloudEvent(
            RunEvent(type: type, time: Date(timeIntervalSince1970: seconds), run: run, task: task, data: data),
            id: "e\(events.count + 1)")
        let stored = StoredEvent(offset: EventOffset(Int64(events.count + 1)), event: event)
        events.append(stored)
        return stored
    }

    func start(_ run: RunID, model: String = "small", repository: String = "/repo") {
        tell("run.started", run: run, ["repository": .string(repository), "model": .string(model)])
        tell("task.started", run: run, task: "T001", ["attempt": 1, "executor": "tool-loop"])
    }

    func edit(_ path: String, _ run: RunID, task: TaskID = "T001") {
        tell("item.edit", run: run, task: task, ["path": .string(path)])
    }

    @discardableResult
    func check(_ run: RunID, failed: Int, task: TaskID = "T001", failure: String? = nil) -> StoredEvent {
        var data: [String: JSONValue] = ["failed": .int(failed), "passed": 3]
        data["failure"] = failure.map { .string($0) }
        return tell("item.check", run: run, task: task, data)
    }

    func end(_ run: RunID, good: Bool) {
        tell(
            "task.completed", run: run, task: "T001",
            ["phase": good ? "committed" : "abandoned", "files": ["a.py"]])
        tell("run.completed", run: run, ["exitCode": good ? 0 : 2])
    }

    /// Explains an event by all before it.
    func explain(_ target: StoredEvent) -> EventExplanation {
        var explainer = EventExplainer()
        for stored in events where stored.offset < target.offset { explainer.absorb(stored) }
        let rest = events.filter { $0.offset > target.offset && $0.event.run == target.event.run }
        return explainer.explain(target, followedBy: rest)
    }
}
