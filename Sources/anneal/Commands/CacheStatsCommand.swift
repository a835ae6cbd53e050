import AnnealCache
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal cache stats`: what the cache holds and how often it helped.
struct CacheStatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show what the cache holds and how often it helped.")

    @Flag(help: "One JSON object a level and line, then one with the counters.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let desk = CacheDesk()
            let cache = try await desk.open()
            // This command's own memory holds nothing.
            for report in await cache.reports() where report.tier != "memory" { try show(report) }
            let counters = try await desk.counters()
            if json {
                let values = counters.mapValues { JSONValue.int($0) }
                Terminal.result(
                    try CanonicalJSON.string(
                        JSONValue.object(["type": "counters", "counters": .object(values)])))
            } else {
                for (name, value) in counters.sorted(by: { $0.key < $1.key }) { Terminal.result("\(name): \(value)") }
                let hits = counters.filter { $0.key.hasPrefix("hits.") }.values.reduce(0, +)
                let requests = hits + (counters["misses"] ?? 0)
                if requests > 0 {
                    let ratio = (Double(hits) / Double(requests)).formatted(.number.precision(.fractionLength(3)))
                    Terminal.result("hit ratio: \(ratio) of \(requests) lookups")
                }
            }
            return .verified
        }
    }

    private func show(_ report: TierReport) throws {
        guard json else {
            guard let contents = report.contents else {
                Terminal.result("\(report.tier): does not answer: \(report.failure ?? "")")
                return
            }
            let limit = contents.byteLimit.map { " of \($0)" } ?? ""
            Terminal.result("\(report.tier): \(contents.count) records, \(contents.bytes)\(limit) bytes")
            return
        }
        var members: [String: JSONValue] = ["type": "level", "level": .string(report.tier)]
        if let contents = report.contents {
            members["records"] = .int(contents.count)
            members["bytes"] = .int(contents.bytes)
            members["byteLimit"] = contents.byteLimit.map { .int($0) }
        }
        members["failure"] = report.failure.map { .string($0) }
        Terminal.result(try CanonicalJSON.string(JSONValue.object(members)))
    }
}
