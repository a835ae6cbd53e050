import AnnealBackends
import AnnealExperience
import AnnealTesting
import Testing

/// What FalkorDB does beyond what every graph does; that is in the tests of AnnealExperience.
@Suite("The graph on FalkorDB", .tags(.integration)) struct FalkorGraphTests {
    private func with(_ body: (RedisServer, RedisClient) async throws -> Void) async throws {
        try await FalkorServer.running { server in
            let client = RedisClient(try RedisConfiguration(server.address))
            defer { client.close() }
            try await body(server, client)
        }
    }

    @Test("gives nodes, relationships and paths with all they have, and counts changes") func entities() async throws {
        try await with { _, client in
            let graph = FalkorGraph(client)
            let made = try await graph.run("CREATE (:A:B {x: 1})-[:R {y: 'z'}]->(:C) ")
            #expect(made.rows.isEmpty && made.columns.isEmpty)
            #expect(made.changes.nodesCreated == 2 && made.changes.relationshipsCreated == 1)
            #expect(made.changes.propertiesSet == 2 && made.changes.labelsChanged == 3)
            let found = try await graph.run("MATCH p = (a)-[r]->(c) RETURN a, r, c, p, [a, {c: c}] AS all")
            #expect(found.columns == ["a", "r", "c", "p", "all"] && found.changes.isEmpty)
            let row = try #require(found.rows.first)
            guard case .node(let a) = row[0], case .relationship(let r) = row[1], case .node(let c) = row[2] else {
                Issue.record("\(row)")
                return
            }
            #expect(a.labels == ["A", "B"] && a.properties == ["x": 1] && c.labels == ["C"] && c.properties.isEmpty)
            #expect(r.type == "R" && r.start == a.id && r.end == c.id && r.properties == ["y": "z"])
            #expect(row[3] == .path(nodes: [a, c], relationships: [r]))
            #expect(row[4] == [.node(a), ["c": .node(c)]])
            let gone = try await graph.run("MATCH (n) DETACH DELETE n")
            #expect(gone.changes.nodesDeleted == 2 && gone.changes.relationshipsDeleted == 1)
        }
    }

    @Test("gives points and vectors as maps and lists, and refuses values of time") func kinds() async throws {
        try await with { _, client in
            let graph = FalkorGraph(client)
            let found = try await graph.run("RETURN point({latitude: 1.5, longitude: -2}), vecf32([0.5, 1])")
            #expect(found.rows == [[["latitude": 1.5, "longitude": -2.0], [0.5, 1.0]]])
            let error = await #expect(throws: ExperienceError.self) { try await graph.run("RETURN date('2027-01-31')") }
            #expect(error?.code == .notRead && error?.remedy?.contains("toString") == true)
        }
    }

    @Test("does not read a graph that others made anew with old names") func renewed() async throws {
        try await with { server, client in
            let graph = FalkorGraph(client, graph: "g")
            try await graph.run("CREATE (:First {a: 1}), (:Second {b: 2})-[:ONE]->(:First)")
            #expect(try await graph.run("MATCH (n:Second) RETURN n").rows.count == 1)
            try await server.ask(["GRAPH.DELETE", "g"])
            try await server.ask(["GRAPH.QUERY", "g", "CREATE (:Second {b: 2})-[:TWO]->(:First {a: 1})"])
            let rows = try await graph.run("MATCH (n)-[r]->(m) RETURN n, r, m").rows
            guard case .node(let n)? = rows.first?[0], case .relationship(let r)? = rows.first?[1],
                case .node(let m)? = rows.first?[2]
            else {
                Issue.record("\(rows)")
                return
            }
            #expect(n.labels == ["Second"] && n.properties == ["b": 2] && r.type == "TWO" && m.labels == ["First"])
        }
    }

    @Test("a graph that is not there is empty, and a procedure that only reads is found out") func missing()
        async throws
    {
        try await with { _, client in
            #expect(try await FalkorGraph(client, graph: "none").run("MATCH (n) RETURN count(n)").rows == [[0]])
            let made = FalkorGraph(client, graph: "made")
            try await made.run("CREATE (:A)")
            #expect(try await made.run("CALL db.labels() YIELD label RETURN label").rows == [["A"]])
        }
    }

    @Test(
        "errors name line and column where the server tells them",
        arguments: [
            // The column is where it does not go on as expected: after RET.
            ("MATCH (n) RETRUN n", [:], "line 1, column 14"), ("MATCH (n)\nRETRUN n", [:], "line 2, column 4"),
            ("MATCH (n) RETRUN n", ["a": "long\ntext", "b": [1, 2, 3]], "line 1, column 14"),
        ] as [(String, [String: GraphValue], String)])
    func places(query: String, parameters: [String: GraphValue], place: String) async throws {
        try await with { _, client in
            let graph = FalkorGraph(client)
            let error = await #expect(throws: ExperienceError.self) {
                try await graph.run(query, parameters: parameters)
            }
            #expect(error?.code == .query && error?.place == place, "\(String(describing: error))")
        }
    }

    @Test(
        "errors that it tells without a place name the server",
        arguments: ["RETURN 1 / 0", "RETURN frobnicate(1)", "RETURN $who", "RETURN m.x", "CREATE (:A {x: {y: 1}})", ""])
    func placeless(query: String) async throws {
        try await with { server, client in
            let error = await #expect(throws: ExperienceError.self) { try await FalkorGraph(client).run(query) }
            #expect(error?.code == .query)
            #expect(error?.place == "redis://127.0.0.1:\(server.port), graph anneal", "\(String(describing: error))")
        }
    }

    @Test("a query that takes too long is ended by the server, which goes on") func endless() async throws {
        try await with { (_: RedisServer, client: RedisClient) async throws -> Void in
            let graph = FalkorGraph(client, limit: .milliseconds(200))
            let error = await #expect(throws: ExperienceError.self) {
                try await graph.run("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)")
            }
            #expect(error?.message.contains("longer than") == true, "\(String(describing: error))")
            #expect(try await graph.run("RETURN 1").rows == [[1]])
        }
    }

    @Test("what was stored is there after the server was killed; meanwhile it is told as not there") func killed()
        async throws
    {
        try await FalkorServer.running { server in
            let client = RedisClient(try RedisConfiguration(server.address + "?patience=200ms"))
            defer { client.close() }
            let graph = FalkorGraph(client)
            try await graph.run("CREATE (:A {x: 1})")
            server.program.kill()
            let error = await #expect(throws: ExperienceError.self) { try await graph.run("MATCH (n) RETURN n.x") }
            #expect(error?.code == .unavailable && error?.place?.contains("127.0.0.1") == true)
            try await server.start()
            #expect(try await graph.run("MATCH (n) RETURN n.x").rows == [[1]])
        }
    }

    @Test("a Redis server without the module is told apart") func bare() async throws {
        try await RedisServer.running { server in
            let client = RedisClient(try RedisConfiguration(server.address))
            defer { client.close() }
            let error = await #expect(throws: ExperienceError.self) { try await FalkorGraph(client).run("RETURN 1") }
            #expect(error?.code == .unavailable && error?.message.contains("no FalkorDB") == true)
        }
    }

    /// Where FalkorDB departs from openCypher and from the embedded graph; none of Anneal's own queries depends on it.
    @Test(
        "departs from openCypher in these",
        arguments: [
            // A relationship is taken twice within one match.
            (
                "MATCH (t:Task)-[:WRITES]->(f:File)<-[:WRITES]-(o:Task) RETURN t.id, o.id ORDER BY t.id, o.id",
                [["T1", "T1"], ["T1", "T2"], ["T2", "T1"], ["T2", "T2"]]
            ),
            (
                "MATCH (a:Task)-[:WRITES*2]-(b:Task) RETURN a.id, b.id ORDER BY a.id, b.id",
                [["T1", "T1"], ["T1", "T2"], ["T2", "T1"], ["T2", "T2"]]
            ),
            // Several ways of one length between two nodes are one row.
            ("MATCH (a:Task {id: 'T3'})-[:NEEDS*2]->(b) RETURN b.id", [["T1"]]),
            // A sum is a floating-point number.
            ("MATCH (n:Nothing) RETURN sum(n.x)", [[0.0]]), ("UNWIND [1, 2] AS x RETURN sum(x)", [[3.0]]),
            // Numbers come back with fifteen digits; the server itself keeps all of them.
            ("RETURN 0.1 + 0.2, 0.1 + 0.2 = 0.3", [[0.3, false]]),
        ] as [(String, [[GraphValue]])])
    func departures(query: String, rows: [[GraphValue]]) async throws {
        try await with { _, client in
            let graph = FalkorGraph(client)
            try await graph.run(
                """
                CREATE (t1:Task {id: 'T1'}), (t2:Task {id: 'T2'}), (t3:Task {id: 'T3'}), (t4:Task {id: 'T4'}),
                 (f:File {path: 'tickets.py'}), (t2)-[:NEEDS]->(t1), (t3)-[:NEEDS]->(t2), (t3)-[:NEEDS]->(t4),
                 (t4)-[:NEEDS]->(t1), (t1)-[:WRITES]->(f), (t2)-[:WRITES]->(f)
                """)
            #expect(try await graph.run(query).rows == rows)
        }
    }
}
