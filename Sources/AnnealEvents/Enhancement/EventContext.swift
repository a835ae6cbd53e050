public import AnnealFoundation
internal import Foundation

/// What was going on around an event.
public struct EventContext: Sendable, Hashable, Codable {
    /// A task as the events before told it.
    public struct Task: Sendable, Hashable, Codable {
        /// Its identifier.
        public var id: TaskID
        /// Its title.
        public var title: String?
        /// `planned`, `started`, or the phase in which it ended.
        public var phase: String
        /// 1 for the first try, 0 before.
        public var attempt: Int
        /// The files that it writes.
        public var files: [String]
        /// The tasks for which it waits.
        public var dependsOn: [TaskID]
    }

    /// The run.
    public var run: RunID?
    /// Seconds since the run began; `nil` when that was not seen.
    public var elapsedSeconds: Double?
    /// The event's task.
    public var task: Task?
    /// How many tasks of the run have not ended.
    public var openTasks: Int
    /// How many have.
    public var endedTasks: Int
    /// How many warnings and errors the run had before.
    public var warnings: Int
    /// The newest decisions of the run, oldest first, as their events told them.
    public var decisions: [String]
}

/// Follows one run and knows its context at any moment.
struct RunContext: Sendable, Hashable {
    /// How many decisions are kept.
    static let decisionCount = 5

    private(set) var tasks: [TaskID: EventContext.Task] = [:]
    private var started: Date?
    private var warnings = 0
    private var decisions: [String] = []

    /// What was going on when an event occurred that was not absorbed yet.
    func context(of event: CloudEvent) -> EventContext {
        let open = tasks.values.count { $0.phase == "planned" || $0.phase == "started" }
        return EventContext(
            run: event.run, elapsedSeconds: started.map { event.time.timeIntervalSince($0) },
            task: event.task.map { tasks[$0] ?? Self.task($0) }, openTasks: open, endedTasks: tasks.count - open,
            warnings: warnings, decisions: decisions)
    }

    /// The tasks that an event of a task can touch: itself and all that wait for it, directly or not, and have not ended.
    func touched(by task: TaskID) -> [TaskID] {
        var touched: Set<TaskID> = [task]
        var isGrowing = true
        while isGrowing {
            let more = tasks.values.filter { other in
                !touched.contains(other.id) && other.phase == "planned"
                    && other.dependsOn.contains(where: touched.contains)
            }
            touched.formUnion(more.map(\.id))
            isGrowing = !more.isEmpty
        }
        return touched.sorted()
    }

    mutating func absorb(_ event: CloudEvent) {
        if event.severity >= .warning { warnings += 1 }
        switch event.type {
        case "run.started": started = started ?? event.time
        case "run.planned":
            for item in event.data["tasks"]?.arrayValue ?? [] {
                guard let id = item["id"]?.stringValue.map({ TaskID($0) }), tasks[id] == nil else { continue }
                var task = Self.task(id)
                task.title = item["title"]?.stringValue
                task.files = item["writes"]?.arrayValue?.compactMap(\.stringValue) ?? []
                task.dependsOn = item["dependsOn"]?.arrayValue?.compactMap { $0.stringValue.map { TaskID($0) } } ?? []
                tasks[id] = task
            }
        case "task.started":
            guard let id = event.task else { return }
            var task = tasks[id] ?? Self.task(id)
            task.phase = "started"
            task.attempt = event.data["attempt"]?.intValue ?? task.attempt + 1
            task.title = task.title ?? event.data["title"]?.stringValue
            tasks[id] = task
        case "task.completed":
            guard let id = event.task else { return }
            var task = tasks[id] ?? Self.task(id)
            task.phase = event.data["phase"]?.stringValue ?? "ended"
            if let files = event.data["files"]?.arrayValue { task.files = files.compactMap(\.stringValue) }
            tasks[id] = task
        case let type where type.hasPrefix("decision."):
            let point = event.data["point"]?.stringValue ?? type
            let choice = event.data["choice"].map { JSONBytes.text($0) } ?? ""
            decisions = Array((decisions + ["\(point) \(choice)"]).suffix(Self.decisionCount))
        default: break
        }
    }

    private static func task(_ id: TaskID) -> EventContext.Task {
        EventContext.Task(id: id, title: nil, phase: "planned", attempt: 0, files: [], dependsOn: [])
    }
}
