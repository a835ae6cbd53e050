import AnnealCache
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal cache gate TRACE…`: whether a learned policy misses less than the fixed ones.
struct CacheGateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate", abstract: "Judge on traces whether a learned policy may decide what stays.",
        discussion: """
            A policy is trained on the first half of each trace, and it and the fixed ones run through the second half, \
            which all of them see for the first time, with the first half behind them. It is let in when it misses less \
            than each fixed policy by an interval over windows; otherwise the fixed one stays. Without --keep it is only \
            told who would be in charge. Training needs XGBoost's C library.
            """)

    @Argument(help: "The traces, each as `anneal cache simulate` reads it.") var traces: [String]
    @Option(help: "Room for so many objects (or bytes), or a share of all different ones such as 5%; can be repeated.")
    var size: [String] = ["1%", "10%"]
    @Flag(help: "Count every object by its bytes; without this each counts 1.") var bytes = false
    @Flag(help: "Let the verdict decide about this machine's cache from now on.") var keep = false
    @Flag(help: "One JSON object a trial and line, then one with the verdict.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let unit: Simulation.Unit = bytes ? .bytes : .objects
            var requests: [(name: String, requests: [TraceRequest])] = []
            for trace in traces where !requests.contains(where: { $0.name == trace }) {
                var all: [TraceRequest] = []
                try TraceReader.read(trace) { all += $0 }
                guard all.count >= CacheTrial.leastRequests else {
                    throw CacheError(
                        code: .invalidParameter, message: "\(all.count) requests are too few to judge by", place: trace,
                        remedy: "give traces of \(CacheTrial.leastRequests) requests or more")
                }
                requests.append((trace, all))
            }
            let sizes = try size.map { try SimulatedSize($0) }
            let model = try DistanceTraining.train(
                on: requests.map { CacheTrial.firstHalf(of: $0.requests) }, isSized: bytes)
            var trials: [CacheTrial] = []
            for (name, requests) in requests {
                var distinct = DistinctObjects()
                distinct.add(requests)
                for size in sizes {
                    let trial = CacheTrial(
                        of: requests, named: name, capacity: size.capacity(unit: unit, of: distinct), unit: unit,
                        model: model)
                    try tell(trial)
                    trials.append(trial)
                }
            }
            let verdict = try CacheVerdict(of: trials, unit: unit, model: model, at: Date())
            if keep { try verdict.keep(in: StateDirectories(environment: ProcessInfo.processInfo.environment)) }
            try tell(verdict)
            return .verified
        }
    }

    private func tell(_ trial: CacheTrial) throws {
        guard json else {
            let ratios = trial.missRatios.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
                .map { "\($0.key) \(String(format: "%.4f", $0.value))" }
            return Terminal.result("\(trial.trace), room \(trial.capacity): \(ratios.joined(separator: ", "))")
        }
        try Terminal.result([
            "type": "trial", "trace": .string(trial.trace), "size": .int(trial.capacity),
            "unit": .string(bytes ? "bytes" : "objects"),
            "missRatios": .object(trial.missRatios.mapValues { .double($0) }),
        ])
    }

    private func tell(_ verdict: CacheVerdict) throws {
        guard json else {
            Terminal.result("\(DistancePolicy.name): miss ratio \(String(format: "%.4f", verdict.learnedMissRatio))")
            for rival in verdict.rivals { Terminal.result("  \(CacheCharge.text(rival))") }
            return Terminal.result(
                "\(verdict.inCharge) \(keep ? "is" : "would be") in charge: \(verdict.reason)")
        }
        var members = CacheCharge(verdict).json
        members["type"] = "verdict"
        members["kept"] = .bool(keep)
        try Terminal.result(members)
    }
}
