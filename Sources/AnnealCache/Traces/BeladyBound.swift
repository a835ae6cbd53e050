internal import AnnealFoundation

/// The fewest misses that any policy can have which takes in every object it fetches: what is requested again last goes
/// first. With sizes it is no bound, but a good mark.
///
/// Source: L. A. Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems Journal 5(2),
/// 1966.
public enum BeladyBound {
    /// Runs a whole trace. Complexity: O(n log n).
    ///
    /// - Parameters:
    ///   - requests: the trace.
    ///   - capacity: the sum of the sizes of what may be kept.
    ///   - unit: what an object counts.
    /// - Returns: what came of it.
    public static func run(_ requests: [TraceRequest], capacity: Int, unit: Simulation.Unit) -> SimulationResult {
        let start = ProcessorTime.now
        let next = nextRequests(requests)
        var kept: [UInt64: (next: Int, size: Int)] = [:]
        var heap = LatestFirst()
        var used = 0
        var result = SimulationResult()
        result.requests = requests.count
        for (time, request) in requests.enumerated() {
            result.bytes += request.size
            let size = unit == .bytes ? request.size : 1
            if let former = kept[request.key] {
                kept[request.key] = (next[time], former.size)
                heap.insert((next[time], request.key))
                continue
            }
            result.misses += 1
            result.missedBytes += request.size
            guard size <= capacity else { continue }
            while used + size > capacity, let latest = heap.popLatest() {
                // An object that was requested since has a newer place in the heap.
                guard let object = kept[latest.key], object.next == latest.time else { continue }
                used -= object.size
                kept[latest.key] = nil
            }
            kept[request.key] = (next[time], size)
            heap.insert((next[time], request.key))
            used += size
        }
        result.duration = ProcessorTime.now - start
        return result
    }

    /// For every request, when its object is requested again; later than all when it is not.
    static func nextRequests(_ requests: [TraceRequest]) -> [Int] {
        var next = [Int](repeating: .max, count: requests.count)
        var seen: [UInt64: Int] = [:]
        for time in requests.indices.reversed() {
            if let later = seen[requests[time].key] { next[time] = later }
            seen[requests[time].key] = time
        }
        return next
    }
}

/// A binary heap with the latest time at its top.
private struct LatestFirst {
    private var items: [(time: Int, key: UInt64)] = []

    mutating func insert(_ item: (time: Int, key: UInt64)) {
        var place = items.count
        items.append(item)
        while place > 0, items[(place - 1) / 2].time < item.time {
            items[place] = items[(place - 1) / 2]
            place = (place - 1) / 2
        }
        items[place] = item
    }

    mutating func popLatest() -> (time: Int, key: UInt64)? {
        guard let top = items.first else { return nil }
        let item = items.removeLast()
        guard !items.isEmpty else { return top }
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < items.count else { break }
            if child + 1 < items.count, items[child + 1].time > items[child].time { child += 1 }
            guard items[child].time > item.time else { break }
            items[place] = items[child]
            place = child
        }
        items[place] = item
        return top
    }
}
