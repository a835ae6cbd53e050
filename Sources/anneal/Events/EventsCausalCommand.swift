public import AnnealEvents
import AnnealFoundation
public import ArgumentParser
import Foundation

/// `anneal events causal FILE`: which series move which others, and where an incident began.
struct EventsCausalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "causal", abstract: "Find causes among series, and where an incident began.",
        discussion: """
            FILE has a JSON object a line, and may be packed by gzip; - reads the standard input. "series" holds for each \
            variable its values at the same equally spaced times; "names" and "id" are optional; "incident" holds further \
            values of the variables as "series", and "start", the time among them that the incident began at, if it is \
            known. With --json each line gives {"id":…,"links":[{"from":0,"to":3,"lag":1,"coefficient":…,"interval":[…,…],\
            "strength":…,"pValue":…,"qValue":…,"probability":…},…],"rootCauses":[{"variable":2,"name":…,"probability":…,\
            "score":…,"shift":…},…],"seconds":…}.
            """)

    @Argument(help: "The series.") var file: String
    @Option(help: "The longest lag, in time steps.") var lags = 3
    @Option(help: "sparse, pcmci or granger.") var method: CausalDiscovery.Method = .sparse
    @Option(help: "When variables are mapped to ranks: automatic, none or ranks.")
    var transform: CausalDiscovery.Transform = .automatic
    @Option(help: "The share of links that may be false, such as 0.05.") var fdr: Double?
    @Option(help: "How many resamples intervals are made of; 0 makes none.") var resamples = 200
    @Flag(help: "One JSON object a line of the file.") var json = false

    func validate() throws {
        if lags < 1 || lags > 50 { throw ValidationError("--lags is a number from 1 to 50") }
        if resamples < 0 { throw ValidationError("--resamples is a number from 0 on") }
        if let fdr, !(fdr > 0 && fdr < 1) { throw ValidationError("--fdr is a number between 0 and 1") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let input = try EventInput(path: file)
            let sets = try CausalInput.read(input)
            var discovery = CausalDiscovery()
            discovery.lags = lags
            discovery.method = method
            discovery.transform = transform
            discovery.falseDiscoveryRate = fdr
            discovery.resamples = resamples
            for set in sets {
                let start = ProcessorTime.now
                do {
                    let graph = try discovery.graph(of: set.series)
                    let causes = try set.incident.map {
                        try graph.rootCauses(of: $0, start: set.start)
                    }
                    try show(graph, causes, of: set, seconds: (ProcessorTime.now - start).seconds)
                } catch let error as CausalError {
                    throw EventInputError(message: error.message, place: set.place, remedy: error.remedy)
                }
            }
            return .verified
        }
    }

    private func show(_ graph: CausalGraph, _ causes: [RootCause]?, of set: CausalInput, seconds: Double) throws {
        guard json else {
            Terminal.result("\(set.id): \(graph.links.count) links")
            for link in graph.links { Terminal.result("  " + Self.line(link, graph.names)) }
            for cause in (causes ?? []).prefix(3) {
                let share = String(format: "%.0f %%", 100 * cause.probability)
                Terminal.result(
                    "  began in \(graph.names[cause.variable]): \(share), moved by "
                        + String(format: "%.1f of its innovations", cause.shift))
            }
            return
        }
        var object: [String: JSONValue] = [
            "id": .string(set.id), "variables": .int(graph.names.count), "length": .int(set.series.length),
            "method": .string(method.rawValue), "links": .array(graph.links.map(Self.json)),
            "ranked": .array(graph.ranked.map { .int($0) }), "seconds": .double(seconds),
        ]
        object["rootCauses"] = causes.map { causes in
            .array(
                causes.map {
                    .object([
                        "variable": .int($0.variable), "name": .string(graph.names[$0.variable]),
                        "probability": .double($0.probability), "score": .double($0.score), "shift": .double($0.shift),
                    ])
                })
        }
        Terminal.result(try CanonicalJSON.string(JSONValue.object(object)))
    }

    private static func line(_ link: CausalLink, _ names: [String]) -> String {
        var line = "\(names[link.from]) → \(names[link.to]) after \(link.lag): "
        line += String(format: "%.3g", link.coefficient)
        if let interval = link.interval {
            line += String(format: " (%.3g to %.3g)", interval.lowerBound, interval.upperBound)
        }
        if let probability = link.probability { line += String(format: ", %.0f %% sure", 100 * probability) }
        return line + String(format: ", p = %.2g, q = %.2g", link.pValue, link.qValue)
    }

    private static func json(_ link: CausalLink) -> JSONValue {
        var object: [String: JSONValue] = [
            "from": .int(link.from), "to": .int(link.to), "lag": .int(link.lag),
            "coefficient": .double(link.coefficient), "strength": .double(link.strength),
            "pValue": .double(link.pValue), "qValue": .double(link.qValue),
        ]
        object["probability"] = link.probability.map { .double($0) }
        object["interval"] = link.interval.map { .array([.double($0.lowerBound), .double($0.upperBound)]) }
        return .object(object)
    }
}

extension CausalDiscovery.Method: ExpressibleByArgument {}
extension CausalDiscovery.Transform: ExpressibleByArgument {}
