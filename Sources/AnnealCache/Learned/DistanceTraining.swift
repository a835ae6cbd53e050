internal import AnnealFoundation
internal import AnnealLearning

/// Trains a `DistanceModel` on requests that were recorded.
///
/// At times that are spread evenly over each trace, an object is drawn among those that were requested lately. What is known of it
/// then gives a row, the logarithm of the time until it is requested again the label; of one that is not requested again the
/// label is that of twice the length of the trace.
///
/// Source: Z. Song, D. Berger, K. Li, W. Lloyd, "Learning Relaxed Belady for Content Distribution Network Caching", NSDI 2020.
public enum DistanceTraining {
    /// Requests that a trace has at least.
    public static let leastRequests = 2_000
    /// Rows of all traces together.
    private static let rows = 32_768
    /// Among how many of the last requests an object is drawn.
    private static let window = 65_536
    /// How often another object is tried where one was requested again since.
    private static let draws = 4

    private static var parameters: TreeParameters {
        var parameters = TreeParameters(objective: .squaredError, rounds: 40)
        parameters.learningRate = 0.2
        parameters.maximumDepth = 6
        parameters.minimumChildWeight = 20
        parameters.baseScore = 0
        return parameters
    }

    /// Trains.
    ///
    /// - Parameters:
    ///   - traces: requests, each with a clock of its own.
    ///   - isSized: whether sizes count; all are 1 otherwise.
    ///   - seed: draws times and objects.
    /// - Returns: the model.
    /// - Throws: `CacheError` when a trace is too short, or the trees cannot be trained.
    /// - Complexity: O(requests + rows · trees).
    public static func train(
        on traces: [[TraceRequest]], isSized: Bool, seed: UInt64 = 1
    ) throws(CacheError) -> DistanceModel {
        var examples = DistanceExamples(seed: seed)
        for trace in traces {
            guard trace.count >= leastRequests else {
                throw CacheError(
                    code: .invalidParameter, message: "\(trace.count) requests are too few to learn from",
                    place: "DistanceTraining", remedy: "give traces of \(2 * leastRequests) requests or more")
            }
            examples.add(trace, rows: rows / max(1, traces.count), window: window, draws: draws, isSized: isSized)
        }
        let json: [UInt8]
        do throws(LearningError) {
            let table = try FeatureTable(examples.values, columns: KeyPast.names.count)
            json = try BoostedTrees.train(.init(table, labels: examples.labels), parameters: parameters).json()
        } catch {
            throw CacheError(
                code: .untrained, message: "the policy could not be trained: \(error.message)",
                place: error.place, remedy: error.remedy ?? "install XGBoost's C library (`make setup`)")
        }
        return try DistanceModel(xgboost: json)
    }
}

/// Rows and labels drawn from traces.
struct DistanceExamples {
    private(set) var values: [Float] = []
    private(set) var labels: [Float] = []
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Draws rows from a trace.
    mutating func add(_ requests: [TraceRequest], rows: Int, window: Int, draws: Int, isSized: Bool) {
        let next = BeladyBound.nextRequests(requests)
        var index = KeyIndex()
        var pasts: [KeyPast] = []
        // At the beginning little is known of anything.
        let start = requests.count / 8
        let share = Double(rows) / Double(requests.count - start)
        var due = 0.0
        for (time, request) in requests.enumerated() {
            let slot = index.find(request.key)
            if slot >= 0 {
                pasts[Int(slot)].note(at: time)
            } else {
                index.insert(request.key, slot: Int32(pasts.count))
                pasts.append(KeyPast(at: time))
            }
            guard time >= start else { continue }
            due += share
            while due >= 1 {
                due -= 1
                for _ in 0..<draws {
                    let place = time - Int(random.next() % UInt64(min(window, time + 1)))
                    let past = pasts[Int(index.find(requests[place].key))]
                    // Only its last request stands for an object, so that each is as likely as any other.
                    guard past.last == place else { continue }
                    past.append(to: &values, at: time, size: isSized ? requests[place].size : 1)
                    labels.append(
                        KeyPast.logarithm(Float(next[place] == .max ? 2 * requests.count : next[place] - time)))
                    break
                }
            }
        }
    }
}
