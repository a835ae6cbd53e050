/// Counts which templates follow one another: runs of up to n identities, in bounded memory.
public struct SequenceCounts: Sendable {
    /// The longest run that is counted.
    public let length: Int
    /// How many different runs are kept; the rarest go when there are more.
    public let capacity: Int

    private var recent: [String] = []
    private var counts: [[String]: Int] = [:]

    /// Creates a counter.
    ///
    /// - Parameters:
    ///   - length: the longest run, at least 1.
    ///   - capacity: how many different runs are kept, at least 16.
    public init(length: Int = 3, capacity: Int = 100_000) {
        self.length = max(1, length)
        self.capacity = max(16, capacity)
    }

    /// Adds the next identity. Complexity: O(length²).
    ///
    /// - Parameter id: a template's or a failure's identity.
    public mutating func add(_ id: String) {
        recent.append(id)
        if recent.count > length { recent.removeFirst() }
        for count in 1...recent.count { counts[Array(recent.suffix(count)), default: 0] += 1 }
        if counts.count > capacity { dropRarest() }
    }

    /// Ends a sequence: what comes next does not follow what was added.
    public mutating func end() { recent = [] }

    /// How often a run was seen.
    public func count(of run: [String]) -> Int { counts[run] ?? 0 }

    /// How likely an identity follows a run, from 0 to 1; `nil` when the run was never seen.
    ///
    /// - Parameters:
    ///   - id: what may follow.
    ///   - run: fewer identities than `length`.
    /// - Returns: the share of the run's occurrences that the identity followed.
    public func probability(of id: String, after run: [String]) -> Double? {
        guard let seen = counts[run], seen > 0 else { return nil }
        return Double(count(of: run + [id])) / Double(seen)
    }

    /// The runs of a length that were seen most often, the most frequent first. Complexity: O(n log n).
    public func mostFrequent(length: Int, limit: Int) -> [(run: [String], count: Int)] {
        counts.filter { $0.key.count == length }
            .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key) }
            .prefix(max(0, limit)).map { ($0.key, $0.value) }
    }

    /// Half of the places are made free, so that this happens once in many additions.
    private mutating func dropRarest() {
        let kept = counts.sorted {
            $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
        }
        .prefix(capacity / 2)
        counts = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
