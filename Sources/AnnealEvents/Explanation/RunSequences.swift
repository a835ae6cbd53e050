internal import AnnealFoundation

/// Whether the events of a run are in an order as those of runs that went well.
public struct SequenceAccount: Sendable, Hashable, Codable {
    /// The verdict; `nil` when it cannot be told.
    public var verdict: SequenceVerdict?
    /// The score above which a run is unusual.
    public var threshold: Double?
    /// How many runs that went well it was compared with.
    public var runs: Int
    /// Why there is no verdict, or where the threshold comes from.
    public var note: String
}

/// The types of the events of each run, a stretch of the same one once.
struct RunSequences: Sendable {
    /// How many runs that went well are compared with.
    static let normalLimit = 300
    /// How many types of one run are kept.
    static let lengthLimit = 5_000
    /// The least number of runs to learn from.
    static let least = 10
    /// The share of runs that went well which may be called unusual.
    static let falsePositiveRate = 0.05

    private var open: [RunID: [String]] = [:]
    private var order: [RunID] = []
    private var normal: [[String]] = []

    /// Takes the next event of the log.
    mutating func absorb(_ event: CloudEvent) {
        guard let run = event.run else { return }
        if open[run] == nil {
            order.append(run)
            if order.count > FailureHistory.runLimit { open[order.removeFirst()] = nil }
        }
        Self.add(event, to: &open[run, default: []])
        guard event.type == "run.completed" else { return }
        if event.data["exitCode"]?.intValue == 0, let types = open[run] {
            normal.append(types)
            if normal.count > Self.normalLimit { normal.removeFirst() }
        }
        open[run] = nil
        order.removeAll { $0 == run }
    }

    /// Judges a run by those that went well before.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - rest: its events that were not absorbed.
    /// - Returns: the verdict, or why there is none.
    func account(of run: RunID, followedBy rest: [StoredEvent]) -> SequenceAccount {
        func without(_ note: String) -> SequenceAccount {
            SequenceAccount(verdict: nil, threshold: nil, runs: normal.count, note: note)
        }
        var types = open[run] ?? []
        // What comes after a run's end, such as that events were lost, is no part of its course.
        for stored in rest where types.last != "run.completed" { Self.add(stored.event, to: &types) }
        guard types.last == "run.completed" else { return without("the run has not come to its end") }
        guard normal.count >= Self.least else {
            return without("\(normal.count) runs that went well are too few to compare with; it takes \(Self.least)")
        }
        do throws(SequenceError) {
            let detector = try SequenceDetector(
                training: normal,
                options: SequenceDetector.Options(falsePositiveRate: Self.falsePositiveRate))
            return SequenceAccount(
                verdict: detector.judge(types), threshold: detector.threshold.score, runs: normal.count,
                note: detector.threshold.origin)
        } catch {
            return without(error.message)
        }
    }

    private static func add(_ event: CloudEvent, to types: inout [String]) {
        guard types.last != event.type, types.count < lengthLimit || event.type == "run.completed" else { return }
        types.append(event.type)
    }
}
