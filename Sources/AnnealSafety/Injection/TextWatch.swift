internal import Synchronization

/// Looks at text from the repository and from tools before a model reads it, and remembers what each task has read.
///
/// What a task has read lowers what it may do: see `InjectionReport.Level`. The level of a task only ever rises.
public final class TextWatch: Sendable {
    /// A text that tries to instruct a model, and who read it.
    public struct Sighting: Sendable, Hashable, Codable {
        /// Where the text is from: a path, a command.
        public var origin: String
        /// The line of the passage, counted from 1.
        public var line: Int
        /// The task that read it; `nil` outside of tasks.
        public var task: String?
        /// What follows for the task.
        public var level: InjectionReport.Level
        /// Why, in words.
        public var reason: String
        /// The first characters of the passage, without secrets.
        public var excerpt: String
    }

    /// Told of what is seen.
    public typealias Listener = @Sendable (Sighting) -> Void

    private struct Memory {
        var sightings: [Sighting] = []
        var levels: [String: InjectionReport.Level] = [:]
        /// Reports of texts that were read before, by their hash and length.
        var reports: [Key: InjectionReport] = [:]
    }

    private struct Key: Hashable {
        var hash: Int
        var length: Int
        var path: String?
    }

    /// Texts whose reports are remembered.
    private static let remembered = 4096

    private let scanner: InjectionScanner
    private let redactor: Redactor?
    private let listener: Listener
    private let memory = Mutex(Memory())

    /// Creates a watch.
    ///
    /// - Parameters:
    ///   - scanner: finds the passages.
    ///   - redactor: replaces secrets in excerpts; `nil` leaves them.
    ///   - listener: is told of each sighting, once a task and text.
    public init(
        scanner: InjectionScanner = InjectionScanner(), redactor: Redactor? = nil,
        listener: @escaping Listener = { _ in }
    ) {
        self.scanner = scanner
        self.redactor = redactor
        self.listener = listener
    }

    /// Looks at a text that a task is about to read.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - origin: where it is from.
    ///   - path: the file's path, where it is a file: its ending tells code from prose.
    ///   - task: the task; `nil` outside of tasks.
    /// - Returns: what the text takes away from the task.
    /// - Complexity: O(n) the first time, then O(n) of hashing only.
    @discardableResult
    public func read(
        _ text: String, origin: String, path: String? = nil, task: String? = nil
    ) -> InjectionReport.Level {
        let key = Key(hash: text.hashValue, length: text.utf8.count, path: path)
        let report: InjectionReport
        if let known = memory.withLock({ $0.reports[key] }) {
            report = known
        } else {
            report = scanner.scan(text, path: path)
            memory.withLock {
                if $0.reports.count >= Self.remembered { $0.reports.removeAll() }
                $0.reports[key] = report
            }
        }
        guard report.level > .none, let worst = report.findings.max(by: { $0.score < $1.score }) else {
            return report.level
        }
        let sighting = Sighting(
            origin: origin, line: worst.line, task: task, level: report.level, reason: worst.reason,
            excerpt: redactor?.redact(worst.excerpt).text ?? worst.excerpt)
        let isNew = memory.withLock { memory in
            guard !memory.sightings.contains(sighting) else { return false }
            memory.sightings.append(sighting)
            Self.raise(&memory, task: task, to: report.level)
            return true
        }
        if isNew { listener(sighting) }
        return report.level
    }

    /// Remembers what a task read in an earlier process.
    ///
    /// - Parameter sighting: what was seen then.
    public func remember(_ sighting: Sighting) {
        memory.withLock { memory in
            guard !memory.sightings.contains(sighting) else { return }
            memory.sightings.append(sighting)
            Self.raise(&memory, task: sighting.task, to: sighting.level)
        }
    }

    /// What everything that a task has read takes away from it; what was read outside of tasks counts for all.
    ///
    /// - Parameter task: the task; `nil` outside of tasks.
    /// - Returns: the highest level of all texts.
    public func level(of task: String?) -> InjectionReport.Level {
        memory.withLock { max($0.levels[""] ?? .none, $0.levels[task ?? ""] ?? .none) }
    }

    /// What was seen, in order.
    ///
    /// - Parameter task: the task.
    /// - Returns: its sightings and those outside of tasks.
    public func sightings(of task: String?) -> [Sighting] {
        memory.withLock { $0.sightings.filter { $0.task == task || $0.task == nil } }
    }

    private static func raise(_ memory: inout Memory, task: String?, to level: InjectionReport.Level) {
        memory.levels[task ?? ""] = max(memory.levels[task ?? ""] ?? .none, level)
    }
}
