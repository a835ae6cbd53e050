import AnnealExperience
import AnnealFoundation
import ArgumentParser

/// `anneal experience graph QUERY`: a query in Cypher.
struct ExperienceGraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Ask the knowledge graph in Cypher.",
        discussion: """
            Nodes: Project, Run, Requirement, Task, File, Technology, Failure, FailureKind, Repair, RepairKind, \
            Decision. docs/experience.md tells which part of Cypher is understood. Example: \
            MATCH (k:FailureKind)-[m:MENDED_BY]->(r) RETURN k.name, r.name, m.confidence ORDER BY m.confidence DESC
            """)

    @Argument(help: "The query.") var query: String
    @Option(name: .customLong("parameter"), help: "NAME=JSON, for $NAME; can be given several times.")
    var parameters: [String] = []
    @Flag(help: "One JSON object a row, then one with what was changed.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            var values: [String: GraphValue] = [:]
            for parameter in parameters {
                let parts = parameter.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, let value = try? JSONValue(parsing: String(parts[1])) else {
                    throw ExperienceError(
                        code: .invalid, message: "'\(parameter)' is no parameter", place: "--parameter",
                        remedy: "write NAME=JSON, such as id='\"R1\"'")
                }
                values[String(parts[0])] = GraphValue(value)
            }
            let library = try ExperienceDesk().library()
            try await library.follow()
            let result = try await library.graph?.run(query, parameters: values) ?? GraphResult()
            try show(result)
            return .verified
        }
    }

    private func show(_ result: GraphResult) throws {
        guard json else {
            if !result.columns.isEmpty { Terminal.result(result.columns.joined(separator: " | ")) }
            for row in result.rows {
                let cells = try row.map { value in
                    try value.json.stringValue ?? CanonicalJSON.string(value.json)
                }
                Terminal.result(cells.joined(separator: " | "))
            }
            if !result.changes.isEmpty {
                Terminal.note("changed: \(try CanonicalJSON.string(result.changes))")
            }
            return
        }
        for row in result.rows {
            let members = Dictionary(zip(result.columns, row.map(\.json)), uniquingKeysWith: { $1 })
            Terminal.result(
                try CanonicalJSON.string(JSONValue.object(["type": "row", "row": .object(members)])))
        }
        Terminal.result(
            try CanonicalJSON.string(
                JSONValue.object(["type": "changes", "changes": try JSONValue(encoding: result.changes)])))
    }
}
