/// Keeps an index fresh while it is used: by inotify on Linux, elsewhere, and where the system has no more watches, by
/// looking at the whole folder from time to time.
public struct IndexWatcher: Sendable {
    /// What is watched, and how often.
    public struct Pace: Sendable, Hashable {
        /// How often events are read; a change is in the index after twice this time and the update's own.
        public var step: Duration
        /// How long changes are collected at most while they go on.
        public var patience: Duration
        /// How often the whole folder is looked at where there are no events.
        public var polling: Duration

        /// Creates a pace.
        public init(
            step: Duration = .milliseconds(10), patience: Duration = .seconds(1), polling: Duration = .seconds(2)
        ) {
            self.step = step
            self.patience = patience
            self.polling = polling
        }
    }

    private let index: RepositoryIndex
    private let pace: Pace
    private let usesEvents: Bool

    /// Creates a watcher; nothing is watched before `run`.
    ///
    /// - Parameters:
    ///   - index: what is kept fresh.
    ///   - pace: how often.
    ///   - usesEvents: whether the system's events are used where it has some.
    public init(index: RepositoryIndex, pace: Pace = Pace(), usesEvents: Bool = true) {
        self.index = index
        self.pace = pace
        self.usesEvents = usesEvents
    }

    /// Brings the index up to date, and again whenever something has changed, until the task is cancelled.
    ///
    /// - Parameter onUpdate: told after each update that changed something, and after the first one.
    /// - Throws: `CancellationError`, `IndexError`.
    public func run(onUpdate: @Sendable (IndexReport) -> Void = { _ in }) async throws {
        var watch = usesEvents ? FolderWatch(root: index.root, folders: try FileTree(root: index.root).folders) : nil
        if let known = watch, try !watchAll(known) { watch = nil }
        // After the watches are set, so that no change falls between.
        onUpdate(try index.update())
        var collected = TreeChanges()
        var since = ContinuousClock.now
        while true {
            try await Task.sleep(for: watch == nil ? pace.polling : pace.step)
            var changes = watch?.changes() ?? TreeChanges(isUnknown: true)
            // An index that lies within its folder changes with every update.
            changes.files = changes.files.filter { !(index.root + "/" + $0).hasPrefix(index.path) }
            if collected.isEmpty { since = .now }
            collected.add(changes)
            guard !collected.isEmpty else { continue }
            // Files that are being written change again at once.
            if watch != nil, !changes.isEmpty, ContinuousClock.now - since < pace.patience { continue }
            if collected.isUnknown, let known = watch, try !watchAll(known) { watch = nil }
            let report = try index.update(paths: collected.isUnknown ? nil : collected.files.sorted())
            collected = TreeChanges()
            if report.changed + report.removed > 0 { onUpdate(report) }
        }
    }

    /// Watches every folder. One that is made within another between the look at it and its watch is told by nobody, so
    /// that it is looked again until nothing is new.
    ///
    /// - Returns: `false` when the system has no more watches.
    private func watchAll(_ watch: FolderWatch) throws -> Bool {
        var folders = try FileTree(root: index.root).folders
        while true {
            guard watch.watch(folders) else { return false }
            let now = try FileTree(root: index.root).folders
            guard now != folders else { return true }
            folders = now
        }
    }
}
