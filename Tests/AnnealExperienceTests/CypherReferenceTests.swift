import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// The answers of FalkorDB, made by Scripts/cypher-fixtures.py.
extension GraphStoreTests {
    @Suite("Cypher answers as the reference does") struct CypherReferenceTests {}
}

extension GraphStoreTests.CypherReferenceTests {
    static func fixtures() throws -> JSONValue {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/cypher.json")
        return try JSONValue(parsing: String(contentsOf: file, encoding: .utf8))
    }

    /// A value as the fixtures write it: without identifiers.
    static func written(_ value: GraphValue, sorting: Bool) -> JSONValue {
        switch value {
        case .double(let number): ["double": .double(number)]
        case .list(let items): .array(ordered(items.map { written($0, sorting: sorting) }, sorting))
        case .map(let members): .object(members.mapValues { written($0, sorting: sorting) })
        case .node(let node):
            [
                "node", .array(node.labels.sorted().map { .string($0) }),
                written(.map(node.properties), sorting: sorting),
            ]
        case .relationship(let relationship):
            ["relationship", .string(relationship.type), written(.map(relationship.properties), sorting: sorting)]
        default: value.json
        }
    }

    static func ordered(_ items: [JSONValue], _ sorting: Bool) -> [JSONValue] {
        guard sorting else { return items }
        return items.sorted { ((try? CanonicalJSON.string($0)) ?? "") < ((try? CanonicalJSON.string($1)) ?? "") }
    }

    /// The same for lists within the fixture, where the order is left to the server.
    static func sortedLists(_ json: JSONValue) -> JSONValue {
        guard case .array(let items) = json, items.first != "node", items.first != "relationship" else { return json }
        return .array(ordered(items.map(sortedLists), true))
    }

    /// The reference gives sums of whole numbers as floating-point numbers; openCypher, as here, as whole ones.
    static func wholeNumbers(_ json: JSONValue) -> JSONValue {
        switch json {
        case .array(let items): .array(items.map(wholeNumbers))
        case .object(let members):
            members["double"]?.doubleValue.flatMap { Int(exactly: $0) }.map { .int($0) } ?? json
        default: json
        }
    }

    @Test("reading", arguments: GraphKind.allCases) func reads(kind: GraphKind) async throws {
        let fixtures = try Self.fixtures()
        try await kind.with { (graph: any GraphStore, _: URL) async throws -> Void in
            try await graph.run(try #require(fixtures["world"]?.stringValue))
            let cases = fixtures["reads"]?.arrayValue ?? []
            #expect(cases.count > 150)
            for item in cases { try await Self.compare(item, on: graph) }
        }
    }

    /// Asks one of the fixture's queries.
    private static func compare(_ item: JSONValue, on graph: any GraphStore) async throws {
        let query = try #require(item["query"]?.stringValue)
        let parameters = (item["parameters"]?.objectValue ?? [:]).mapValues { GraphValue($0) }
        // collect() has no order of its own.
        let sorting = query.contains("collect(") || query.contains("keys(")
        // Before anything is sorted: 0 and 0.0 have other places.
        let whole = { (row: JSONValue) in query.contains("sum(") ? wholeNumbers(row) : row }
        var expected = (item["rows"]?.arrayValue ?? []).map(whole).map { sorting ? sortedLists($0) : $0 }
        do {
            let result = try await graph.run(query, parameters: parameters)
            var found = result.rows.map { row -> JSONValue in
                let cells = whole(.array(row.map { written($0, sorting: sorting) }))
                return sorting ? sortedLists(cells) : cells
            }
            if item["ordered"] != true { (expected, found) = (ordered(expected, true), ordered(found, true)) }
            let (left, right) = (try CanonicalJSON.string(found), try CanonicalJSON.string(expected))
            #expect(left == right, "\(query)")
        } catch {
            Issue.record("\(query): \(error)")
        }
    }

    /// What openCypher says where the reference, which is FalkorDB, departs from it: a relationship is taken once within a
    /// match, and each way is a row.
    @Test(
        "relationships are taken once, and each way is a row",
        arguments: [
            (
                "MATCH (t:Task)-[:WRITES]->(f:File)<-[:WRITES]-(o:Task) RETURN t.id, o.id ORDER BY t.id",
                [["T1", "T2"], ["T2", "T1"]]
            ),
            ("MATCH (a:Task {id: 'T3'})-[:NEEDS*2]->(b) RETURN b.id", [["T1"], ["T1"]]),
            ("MATCH (a)-[:WRITES*2]-(b) RETURN DISTINCT b.id AS x ORDER BY x", [["T1"], ["T2"]]),
            ("MATCH (n:Nothing) RETURN count(n), sum(n.x), collect(n.x)", [[0, 0, []]]),
        ] as [(String, [[GraphValue]])])
    func departures(query: String, rows: [[GraphValue]]) async throws {
        let world = try #require(try Self.fixtures()["world"]?.stringValue)
        for kind in [GraphKind.sqlite, .neo4j] {
            try await kind.with { (graph: any GraphStore, _: URL) async throws -> Void in
                try await graph.run(world)
                #expect(try await graph.run(query).rows == rows, "\(kind)")
            }
        }
    }

    @Test("changing", arguments: GraphKind.allCases) func changes(kind: GraphKind) async throws {
        let cases = try Self.fixtures()["changes"]?.arrayValue ?? []
        #expect(cases.count > 15)
        try await kind.with { (graph: any GraphStore, _: URL) async throws -> Void in
            for item in cases {
                try await GraphKind.empty(graph)
                let queries = (item["queries"]?.arrayValue ?? []).compactMap(\.stringValue)
                for query in queries { try await graph.run(query) }
                for (name, query) in [
                    ("nodes", "MATCH (n) RETURN n"), ("relationships", "MATCH (a)-[r]->(b) RETURN a, r, b"),
                ] {
                    let rows = try await graph.run(query).rows
                    let found = rows.map { JSONValue.array($0.map { Self.written($0, sorting: false) }) }
                    let left = try CanonicalJSON.string(Self.ordered(found, true))
                    let right = try CanonicalJSON.string(Self.ordered(item[name]?.arrayValue ?? [], true))
                    #expect(left == right, "\(queries)")
                }
            }
        }
    }
}
