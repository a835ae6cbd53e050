/// What a policy sees of the ready tasks of a schedule in the making. Nothing of it depends on the duration of a task that
/// is not done.
struct WorkFeatures: Sendable, Codable {
    /// Numbers that describe a task.
    static let count = 16

    private let firstRanks: [Double]
    private let largestRank: Double
    private let meanEstimate: Double
    private let bound: Double
    private let descendants: [Int]
    private let workAfter: [Double]

    /// Looks at a schedule of which nothing is done yet.
    init(_ episode: WorkEpisode, estimates: [Double]) {
        let (graph, least) = (episode.graph, Double.leastNormalMagnitude)
        let believed = episode.beliefs.durations
        firstRanks = graph.upwardRanks(durations: estimates)
        largestRank = max(episode.ranks.max() ?? 0, least)
        meanEstimate = max(believed.reduce(0, +) / Double(graph.count), least)
        bound = max(largestRank, believed.reduce(0, +) / Double(episode.workers))
        (descendants, workAfter) = graph.descendants(durations: believed)
    }

    /// Writes the features of each ready task, row by row.
    func write(_ episode: WorkEpisode, into features: UnsafeMutableBufferPointer<Float>) {
        let (graph, ready) = (episode.graph, episode.ready)
        let (count, workers) = (Double(graph.count), Double(episode.workers))
        let least = Double.leastNormalMagnitude
        var (largestReady, largestFirst, largestAfter) = (least, least, least)
        for task in ready {
            largestReady = max(largestReady, episode.ranks[task])
            largestFirst = max(largestFirst, firstRanks[task])
            largestAfter = max(largestAfter, workAfter[task])
        }
        let pressure = min(3, episode.waitingWork / workers / largestReady) / 3
        var index = 0
        func write(_ value: Double) {
            features[index] = Float(value)
            index += 1
        }
        for (place, task) in ready.enumerated() {
            let rank = episode.ranks[task]
            write(min(4, episode.beliefs.durations[task] / meanEstimate))
            write(rank / largestRank)
            write(rank / largestReady)
            write(Double(descendants[task]) / count)
            write(Double(graph.children[task].count) / count)
            write(min(2, (episode.time - episode.readySince[task]) / bound))
            write(Double(place) / Double(max(1, ready.count - 1)))
            write(Double(episode.freeWorkers) / workers)
            write(min(2, Double(ready.count) / workers))
            write(Double(episode.done) / count)
            write(min(2, episode.time / bound))
            let unlocked = graph.children[task].count { episode.waiting[$0] == 1 }
            write(min(1, Double(unlocked) / workers))
            write(firstRanks[task] / largestFirst)
            write(pressure)
            write(episode.beliefs.durations[task] / largestReady)
            write(workAfter[task] / largestAfter)
        }
    }
}

extension WorkGraph {
    /// Of each task, how many others can only begin after it, and their durations.
    ///
    /// - Parameter durations: of each task, known or estimated.
    /// - Returns: by task.
    /// - Complexity: O(tasks · dependencies / 64 + pairs of a task and one after it).
    func descendants(durations: [Double]) -> (counts: [Int], work: [Double]) {
        let words = (count + 63) / 64
        var reached = [UInt64](repeating: 0, count: count * words)
        var (counts, work) = ([Int](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for task in order.reversed() {
            for child in children[task] {
                reached[task * words + child / 64] |= 1 << UInt64(child % 64)
                for word in 0..<words { reached[task * words + word] |= reached[child * words + word] }
            }
            for word in 0..<words {
                var bits = reached[task * words + word]
                counts[task] += bits.nonzeroBitCount
                while bits != 0 {
                    work[task] += durations[word * 64 + bits.trailingZeroBitCount]
                    bits &= bits - 1
                }
            }
        }
        return (counts, work)
    }
}
