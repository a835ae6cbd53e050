import AnnealExperience
import AnnealTesting
import Foundation
import Testing

extension GraphStoreTests {
    @Suite("Errors in Cypher") struct CypherErrorTests {}
}

extension GraphStoreTests.CypherErrorTests {
    @Test(
        "name line and column, and change nothing",
        arguments: [
            ("MATCH (n) RETRUN n", "line 1, column 11", "RETRUN"),
            ("MATCH (n\nRETURN n", "line 2, column 1", "')'"),
            ("RETURN 1 +", "line 1, column 11", "expression"),
            ("RETURN 'abc", "line 1, column 8", "does not end"),
            ("MATCH (n)\nRETURN m.x", "line 2, column 8", "'m' is not bound"),
            ("RETURN $who", "line 1, column 8", "$who"),
            ("RETURN frobnicate(1)", "line 1, column 8", "frobnicate"),
            ("RETURN size(1, 2)", "line 1, column 8", "takes 1"),
            ("RETURN 1 / 0", "line 1, column 10", "zero"),
            ("MATCH (n)", "line 1, column 10", "RETURN"),
            ("MATCH (a)<-[:R]->(b) RETURN a", "line 1, column 10", "both directions"),
            ("MATCH (a)-[*3..1]->(b) RETURN a", "line 1, column 10", "nothing in it"),
            ("CREATE (a:A)-[:R]-(b)", "line 1, column 13", "direction"),
            ("CREATE (a:A {x: {y: 1}})", "line 1, column 8", "a map"),
            ("MATCH (n:Old) DELETE n", "line 1, column 15", "relationships"),
            ("RETURN 99999999999999999999", "line 1, column 8", "no number"),
            ("RETURN 9223372036854775807 + 1", "line 1, column 28", "too large"),
            ("RETURN ?", "line 1, column 8", "means nothing"),
            ("RETURN 1 AS x, 2 AS x", "line 1, column 16", "twice"),
            ("MATCH (n) WITH n.x RETURN 1", "line 1, column 16", "needs a name"),
            ("RETURN 1; RETURN 2", "line 1, column 11", "one query"),
            ("", "line 1, column 1", "clause"),
            (String(repeating: "(", count: 5000), "line 1, column 1", "clause"),
            ("RETURN " + String(repeating: "[", count: 5000), "line 1, column 107", "nested"),
        ])
    func places(query: String, place: String, reason: String) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let graph = try SQLiteGraph(path: folder.appending(path: "graph.sqlite").path)
            try await graph.run("CREATE (:Old)-[:R]->(:Old)")
            let error = await #expect(throws: ExperienceError.self) { try await graph.run(query) }
            #expect(error?.place == place, "\(error?.message ?? "")")
            #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
            #expect(error?.code == .query)
            #expect(try await graph.run("MATCH (n) RETURN count(n)").rows == [[2]])
        }
    }

    @Test("a query that fails half-way leaves nothing behind", arguments: GraphKind.allCases)
    func atomic(kind: GraphKind) async throws {
        try await kind.with { (graph: any GraphStore, _: URL) async throws -> Void in
            await #expect(throws: ExperienceError.self) {
                try await graph.run("UNWIND [1, 2, 0] AS x CREATE (:N {v: 10 / x})")
            }
            #expect(try await graph.run("MATCH (n) RETURN n").rows.isEmpty)
        }
    }

    @Test("a query without an end is ended") func endless() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let graph = try SQLiteGraph(path: folder.appending(path: "graph.sqlite").path, steps: 20_000)
            try await graph.run(
                "UNWIND range(1, 12) AS x CREATE (:N {v: x}) WITH count(*) AS n MATCH (a:N), (b:N) CREATE (a)-[:R]->(b)"
            )
            let error = await #expect(throws: ExperienceError.self) {
                try await graph.run("MATCH (a:N)-[:R*]->(b:N) RETURN count(*)")
            }
            #expect(error?.message.contains("too much") == true)
        }
    }

    @Test("parameters are values, never parts of a query", arguments: GraphKind.allCases)
    func parameters(kind: GraphKind) async throws {
        try await kind.with { graph, _ in
            let texts = [
                "x'}) DETACH DELETE n //", "x\"}) DETACH DELETE n //", "\\", "\\\"", "a\nb\tc\r\n", "\\n", "\\u0041",
                "`$x`",
                "/* */ ; RETURN 1", "größe — 漢字 👩‍💻", "", " ", "'", "null", "\u{1}\u{7F}",
            ]
            for (number, text) in texts.enumerated() {
                try await graph.run(
                    "CREATE (:N {number: $number, name: $name, list: [1.5, 'a']})",
                    parameters: ["number": .int(number), "name": .string(text)])
                let found = try await graph.run(
                    "MATCH (n:N {name: $name}) RETURN n.number, n.name, n.list", parameters: ["name": .string(text)])
                #expect(found.rows == [[.int(number), .string(text), [1.5, "a"]]])
            }
            #expect(try await graph.run("MATCH (n) RETURN count(n)").rows == [[.int(texts.count)]])
        }
    }

    @Test("every kind of value comes back as it was given", arguments: GraphKind.allCases)
    func values(kind: GraphKind) async throws {
        try await kind.with { graph, _ in
            let values: [GraphValue] = [
                nil, true, false, 0, -7, .int(Int.max), .int(Int.min), 0.5, -1.25, 5.0, 1e16, 1e300, 2.5e-7, "text",
                [], [1, [2, "x"], nil], [:], ["end": 1, "match": [true], "größe": ["in": 2.5]], ["two words": nil],
            ]
            for value in values {
                let found = try await graph.run("RETURN $value AS value", parameters: ["value": value])
                #expect(found.rows == [[value]] && found.columns == ["value"])
            }
        }
    }

    /// A server has a grammar of its own: which words it uses for the error is its matter. ArcadeDB counts columns from 0
    /// where Neo4j counts them from 1, and calls it its own error when a node cannot be deleted, which Neo4j says of the
    /// query.
    @Test(
        "are told as such by a server, and change nothing",
        arguments: [
            ("MATCH (n) RETRUN n", .query, "line 1, column 10"), ("MATCH (n)\nRETURN m.x", .query, nil),
            ("RETURN 1 +", .query, nil), ("RETURN $who", .query, nil), ("RETURN frobnicate(1)", .query, nil),
            ("RETURN 1 / 0", .query, nil), ("MATCH (n:Old) DELETE n", .unavailable, nil),
        ] as [(String, ExperienceError.Code, String?)])
    func served(query: String, code: ExperienceError.Code, place: String?) async throws {
        try await GraphKind.neo4j.with { graph, _ in
            try await graph.run("CREATE (:Old)-[:R]->(:Old)")
            let error = await #expect(throws: ExperienceError.self) { try await graph.run(query) }
            #expect(error?.code == code, "\(error?.message ?? "")")
            if let place { #expect(error?.place == place, "\(error?.message ?? "")") }
            #expect(try await graph.run("MATCH (n) RETURN count(n)").rows == [[2]])
        }
    }
}
