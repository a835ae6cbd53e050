public import AnnealFoundation
public import Foundation

/// Something that happened in a run: one JSON object a line for programs, a line of progress for people.
///
/// Names are stable: `run.started`, `run.planned`, `task.started`, `task.completed`, `item.*` (`item.call.started`,
/// `item.call.completed`, `item.edit`, `item.check`, `item.command`, `item.note`), `criterion.verified`, `usage`,
/// `budget.warning`, `run.completed`, `error`.
public struct RunEvent: Sendable, Hashable, Codable {
    /// The event's name.
    public var type: String
    /// When.
    public var time: Date
    /// The run.
    public var run: RunID
    /// The task, when there is one.
    public var task: TaskID?
    /// Ties together what belongs to one step (a call and its answer).
    public var correlation: String?
    /// What the event tells, by its name.
    public var data: [String: JSONValue]

    /// Creates an event.
    public init(
        type: String, time: Date, run: RunID, task: TaskID? = nil, correlation: String? = nil,
        data: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.time = time
        self.run = run
        self.task = task
        self.correlation = correlation
        self.data = data
    }
}
