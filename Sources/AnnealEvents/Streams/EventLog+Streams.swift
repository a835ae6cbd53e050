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
    /// - Parameters:
    ///   - count: how many at most.
    ///   - run: only events of this run.
    ///   - filter: which; all when not given.
    /// - Returns: the events, and the offset up to which the log was read.
    /// - Throws: `EventLogError`. Complexity: O(events), since the log is read from its beginning.
    public func newest(
        _ count: Int, run: RunID? = nil, matching filter: EventFilter? = nil
    ) async throws -> (events: [StoredEvent], end: EventOffset) {
        var kept: [StoredEvent] = []
        let end = try await scan(run: run, matching: filter) { stored in
            kept.append(stored)
            if kept.count >= 2 * max(1, count) { kept.removeFirst(kept.count - count) }
            return true
        }
        return (Array(kept.suffix(count)), end)
    }
}
