import AnnealCache
import AnnealFoundation
import Foundation

/// Who decides what stays in this machine's cache, as commands tell it.
struct CacheCharge {
    private let verdict: CacheVerdict?

    init(_ verdict: CacheVerdict?) { self.verdict = verdict }

    /// Reads the verdict that was kept.
    ///
    /// - Throws: `CacheError` when it cannot be read.
    static func kept(in directories: StateDirectories) throws -> CacheCharge {
        CacheCharge(try CacheVerdict.kept(in: directories))
    }

    /// The policy.
    var name: String { verdict?.inCharge ?? CacheVerdict.fixed }

    /// The lines of `anneal learn status`.
    var lines: [String] {
        guard let verdict else {
            return [
                "cache: \(name) in charge", "  no learned policy was judged: `anneal cache gate TRACE --keep`",
            ]
        }
        let traces = Set(verdict.trials.map(\.trace)).count
        let ratio = String(format: "%.4f", verdict.learnedMissRatio)
        var lines = [
            "cache: \(name) in charge since \(verdict.time.formatted(.iso8601)): \(verdict.reason)",
            "  \(DistancePolicy.name): miss ratio \(ratio) on the second halves of \(traces) "
                + "\(traces == 1 ? "trace" : "traces"), \(verdict.trials.count) trials",
        ]
        if let best = verdict.rivals.first { lines.append("  the best fixed: \(Self.text(best))") }
        return lines
    }

    /// The same as JSON, without its type.
    var json: [String: JSONValue] {
        guard let verdict else { return ["inCharge": .string(name), "since": .null] }
        return [
            "inCharge": .string(name), "since": .string(verdict.time.formatted(.iso8601)),
            "reason": .string(verdict.reason), "unit": .string(verdict.unit), "trials": .int(verdict.trials.count),
            "learned": ["policy": .string(DistancePolicy.name), "missRatio": .double(verdict.learnedMissRatio)],
            "fixed": .array(
                verdict.rivals.map { rival -> JSONValue in
                    [
                        "policy": .string(rival.name), "missRatio": .double(rival.missRatio),
                        "difference": .double(rival.difference), "low": .double(rival.low), "high": .double(rival.high),
                    ]
                }),
        ]
    }

    /// A fixed policy beside the learned one.
    static func text(_ rival: CacheVerdict.Rival) -> String {
        let numbers = String(
            format: "miss ratio %.4f, %+.4f more than the learned one (%+.4f to %+.4f)", rival.missRatio,
            rival.difference, rival.low, rival.high)
        return "\(rival.name): \(numbers)"
    }
}
