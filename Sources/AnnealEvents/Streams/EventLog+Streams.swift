public import AnnealFoundation

extension EventLog {
    /// Goes through events from an offset to the end of the log, page by page.
    ///
    /// - Parameters:
    ///   - offset: the last one that is not wanted.
    ///   - run: only events of this run.
    ///   - filter: which; all when not given.
    ///   - body: gets each event; it ends the walk by returning false.
    /// - Returns: the offset up to which events were looked at.
    /// - Throws: `EventLogError`, and what the closure throws.
    @discardableResult
    public func scan(
        after offset: EventOffset = .beginning, run: RunID? = nil, matching filter: EventFilter? = nil,
        _ body: (StoredEvent) throws -> Bool
    ) async throws -> EventOffset {
        var offset = offset
        while true {
            try Task.checkCancellation()
            let page = try await read(after: offset, run: run, limit: 500)
            for stored in page {
                offset = stored.offset
                if filter?.matches(stored.event) ?? true, try !body(stored) { return offset }
            }
            if page.count < 500 { return offset }
        }
    }

    /// Goes through events from an offset on, waits for further ones, and ends when the task is cancelled.
    ///
    /// - Parameters:
    ///   - offset: the last one that is not wanted.
    ///   - run: only events of this run.
    ///   - filter: which; all when not given.
    ///   - interval: how often to look for new ones.
    ///   - body: gets each event; it ends the walk by returning false.
    /// - Throws: `EventLogError`, `CancellationError`, and what the closure throws.
    public func follow(
        after offset: EventOffset, run: RunID? = nil, matching filter: EventFilter? = nil,
        every interval: Duration = .milliseconds(200), _ body: (StoredEvent) throws -> Bool
    ) async throws {
        var offset = offset
        var isWanted = true
        while isWanted {
            offset = try await scan(after: offset, run: run, matching: filter) { stored in
                isWanted = try body(stored)
                return isWanted
            }
            if isWanted { try await Task.sleep(for: interval) }
        }
    }

    /// The newest events that a filter chooses, the oldest of them first.
    ///
    /// Complexity: O(events back to the oldest of them), or O(events) where fewer than `count` are chosen. A log that cannot
    /// read back is read from its beginning for each 500 events that are gone back: O(events²) at worst.
    ///
    /// - Parameters:
    ///   - count: how many at most.
    ///   - run: only events of this run.
    ///   - filter: which; all when not given.
    /// - Returns: the events, and the offset up to which the log was read.
    /// - Throws: `EventLogError`, `CancellationError`.
    public func newest(
        _ count: Int, run: RunID? = nil, matching filter: EventFilter? = nil
    ) async throws -> (events: [StoredEvent], end: EventOffset) {
        let end = try await end()
        var kept: [StoredEvent] = []
        guard count > 0 else { return (kept, end) }
        try await scanBack(from: end, run: run) { stored in
            if filter?.matches(stored.event) ?? true { kept.append(stored) }
            return kept.count < count
        }
        return (kept.reversed(), end)
    }

    /// Goes through events from an offset back to the beginning of the log, page by page.
    ///
    /// - Parameters:
    ///   - offset: the first one that is wanted.
    ///   - run: only events of this run.
    ///   - body: gets each event, the newest first; it ends the walk by returning false.
    /// - Throws: `EventLogError`, `CancellationError`.
    func scanBack(from offset: EventOffset, run: RunID? = nil, _ body: (StoredEvent) -> Bool) async throws {
        var before = EventOffset(offset.value + 1)
        // Few events are often enough.
        var limit = 64
        while true {
            try Task.checkCancellation()
            let page = try await read(before: before, run: run, limit: limit)
            for stored in page {
                before = stored.offset
                if !body(stored) { return }
            }
            if page.count < limit { return }
            limit = 500
        }
    }

    /// Reads back from an offset by reading everything before it; see `EventLog`.
    ///
    /// - Throws: `EventLogError`.
    public func read(before offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent] {
        guard limit > 0 else { return [] }
        var kept: [StoredEvent] = []
        var start = EventOffset.beginning
        while true {
            let page = try await read(after: start, run: run, limit: 500)
            kept += page.prefix { $0.offset < offset }
            if kept.count > 2 * limit { kept.removeFirst(kept.count - limit) }
            guard page.count == 500, let last = page.last, last.offset < offset else { break }
            start = last.offset
        }
        return kept.suffix(limit).reversed()
    }

    /// The newest event of a run that tells of a failure; that the run failed as a whole only where nothing else did.
    ///
    /// - Parameter run: the run.
    /// - Returns: the event; `nil` where none does.
    /// - Throws: `EventLogError`, `CancellationError`.
    public func lastFailure(of run: RunID) async throws -> StoredEvent? {
        var whole: StoredEvent?
        var found: StoredEvent?
        try await scanBack(from: try await end(), run: run) { stored in
            let outcome = EventOutcome(stored.event)
            guard outcome?.failed ?? (stored.event.severity >= .error) else { return true }
            if outcome?.subject == .run, stored.event.type == "run.completed" {
                whole = whole ?? stored
                return true
            }
            found = stored
            return false
        }
        return found ?? whole
    }
}
