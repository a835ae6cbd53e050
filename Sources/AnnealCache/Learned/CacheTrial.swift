/// How a learned policy and the fixed ones do on the second half of a trace, after all of them have seen the first.
public struct CacheTrial: Sendable, Hashable, Codable {
    /// The policies that are no learned one: those of `PolicyName` that do not know the future.
    static let rivals = PolicyName.allCases.filter { $0 != .belady }
    /// Windows of the second half.
    static let windows = 40
    /// Requests that a trace has at least.
    public static let leastRequests = 2 * DistanceTraining.leastRequests

    /// The trace.
    public var trace: String
    /// The room.
    public var capacity: Int
    /// Misses for each request of the second half, by policy.
    public var missRatios: [String: Double]
    /// How many more requests than the learned policy a fixed one misses, for each request, window by window.
    public var differences: [String: [Double]]

    /// Runs a trace.
    ///
    /// - Parameters:
    ///   - requests: the trace; at least `leastRequests`.
    ///   - name: what it is called.
    ///   - capacity: the room.
    ///   - unit: what an object counts.
    ///   - model: what the learned policy predicts by; it must not have seen the second half.
    public init(
        of requests: [TraceRequest], named name: String, capacity: Int, unit: Simulation.Unit, model: DistanceModel
    ) {
        trace = name
        self.capacity = capacity
        let learned = Self.misses(
            of: DistancePolicy(capacity: capacity, model: model), on: requests, unit: unit)
        missRatios = [DistancePolicy.name: Self.ratio(learned)]
        differences = [:]
        for rival in Self.rivals {
            guard let policy = rival.makePolicy(capacity: capacity) else { continue }
            let misses = Self.misses(of: policy, on: requests, unit: unit)
            missRatios[rival.rawValue] = Self.ratio(misses)
            differences[rival.rawValue] = zip(misses, learned).map { fixed, own in
                Double(fixed.misses - own.misses) / Double(max(1, own.requests))
            }
        }
    }

    /// The first half of a trace, which may be learned from.
    public static func firstHalf(of requests: [TraceRequest]) -> [TraceRequest] {
        Array(requests[..<(requests.count / 2)])
    }

    /// Misses and requests of each window.
    private static func misses(
        of policy: any ReplacementPolicy, on requests: [TraceRequest], unit: Simulation.Unit
    ) -> [(misses: Int, requests: Int)] {
        var simulation = Simulation(policy, unit: unit)
        let half = requests.count / 2
        simulation.run(Array(requests[..<half]))
        let rest = requests.count - half
        return (0..<windows).map { window in
            let start = half + rest * window / windows
            let end = half + rest * (window + 1) / windows
            let before = simulation.result.misses
            simulation.run(Array(requests[start..<end]))
            return (simulation.result.misses - before, end - start)
        }
    }

    private static func ratio(_ windows: [(misses: Int, requests: Int)]) -> Double {
        let (misses, requests) = windows.reduce((0, 0)) { ($0.0 + $1.misses, $0.1 + $1.requests) }
        return Double(misses) / Double(max(1, requests))
    }
}
