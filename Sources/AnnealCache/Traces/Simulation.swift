internal import AnnealFoundation

/// What a policy did with a trace.
public struct SimulationResult: Sendable, Hashable {
    /// Requests.
    public var requests = 0
    /// Requests of objects that were not kept.
    public var misses = 0
    /// The sum of the sizes of all requests in bytes.
    public var bytes = 0
    /// The sum of the sizes of the misses in bytes.
    public var missedBytes = 0
    /// The processor time that the policy took, without reading the trace.
    public var duration = Duration.zero

    /// Creates an empty result.
    public init() {}

    /// Misses for each request; 0 without requests.
    public var missRatio: Double { requests == 0 ? 0 : Double(misses) / Double(requests) }
    /// The share of bytes that were missed; 0 without requests.
    public var byteMissRatio: Double { bytes == 0 ? 0 : Double(missedBytes) / Double(bytes) }
}

/// Runs a trace through one policy, in pieces.
public struct Simulation: Sendable {
    /// What an object counts.
    public enum Unit: String, Sendable, CaseIterable {
        /// Every object counts 1.
        case objects
        /// An object counts its bytes.
        case bytes
    }

    /// What has come of it so far.
    public private(set) var result = SimulationResult()
    private var policy: any ReplacementPolicy
    private let unit: Unit

    /// Starts with an empty cache.
    public init(_ policy: any ReplacementPolicy, unit: Unit = .objects) {
        self.policy = policy
        self.unit = unit
    }

    /// Runs the next requests.
    public mutating func run(_ requests: [TraceRequest]) {
        let start = ProcessorTime.now
        Self.run(requests, through: &policy, unit: unit, into: &result)
        result.duration += ProcessorTime.now - start
    }

    private static func run(
        _ requests: [TraceRequest], through policy: inout any ReplacementPolicy, unit: Unit,
        into result: inout SimulationResult
    ) {
        func run(_ policy: inout some ReplacementPolicy) {
            var evicted: [UInt64] = []
            for request in requests {
                let isHit = policy.request(
                    request.key, size: unit == .bytes ? request.size : 1, evicted: &evicted)
                evicted.removeAll(keepingCapacity: true)
                result.bytes += request.size
                guard !isHit else { continue }
                result.misses += 1
                result.missedBytes += request.size
            }
            result.requests += requests.count
        }
        run(&policy)
    }
}
