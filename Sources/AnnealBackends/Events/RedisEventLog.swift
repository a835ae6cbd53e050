public import AnnealEvents
public import AnnealFoundation
public import Foundation

/// The log of events as a Redis stream, which processes on many machines write and read.
///
/// Storing is one script, so that it is done wholly or not at all and the order within a run is checked where it is kept.
/// What a stored event outlives is the server's to say: with `appendonly yes` and `appendfsync always` it is on the disk
/// when `append` returns; with `everysec` the last second can be lost with the machine. The server must not drop keys on
/// its own (`maxmemory-policy noeviction`), or the log goes with them; `anneal doctor --backends` looks at that.
///
/// Keys, all in one slot of a cluster: `{NAME}:events` the stream, `{NAME}:ids` the offset of each event, `{NAME}:runs`
/// the last sequence and the first and last offset of each run, `{NAME}:last` the last offset, `{NAME}:positions` those of
/// consumers, `{NAME}:folds` values of folds.
public struct RedisEventLog: EventLog {
    /// The name in the keys.
    public let name: String
    let executor: any RedisExecutor

    /// Opens a log; it need not be there.
    ///
    /// - Parameters:
    ///   - executor: the server or the cluster.
    ///   - name: what its keys begin with; logs with different names do not see each other.
    public init(_ executor: any RedisExecutor, name: String = "anneal") {
        self.executor = executor
        self.name = name
    }

    func key(_ part: String) -> String { "{\(name)}:\(part)" }

    /// Stores events; see `EventLog`.
    ///
    /// - Throws: `EventLogError` when the server does not take them or a sequence is taken; then none is stored. When the
    ///   connection broke they may be: storing them again is no harm.
    public func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        guard !events.isEmpty else { return [] }
        var arguments: [RedisPart] = []
        arguments.reserveCapacity(events.count * 5)
        for event in events {
            arguments.append(.text(event.id))
            arguments.append(.text(event.run?.rawValue ?? ""))
            arguments.append(.text(event.sequence.map(String.init) ?? ""))
            arguments.append(.text(String(event.time.timeIntervalSince1970)))
            arguments.append(.text(event.line))
        }
        let reply = try await asking(.notStored) { () throws(BackendError) in
            try await RedisEventScripts.append.run(
                on: executor, keys: [key("events"), key("ids"), key("runs"), key("last")], arguments: arguments,
                isRepeatable: true)
        }
        let parts = reply.elements ?? []
        if parts.first?.text == "taken", parts.count == 3, let index = parts[1].integer, let wanted = parts[2].integer,
            events.indices.contains(index)
        {
            throw EventLogError(
                code: .order,
                message: "run \(events[index].run?.rawValue ?? "") is past the sequence \(wanted) already",
                place: "event \(events[index].id)", remedy: "leave the sequence out: the log gives the next one")
        }
        let offsets = parts.compactMap(\.integer)
        guard offsets.count == events.count else {
            throw EventLogError(
                code: .notStored, message: "the server's answer to \(events.count) events is none",
                place: executor.place)
        }
        return offsets.map { EventOffset(Int64($0)) }
    }

    /// Reads on; see `EventLog`. Complexity: O(log events + read), for one run O(events from its first to its last).
    public func read(
        after offset: EventOffset, run: RunID?, limit: Int
    ) async throws(EventLogError) -> [StoredEvent] {
        guard limit > 0 else { return [] }
        guard let run else { return try await page(from: offset.value + 1, to: nil, limit: limit) }
        guard let span = try await span(of: run) else { return [] }
        var start = max(offset.value + 1, span.lowerBound)
        var found: [StoredEvent] = []
        while found.count < limit, start <= span.upperBound {
            let events = try await page(from: start, to: span.upperBound, limit: max(limit, 500))
            guard let last = events.last else { break }
            found += events.lazy.filter { $0.event.run == run }.prefix(limit - found.count)
            start = last.offset.value + 1
        }
        return found
    }

    /// Reads back; see `EventLog`. Complexity: O(log events + read), for one run O(events from its first to its last).
    ///
    /// - Throws: `EventLogError`.
    public func read(
        before offset: EventOffset, run: RunID?, limit: Int
    ) async throws(EventLogError) -> [StoredEvent] {
        var found: [StoredEvent] = []
        var last = offset.value - 1
        var first: Int64 = 0
        if let run {
            guard let span = try await span(of: run) else { return [] }
            (first, last) = (span.lowerBound, min(last, span.upperBound))
        }
        while found.count < limit, last >= max(1, first) {
            let size = run == nil ? limit - found.count : max(limit, 500)
            let reply = try await asking(.notRead) { () throws(BackendError) in
                try await executor.execute(
                    RedisCommand(
                        [
                            "XREVRANGE", .text(key("events")), .text("\(last)-0"), .text("\(first)-0"), "COUNT",
                            .integer(size),
                        ], isRepeatable: true))
            }
            var events: [StoredEvent] = []
            for entry in reply.elements ?? [] { events.append(try Self.event(from: entry, place: executor.place)) }
            found += events.lazy.filter { run == nil || $0.event.run == run }.prefix(limit - found.count)
            guard let oldest = events.last, events.count == size else { break }
            last = oldest.offset.value - 1
        }
        return found
    }

    /// The offsets of a run's first and last event; `nil` for one that the log does not know.
    private func span(of run: RunID) async throws(EventLogError) -> ClosedRange<Int64>? {
        let state = try await asking(.notRead) { () throws(BackendError) in
            try await executor.execute(
                RedisCommand(["HGET", .text(key("runs")), .text(run.rawValue)], isRepeatable: true))
        }
        let parts = (state.text ?? "").split(separator: " ").compactMap { Int64($0) }
        return parts.count == 3 && parts[1] <= parts[2] ? parts[1]...parts[2] : nil
    }

    private func page(from first: Int64, to last: Int64?, limit: Int) async throws(EventLogError) -> [StoredEvent] {
        let reply = try await asking(.notRead) { () throws(BackendError) in
            try await executor.execute(
                RedisCommand(
                    [
                        "XRANGE", .text(key("events")), .text("\(max(0, first))-0"),
                        .text(last.map { "\($0)-0" } ?? "+"),
                        "COUNT", .integer(limit),
                    ], isRepeatable: true))
        }
        var events: [StoredEvent] = []
        for entry in reply.elements ?? [] { events.append(try Self.event(from: entry, place: executor.place)) }
        return events
    }

    /// The newest offset.
    public func end() async throws(EventLogError) -> EventOffset {
        let reply = try await asking(.notRead) { () throws(BackendError) in
            try await executor.execute(RedisCommand(["GET", .text(key("last"))], isRepeatable: true))
        }
        return EventOffset(Int64(reply.integer ?? 0))
    }

    /// Up to where a consumer is done.
    public func position(of consumer: String) async throws(EventLogError) -> EventOffset {
        let reply = try await asking(.notRead) { () throws(BackendError) in
            try await executor.execute(
                RedisCommand(["HGET", .text(key("positions")), .text(consumer)], isRepeatable: true))
        }
        return EventOffset(Int64(reply.integer ?? 0))
    }

    /// Says that a consumer is done up to an offset.
    public func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {
        _ = try await asking(.notStored) { () throws(BackendError) in
            try await RedisEventScripts.commit.run(
                on: executor, keys: [key("positions")], arguments: [.text(consumer), .text(String(offset.value))],
                isRepeatable: true)
        }
    }

    /// Removes the oldest events, and what is known of runs of which none is left.
    public func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int {
        let oldest = policy.age.map { String(now.addingTimeInterval(-$0.seconds).timeIntervalSince1970) } ?? ""
        let count = policy.count.map { String(max(0, $0)) } ?? ""
        var removed = 0
        // In parts, because the server does nothing else meanwhile.
        while true {
            let reply = try await asking(.notStored) { () throws(BackendError) in
                try await RedisEventScripts.retain.run(
                    on: executor, keys: [key("events"), key("ids")],
                    arguments: [.text(count), .text(oldest), 1000])
            }
            let part = reply.integer ?? 0
            removed += part
            if part < 1000 { break }
        }
        try await forgetRuns()
        return removed
    }

    /// Removes what is known of runs whose last event was removed. Complexity: O(runs).
    private func forgetRuns() async throws(EventLogError) {
        var cursor = "0"
        repeat {
            let reply = try await asking(.notRead) { () throws(BackendError) in
                try await executor.execute(
                    RedisCommand(["HSCAN", .text(key("runs")), .text(cursor), "COUNT", 500], isRepeatable: true))
            }
            guard let parts = reply.elements, parts.count == 2, let next = parts[0].text else { return }
            let pairs = parts[1].elements ?? []
            let runs = stride(from: 0, to: pairs.count, by: 2).compactMap { pairs[$0].text }
            if !runs.isEmpty {
                _ = try await asking(.notStored) { () throws(BackendError) in
                    try await RedisEventScripts.forgetRuns.run(
                        on: executor, keys: [key("events"), key("runs")], arguments: runs.map { .text($0) },
                        isRepeatable: true)
                }
            }
            cursor = next
        } while cursor != "0"
    }

    /// The event of a stream's entry: `[id, [field, value, …]]`.
    static func event(from entry: RedisValue, place: String) throws(EventLogError) -> StoredEvent {
        guard let parts = entry.elements, parts.count == 2, let id = parts[0].text,
            let offset = Int64(id.prefix { $0 != "-" }), let line = parts[1]["e"]?.text
        else {
            throw EventLogError(
                code: .notRead, message: "an entry of the stream is no event", place: place,
                remedy: "see what else writes under these keys")
        }
        var event = try CloudEvent(parsing: line, at: "\(place), offset \(offset)")
        if let time = parts[1]["t"]?.text.flatMap({ Double($0) }) { event.time = Date(timeIntervalSince1970: time) }
        if let sequence = parts[1]["s"]?.integer { event.sequence = sequence }
        return StoredEvent(offset: EventOffset(offset), event: event)
    }

    func asking<Value>(
        _ code: EventLogError.Code, _ body: () async throws(BackendError) -> Value
    ) async throws(EventLogError) -> Value {
        do throws(BackendError) {
            return try await body()
        } catch {
            throw EventLogError(
                code: error.isTransient ? .unavailable : code, message: error.message, place: error.place,
                remedy: error.remedy ?? "`anneal doctor --backends` finds more")
        }
    }
}
