public import AnnealEvents
public import AnnealFoundation

extension KafkaEventLog {
    /// Reads on; see `EventLog`. All runs together need a topic with one partition.
    ///
    /// An event that lies there again is left out. To know that, what lies before `offset` is read too, once.
    ///
    /// - Throws: `EventLogError`.
    public func read(
        after offset: EventOffset, run: RunID?, limit: Int
    ) async throws(EventLogError) -> [StoredEvent] {
        guard limit > 0 else { return [] }
        let home: Int32?
        if let run {
            home = try await partition(of: run)
        } else {
            home = try await onlyPartition(for: "all runs together")
        }
        guard let partition = home else { return [] }
        let start = max(0, offset.value)
        if start > index(of: partition).next { try await catchUp(partition, to: start) }
        return try await scanning { () throws(EventLogError) in
            var next = self.start(of: run, in: partition, from: start)
            var found: [StoredEvent] = []
            while true {
                // For one run others are between its events.
                let size = run == nil ? limit - found.count : max(limit, 500)
                let page = try await page(of: partition, from: next, limit: size)
                found += page.events.lazy.filter { run == nil || $0.event.run == run }.prefix(limit - found.count)
                // Behind an end there may be more by now; it is the end when nothing came before it.
                if found.count == limit || page.isEnd && page.next == next { return found }
                next = page.next
            }
        }
    }

    /// From where a run has to be read: what is known of the partition may say that it begins later.
    private func start(of run: RunID?, in partition: Int32, from offset: Int64) -> Int64 {
        guard let run else { return offset }
        let index = index(of: partition)
        return max(offset, index.runs[run].map { min($0.first, index.next) } ?? index.next)
    }
}
