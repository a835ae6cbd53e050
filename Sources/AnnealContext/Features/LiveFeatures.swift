public import AnnealEvents
internal import AnnealFoundation
public import Foundation

/// What run events tell of files, tasks and the project, kept up to date as they happen.
///
/// It is a fold over the log of events: the same events in the same order give the same features. Of files and tasks the
/// 5,000 that were last heard of are kept.
public struct LiveFeatures: Sendable, Hashable, Codable {
    /// A file.
    public struct File: Sendable, Hashable, Codable {
        /// Edits.
        public var edits = 0
        /// Edits of late, with a half-life of a day.
        public var churn = DecayingCount(halfLife: 86_400)
        /// Failed checks that name it, and of tasks that had edited it.
        public var failures = 0
        /// Those of late, with a half-life of a day.
        public var recentFailures = DecayingCount(halfLife: 86_400)
        /// Such checks that passed.
        public var passes = 0
        /// When an event last told of it.
        public var updated: Date
    }

    /// A task of a run.
    public struct Task: Sendable, Hashable, Codable {
        /// When it began.
        public var started: Date?
        /// Seconds that it took; `nil` while it goes on.
        public var seconds: Double?
        /// Its phase at its end.
        public var phase: String?
        /// Calls of a model.
        public var calls = 0
        /// Tokens of their prompts, those from the cache included.
        public var promptTokens = 0
        /// Tokens of their prompts from the cache.
        public var cachedTokens = 0
        /// Tokens of their answers.
        public var generatedTokens = 0
        /// Seconds that they took.
        public var modelSeconds = 0.0
        /// Checks.
        public var checks = 0
        /// Checks that found a fault.
        public var failedChecks = 0
        /// Commands.
        public var commands = 0
        /// Files that it edited.
        public var files: Set<String> = []
        /// When an event last told of it.
        public var updated: Date
    }

    /// All runs together.
    public struct Project: Sendable, Hashable, Codable {
        /// Runs that began.
        public var runs = 0
        /// Runs that ended with all verified.
        public var verifiedRuns = 0
        /// Tasks that ended.
        public var tasks = 0
        /// Tasks that ended without success.
        public var failedTasks = 0
        /// Seconds of the tasks that ended, in all.
        public var taskSeconds = 0.0
        /// Edits of late, with a half-life of an hour.
        public var edits = DecayingCount(halfLife: 3600)
        /// Failed checks of late, with a half-life of an hour.
        public var failures = DecayingCount(halfLife: 3600)
        /// Calls of a model of late, with a half-life of an hour.
        public var calls = DecayingCount(halfLife: 3600)
        /// When an event last told of it.
        public var updated: Date?
    }

    private static let most = 5000
    /// Files that a check may name.
    private static let mostNamed = 200

    /// Files by path.
    public private(set) var files: [String: File] = [:]
    /// Tasks by `RUN/TASK`.
    public private(set) var tasks: [String: Task] = [:]
    /// All together.
    public private(set) var project = Project()
    /// Events that were taken.
    public private(set) var events = 0
    /// The repository whose runs count; `nil` for all.
    public let repository: String?
    private var runs: Set<String> = []

    /// Creates features without events.
    ///
    /// - Parameter repository: absolute path of the repository whose runs count; all runs when `nil`.
    public init(repository: String? = nil) { self.repository = repository }

    /// Takes the next event of the log. Complexity: O(1), but for a failed check, which is O(files of its task).
    public mutating func absorb(_ event: CloudEvent) {
        if let repository {
            guard let run = event.run?.rawValue else { return }
            // A run tells its repository when it begins and when it is resumed.
            if event.type == "run.started", event.data["repository"]?.stringValue == repository { runs.insert(run) }
            guard runs.contains(run) else { return }
        }
        events += 1
        let time = event.time
        project.updated = max(project.updated ?? time, time)
        switch event.type {
        case "run.started": project.runs += 1
        case "run.completed": if event.data["exitCode"]?.intValue == 0 { project.verifiedRuns += 1 }
        default: break
        }
        guard let key = Self.key(event) else { return }
        var task = tasks[key] ?? Task(updated: time)
        task.updated = max(task.updated, time)
        switch event.type {
        case "task.started": task.started = time
        case "task.completed": end(&task, event)
        case "item.call.completed": call(&task, event)
        case "item.command": task.commands += 1
        case "item.edit": if let path = event.data["path"]?.stringValue { edit(path, &task, time) }
        case "item.check": check(&task, event)
        default: break
        }
        tasks[key] = task
        trim()
    }

    private static func key(_ event: CloudEvent) -> String? {
        guard let task = event.task else { return nil }
        return "\(event.run?.rawValue ?? "")/\(task.rawValue)"
    }

    private mutating func edit(_ path: String, _ task: inout Task, _ time: Date) {
        task.files.insert(path)
        project.edits.add(at: time)
        var file = files[path] ?? File(updated: time)
        file.edits += 1
        file.churn.add(at: time)
        file.updated = max(file.updated, time)
        files[path] = file
    }

    private mutating func check(_ task: inout Task, _ event: CloudEvent) {
        let failed = event.hasFault ?? false
        task.checks += 1
        if failed {
            task.failedChecks += 1
            project.failures.add(at: event.time)
        }
        // The workflow tells which files it has checked, since it edits none before its end.
        let named = (event.data["files"]?.arrayValue ?? []).prefix(Self.mostNamed).compactMap(\.stringValue)
        for path in task.files.union(named) {
            guard var file = files[path] ?? (named.contains(path) ? File(updated: event.time) : nil) else { continue }
            if failed {
                file.failures += 1
                file.recentFailures.add(at: event.time)
            } else {
                file.passes += 1
            }
            file.updated = max(file.updated, event.time)
            files[path] = file
        }
    }

    private mutating func call(_ task: inout Task, _ event: CloudEvent) {
        task.calls += 1
        task.promptTokens = task.promptTokens.clampedSum(event.data["promptTokens"]?.intValue ?? 0)
        task.cachedTokens = task.cachedTokens.clampedSum(event.data["cachedTokens"]?.intValue ?? 0)
        task.generatedTokens = task.generatedTokens.clampedSum(event.data["generatedTokens"]?.intValue ?? 0)
        task.modelSeconds += event.data["seconds"]?.doubleValue ?? 0
        project.calls.add(at: event.time)
    }

    private mutating func end(_ task: inout Task, _ event: CloudEvent) {
        let phase = event.data["phase"]?.stringValue ?? ""
        task.phase = phase
        task.seconds = event.data["seconds"]?.doubleValue ?? task.started.map { event.time.timeIntervalSince($0) }
        project.tasks += 1
        project.taskSeconds += task.seconds ?? 0
        if event.severity >= .warning { project.failedTasks += 1 }
        // The workflow tells its files at the end only.
        for path in (event.data["files"]?.arrayValue ?? []).compactMap(\.stringValue) where !task.files.contains(path) {
            edit(path, &task, event.time)
        }
    }

    private mutating func trim() {
        if files.count > Self.most + 100 {
            for (path, _) in files.sorted(by: { $0.value.updated < $1.value.updated }).prefix(files.count - Self.most) {
                files[path] = nil
            }
        }
        if tasks.count > Self.most + 100 {
            for (key, _) in tasks.sorted(by: { $0.value.updated < $1.value.updated }).prefix(tasks.count - Self.most) {
                tasks[key] = nil
            }
        }
    }
}
