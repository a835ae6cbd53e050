/// The partitions that a consumer of a group has, and what it was given of each and has not acknowledged.
struct KafkaAssignment: Sendable, Hashable {
    private struct Given: Hashable {
        var offset: Int64
        var isDone = false
    }

    private var given: [Int32: [Given]] = [:]
    /// How often partitions went away.
    private(set) var losses = 0

    /// The partitions that are this consumer's.
    var partitions: Set<Int32> { Set(given.keys) }
    /// How many records were given and are not acknowledged.
    var pending: Int { given.values.reduce(0) { $0 + $1.count { !$0.isDone } } }

    /// Partitions come.
    mutating func gain(_ partitions: [Int32]) { for partition in partitions { given[partition] = [] } }

    /// All partitions go, with what was not acknowledged; some of them may come back.
    mutating func loseAll() {
        given = [:]
        losses += 1
    }

    /// A record is given out. Records of a partition come in order.
    mutating func give(_ offset: Int64, of partition: Int32) { given[partition]?.append(Given(offset: offset)) }

    /// A record took effect.
    ///
    /// - Returns: false when it is not this consumer's any more.
    mutating func finish(_ offset: Int64, of partition: Int32) -> Bool {
        guard let index = given[partition].flatMap({ Self.index(of: offset, in: $0) }) else { return false }
        given[partition]?[index].isDone = true
        return true
    }

    /// Up to where a partition is done: the offset after the last record before which none is open. `nil` when there is
    /// nothing to commit.
    func end(of partition: Int32) -> Int64? {
        guard let records = given[partition] else { return nil }
        let done = records.prefix { $0.isDone }
        return done.last.map { $0.offset + 1 }
    }

    /// Forgets what was committed.
    mutating func drop(before offset: Int64, of partition: Int32) {
        given[partition]?.removeAll { $0.offset < offset }
    }

    private static func index(of offset: Int64, in records: [Given]) -> Int? {
        var (low, high) = (0, records.count)
        while low < high {
            let middle = (low + high) / 2
            if records[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low < records.count && records[low].offset == offset ? low : nil
    }
}
