import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealBackends

/// The client against a real server: ArcadeDB, which speaks Bolt and Cypher as Neo4j does, but for what these tests say.
@Suite("The Bolt client and a server", .arcadeServer, .serialized, .tags(.integration))
struct BoltServerTests {
    static func client(_ change: (inout BoltConfiguration) -> Void = { _ in }) async throws -> BoltClient {
        var configuration = try BoltConfiguration(
            await ArcadeServer.shared().address, environment: ArcadeServer.environment)
        configuration.timeout = .seconds(60)
        configuration.patience = .seconds(30)
        change(&configuration)
        return BoltClient(configuration)
    }

    /// Offers one version alone.
    static func offering(_ minor: UInt8, _ major: UInt8) -> [UInt8] {
        [0x60, 0x60, 0xB0, 0x17, 0, 0, minor, major] + Array(repeating: 0, count: 12)
    }

    @Test(
        "speaks every version of both", arguments: [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (4, 4)] as [(UInt8, UInt8)])
    func versions(minor: UInt8, major: UInt8) async throws {
        let client = try await Self.client { $0.greeting = Self.offering(minor, major) }
        defer { client.close() }
        let health = try await BoltHealth.asking(client)
        #expect(health.version == BoltVersion(major, minor))
        #expect(health.agent?.isEmpty == false)
        #expect(health.roundTrip > .zero)
        let session = client.session()
        try await session.run("MATCH (n) DETACH DELETE n")
        let made = try await session.run("CREATE (a:A {x: 1})-[r:R {y: 'z'}]->(b:B) RETURN a, r, b")
        let row = try #require(made.rows.first)
        let (start, end) = (
            try #require(row[0].structure.flatMap { BoltNode($0) }),
            try #require(row[2].structure.flatMap { BoltNode($0) })
        )
        let relationship = try #require(row[1].structure.flatMap { BoltRelationship($0) })
        #expect(start.labels == ["A"] && start.properties == ["x": 1] && end.labels == ["B"])
        #expect(relationship.type == "R" && relationship.properties == ["y": "z"])
        #expect(relationship.start == start.id && relationship.end == end.id)
        #expect(made.summary.counters["nodes-created"] == 2)
        let paths = try await session.run("MATCH p = (:A)-[:R]->(:B) RETURN p")
        let path = try #require(paths.rows.first?.first?.structure.flatMap { BoltPath($0) })
        #expect(path.nodes.map(\.labels) == [["A"], ["B"]] && path.relationships.map(\.type) == ["R"])
    }

    @Test("values come back as they were sent") func values() async throws {
        let session = try await Self.client().session()
        let values: [BoltValue] = [
            .null, true, 0, -17, 1234, .integer(.max), .integer(.min), 1.5, "", "Größe 😀", [1, "a", [2.5, .null]],
            ["a": 1, "b": ["c": [true]]], .string(String(repeating: "x", count: 1_000_000)),
        ]
        for value in values {
            #expect(try await session.run("RETURN $v AS v", ["v": value]).rows == [[value]])
        }
        let moments = try await session.run(
            "RETURN date('2026-11-28'), duration('P14M3DT4.5S'), datetime('2026-11-28T09:30:00.5+01:00'), "
                + "time('09:30:00+01:00'), localtime('09:30:00'), point({x: 1.5, y: 2.5})")
        let row = try #require(moments.rows.first).map { GraphValue($0) }
        #expect(row[0] == "2026-11-28")
        #expect(row[1] == "P14M3DT4.5S")
        #expect(row[2] == "2026-11-28T09:30:00.5+01:00")
        #expect(row[3] == "09:30:00+01:00")
        #expect(row[4] == "09:30:00")
        #expect(row[5] == ["srid": 7203, "x": 1.5, "y": 2.5])
    }

    @Test("rows are fetched in parts, and a reader may stop before the end") func streaming() async throws {
        let client = try await Self.client {
            $0.fetch = 100
            $0.connections = 1
        }
        let session = client.session()
        let all = try await session.run("UNWIND range(1, 1050) AS x RETURN x")
        #expect(all.rows.map { $0.first?.integer ?? 0 } == Array(1...1050))
        for _ in 0..<3 {
            let taken = try await session.withRows(of: "UNWIND range(1, 100000) AS x RETURN x") { rows in
                var taken: [Int64] = []
                while taken.count < 150, let row = try await rows.next() { taken.append(row[0].integer ?? 0) }
                return taken
            }
            #expect(taken == Array(1...150))
        }
        let sum = try await session.transaction { transaction in
            let first = try await transaction.withRows(of: "UNWIND range(1, 100000) AS x RETURN x") { rows in
                try await rows.next()
            }
            return (first, try await transaction.run("RETURN 2").rows)
        }
        #expect(sum.0 == [1] && sum.1 == [[2]])
    }

    @Test("what is rolled back is not there, what is committed is, and others do not see it before") func isolation()
        async throws
    {
        let client = try await Self.client()
        let (one, other) = (client.session(), client.session())
        let count = "MATCH (n:Iso) RETURN count(n)"
        try await one.run("MATCH (n:Iso) DETACH DELETE n")
        let first = try await one.begin()
        try await first.run("CREATE (:Iso)")
        #expect(try await first.run(count).rows == [[1]])
        #expect(try await other.run(count, access: .read).rows == [[0]])
        try await first.rollBack()
        #expect(try await other.run(count).rows == [[0]])
        let second = try await one.begin()
        try await second.run("CREATE (:Iso)")
        try await second.commit()
        #expect(try await other.run(count).rows == [[1]])
        await #expect(throws: BackendError.self) {
            try await one.transaction { transaction in
                try await transaction.run("CREATE (:Iso)")
                try await transaction.run("RETURN 1 / 0")
            }
        }
        #expect(try await other.run(count).rows == [[1]])
    }

    @Test("counters of transactions that meet lose nothing: those that have to give way are done again") func meeting()
        async throws
    {
        let client = try await Self.client()
        let session = client.session()
        try await session.run("MATCH (n:Counter) DETACH DELETE n")
        try await session.run("CREATE (:Counter {n: 0})")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<5 {
                        try await client.session().transaction { transaction in
                            _ = try await transaction.run("MATCH (c:Counter) SET c.n = c.n + 1")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await session.run("MATCH (c:Counter) RETURN c.n").rows == [[20]])
    }

    @Test(
        "errors have their codes, and the connection goes on",
        arguments: [
            ("RETRUN 1", "Neo.ClientError.Statement.SyntaxError"),
            ("RETURN 1 / 0", "Neo.ClientError.Statement.ArithmeticError"),
        ])
    func errors(query: String, code: String) async throws {
        let client = try await Self.client { $0.connections = 1 }
        let error = await #expect(throws: BackendError.self) { try await client.session().run(query) }
        #expect(error?.code == .refused && error?.reply == code, "\(String(describing: error))")
        #expect(try await client.session().run("RETURN 1").rows == [[1]])
    }

    @Test("a wrong password and a database that is not there are told") func strangers() async throws {
        let wrong = await #expect(throws: BackendError.self) {
            try await Self.client { $0.password = "wrong-one" }.session().run("RETURN 1")
        }
        #expect(wrong?.code == .authentication)
        #expect(wrong?.description.contains("wrong-one") == false)
        let missing = await #expect(throws: BackendError.self) {
            try await Self.client { $0.database = "nowhere" }.session().run("RETURN 1")
        }
        #expect(missing?.reply == "Neo.ClientError.Database.DatabaseNotFound")
    }

    @Test("asks for the other servers, of which there is one") func routing() async throws {
        let server = try await ArcadeServer.shared()
        let client = BoltClient(
            try BoltConfiguration(
                "neo4j://root@\(server.host)/neo4j?timeout=60s", environment: ArcadeServer.environment))
        #expect(try await client.session().run("RETURN 1", access: .read).rows == [[1]])
        #expect(try await client.session().transaction { try await $0.run("RETURN 1").rows } == [[1]])
        let health = try await BoltHealth.asking(client)
        #expect(health.readers == 1 && health.writers == 1)
    }

    @Test("many tasks share a few connections") func concurrency() async throws {
        let client = try await Self.client { $0.connections = 3 }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let value = BoltValue.integer(Int64(number))
                    return try await client.session().run("RETURN $n AS n", ["n": value]).rows == [[value]]
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    /// With a server of its own.
    @Test("a server that stands still or is killed is told, and used again when it is back") func outage() async throws
    {
        try await ArcadeServer.running { server in
            let client = BoltClient(
                try BoltConfiguration(
                    server.address + "?timeout=500ms&patience=300ms&retry=500ms", environment: ArcadeServer.environment)
            )
            // A server that has just started is slow.
            for _ in 0..<20 { if (try? await client.session().run("RETURN 1")) != nil { break } }
            server.program.freeze()
            let frozen = await #expect(throws: BackendError.self) { try await client.session().run("RETURN 1") }
            #expect(frozen?.code == .timeout)
            server.program.thaw()
            var rows: [[BoltValue]]?
            for _ in 0..<40 where rows == nil { rows = try? await client.session().run("RETURN 1").rows }
            #expect(rows == [[1]])
            server.program.kill()
            let gone = await #expect(throws: BackendError.self) {
                try await client.session().transaction { try await $0.run("RETURN 1") }
            }
            #expect([.unavailable, .lost].contains(gone?.code))
            try await server.start()
            rows = nil
            for _ in 0..<40 where rows == nil { rows = try? await client.session().run("RETURN 1").rows }
            #expect(rows == [[1]])
        }
    }
}
