import AnnealCache
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal cache simulate TRACE`: how often a policy misses.
struct CacheSimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run a trace of requests through policies and count the misses.",
        discussion: """
            A trace has one request a line, ID or ID SIZE (bytes), plain or compressed by gzip. Policies: \
            \(PolicyName.allCases.map(\.rawValue).joined(separator: ", ")), default (reuse-time), all. The cache is \
            empty at first; every miss counts.
            """)

    @Argument(help: "The trace.") var trace: String
    @Option(help: "A policy's name, several with commas, or all.") var policy = "default"
    @Option(help: "Room for so many objects (or bytes), or a share of all different ones such as 5%.") var size: String
    @Flag(help: "Count every object by its bytes; without this each counts 1.") var bytes = false
    @Flag(help: "One JSON object a policy and line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let unit: Simulation.Unit = bytes ? .bytes : .objects
            let names = try policies()
            let wanted = try SimulatedSize(size)
            let capacity = try wanted.capacity(unit: unit, trace: trace)
            var simulations = names.compactMap { name in
                name.makePolicy(capacity: capacity).map { (name, Simulation($0, unit: unit)) }
            }
            var distinct = DistinctObjects()
            var all: [TraceRequest] = []
            try TraceReader.read(trace) { requests in
                for index in simulations.indices { simulations[index].1.run(requests) }
                distinct.add(requests)
                if names.contains(.belady) { all += requests }
            }
            guard distinct.count > 0 else {
                throw CacheError(
                    code: .unreadableTrace, message: "the trace holds no request", place: trace,
                    remedy: "give a file with one request a line: ID or ID SIZE")
            }
            var results = Dictionary(uniqueKeysWithValues: simulations.map { ($0.0, $0.1.result) })
            if names.contains(.belady) {
                results[.belady] = BeladyBound.run(all, capacity: capacity, unit: unit)
            }
            for name in names {
                guard let result = results[name] else { continue }
                try show(name, result, capacity: capacity, distinct: distinct.count)
            }
            return .verified
        }
    }

    private func policies() throws -> [PolicyName] {
        if policy.lowercased() == "all" { return PolicyName.allCases }
        return try policy.split(separator: ",").map { name in
            guard let found = PolicyName(written: String(name)) else {
                throw CacheError(
                    code: .invalidParameter, message: "there is no policy \(name)", place: "--policy",
                    remedy: "choose from \(PolicyName.allCases.map(\.rawValue).joined(separator: ", ")), default, all")
            }
            return found
        }
    }

    private func show(_ name: PolicyName, _ result: SimulationResult, capacity: Int, distinct: Int) throws {
        let microseconds = result.duration.seconds * 1e6 / Double(max(1, result.requests))
        guard json else {
            let ratio = result.missRatio.formatted(.number.precision(.fractionLength(4)))
            let byteRatio = result.byteMissRatio.formatted(.number.precision(.fractionLength(4)))
            let time = microseconds.formatted(.number.precision(.fractionLength(3)))
            Terminal.result(
                "\(name.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0)) miss ratio \(ratio), of bytes \(byteRatio), \(result.misses) of \(result.requests), \(time) µs a request"
            )
            return
        }
        Terminal.result(
            try CanonicalJSON.string(
                JSONValue.object([
                    "trace": .string(trace), "policy": .string(name.rawValue), "size": .int(capacity),
                    "unit": .string(bytes ? "bytes" : "objects"), "requests": .int(result.requests),
                    "distinct": .int(distinct), "misses": .int(result.misses),
                    "hits": .int(result.requests - result.misses),
                    "missRatio": .double(result.missRatio), "byteMissRatio": .double(result.byteMissRatio),
                    "microsecondsPerRequest": .double(microseconds),
                ])))
    }
}

/// A size as it is written: a number, or a share of what the trace holds.
struct SimulatedSize {
    private let number: Double
    private let isShare: Bool

    init(_ text: String) throws {
        isShare = text.hasSuffix("%")
        let digits = isShare ? String(text.dropLast()) : text
        guard let number = Double(digits), number > 0, number <= (isShare ? 100 : 1e15),
            isShare || number == number.rounded()
        else {
            throw CacheError(
                code: .invalidParameter, message: "\(text) is no size", place: "--size",
                remedy: "give a whole number of at least 1, or a share above 0 % and up to 100 %, such as 5%")
        }
        self.number = number
    }

    /// The capacity; a share is rounded down, to 1 at least.
    func capacity(unit: Simulation.Unit, trace: String) throws -> Int {
        guard isShare else { return Int(number) }
        var distinct = DistinctObjects()
        try TraceReader.read(trace) { distinct.add($0) }
        return capacity(unit: unit, of: distinct)
    }

    /// The capacity for objects that were counted already.
    func capacity(unit: Simulation.Unit, of distinct: DistinctObjects) -> Int {
        guard isShare else { return Int(number) }
        let whole = unit == .bytes ? distinct.bytes : distinct.count
        return max(1, Int(Double(whole) * number / 100))
    }
}
