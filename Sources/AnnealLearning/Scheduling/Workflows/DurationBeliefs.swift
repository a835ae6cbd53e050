/// What is believed of the durations of a graph's tasks while it runs: estimates, corrected by what tasks of the same kind
/// took and are estimated to take.
///
/// The logarithm of a task's duration is taken as normal around the mean of its kind, and that of its estimate as normal
/// around the duration's. Then the best guess lies between the estimate and the kind's mean, the nearer to the mean the
/// less the tasks of the kind differ from each other. The mean is that of durations where tasks are done, which count
/// more, and of estimates where not.
///
/// Source: B. Efron, C. Morris, "Data Analysis Using Stein's Estimator and its Generalizations", JASA 70 (1975).
struct DurationBeliefs: Sendable, Codable {
    /// Of each task, what it is believed to take (seconds); what it took when it is done.
    private(set) var durations: [Double]
    /// Of each task, the index of its kind.
    let kinds: [Int]
    private let logEstimates: [Double]
    /// The variance of the logarithm of estimate over truth.
    private let noise: Double
    /// Of each kind, its tasks.
    private let members: [[Int]]
    private var isDone: [Bool]
    private var groups: [Group]

    /// What is known of the tasks of a kind: sums over logarithms of durations.
    private struct Group: Sendable, Codable {
        var known = Moments()
        var guessed = Moments()
    }

    /// A number of values, their sum and that of their squares.
    private struct Moments: Sendable, Codable {
        var count = 0.0
        var sum = 0.0
        var squares = 0.0

        mutating func add(_ value: Double, times: Double = 1) {
            count += times
            sum += times * value
            squares += times * value * value
        }

        /// The sum of the squared differences from the mean.
        var deviation: Double { count > 0.5 ? max(0, squares - sum * sum / count) : 0 }
    }

    /// How much tasks of a kind differ before anything was seen of them: the variance of the logarithm of durations, and
    /// how many tasks that counts as.
    private static let (usualVariance, usualWeight) = (0.1, 2.0)

    init(_ graph: WorkGraph, estimates: [Double], noise: Double) {
        durations = estimates
        self.noise = noise * noise
        let least = max(estimates.reduce(0, +) / Double(max(1, estimates.count)) * 1e-4, .leastNormalMagnitude)
        logEstimates = estimates.map { Elementary.log(max($0, least)) }
        var indices: [String: Int] = [:]
        var members: [[Int]] = []
        kinds = graph.kinds.map { kind in
            if let index = indices[kind] { return index }
            indices[kind] = members.count
            members.append([])
            return members.count - 1
        }
        for task in kinds.indices { members[kinds[task]].append(task) }
        self.members = members
        isDone = [Bool](repeating: false, count: kinds.count)
        groups = [Group](repeating: Group(), count: members.count)
        for task in kinds.indices { groups[kinds[task]].guessed.add(logEstimates[task]) }
        guard noise > 0 else { return }
        for index in groups.indices { refine(index) }
    }

    /// Takes over how long a task took.
    ///
    /// - Returns: whether beliefs of other tasks may have changed.
    mutating func observe(_ task: Int, duration: Double) -> Bool {
        let changed = durations[task] != duration
        durations[task] = duration
        guard noise > 0, !isDone[task] else { return changed }
        isDone[task] = true
        let group = kinds[task]
        // Something that took no time at all counts as short, not as infinitely short.
        let known = duration > 0 ? max(Elementary.log(duration), logEstimates[task] - 5) : logEstimates[task] - 5
        groups[group].known.add(known)
        groups[group].guessed.add(logEstimates[task], times: -1)
        refine(group)
        return true
    }

    /// Computes what the tasks of a kind that are not done are believed to take.
    private mutating func refine(_ index: Int) {
        let group = groups[index]
        guard group.guessed.count > 0.5 else { return }
        let within = variance(group)
        let (estimateWeight, knownWeight) = (1 / (within + noise), 1 / within)
        let mean =
            (estimateWeight * group.guessed.sum + knownWeight * group.known.sum)
            / (estimateWeight * group.guessed.count + knownWeight * group.known.count)
        let shrink = within / (within + noise)
        // The mean of a lognormal lies above its median.
        let spread = 0.5 * within * noise / (within + noise)
        for task in members[index] where !isDone[task] {
            durations[task] = Elementary.exp(mean + shrink * (logEstimates[task] - mean) + spread)
        }
    }

    /// How much tasks of a kind differ: the variance of the logarithms, that of the estimates' errors taken off.
    private func variance(_ group: Group) -> Double {
        var (squares, freedom) = (Self.usualVariance * Self.usualWeight, Self.usualWeight)
        if group.known.count > 1.5 {
            squares += group.known.deviation
            freedom += group.known.count - 1
        }
        // What has to be told apart from errors tells less than what is known.
        if group.guessed.count > 1.5 {
            squares += 0.3 * max(0, group.guessed.deviation - (group.guessed.count - 1) * noise)
            freedom += 0.3 * (group.guessed.count - 1)
        }
        return max(1e-4, squares / freedom)
    }
}
