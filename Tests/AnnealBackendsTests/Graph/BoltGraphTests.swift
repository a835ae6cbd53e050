import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealBackends

/// What the graph store makes of answers, against a server that does what it is told.
@Suite("A graph over Bolt", .tags(.integration))
struct BoltGraphTests {
    typealias Tag = BoltRequest.Tag

    @Test("parameters are sent as values, and what cannot be sent is told before") func parameters() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let graph = BoltGraph(BoltConnectionTests.client(port))
            _ = try await graph.run(
                "RETURN $a", parameters: ["a": [1, 1.5, "x", true, nil, ["k": []]]])
            let run = try #require(peer.messages.first { $0.tag == Tag.run })
            #expect(run.fields[1] == ["a": [1, 1.5, "x", true, .null, ["k": []]]])
            let error = await #expect(throws: ExperienceError.self) {
                try await graph.run("RETURN $n", parameters: ["n": [.node(GraphNode(id: 1))]])
            }
            #expect(error?.code == .invalid && error?.place == "$n")
            #expect(peer.tags().count { $0 == Tag.run } == 1)
        }
    }

    @Test("nodes, relationships, paths, moments, places and counters come over") func results() async throws {
        let node = BoltValue.structure(BoltTypesTests.node(7))
        let path = BoltStructure(tag: 0x50, [[node, node], [BoltTypesTests.unbound(3)], [1, 1]])
        let values: [BoltValue] = [
            node, .structure(BoltStructure(tag: 0x52, [3, 7, 8, "NEEDS", ["hard": true]])), .structure(path),
            .structure(BoltStructure(tag: 0x44, [0])), .structure(BoltStructure(tag: 0x45, [1, 2, 3, 0])),
            .structure(BoltStructure(tag: 0x58, [7203, 1.0, 2.0])), .bytes([1, 255]), ["k": [1, 2.5, .null]],
        ]
        let columns = BoltValue.list((0..<values.count).map { .string("c\($0)") })
        let counters: BoltValue = [
            "contains-updates": true, "nodes-created": 1, "nodes-deleted": 2, "relationships-created": 3,
            "relationships-deleted": 4, "properties-set": 5, "labels-added": 6, "labels-removed": 1,
        ]
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { message in
                message.tag == Tag.run
                    ? [.success(["fields": columns])]
                    : message.tag == Tag.pull ? [.row(values), .success(["stats": counters, "type": "rw"])] : nil
            }
            let result = try await BoltGraph(BoltConnectionTests.client(port)).run("MATCH (n) RETURN n")
            let known = GraphNode(id: 7, labels: ["Task"], properties: ["n": 7])
            #expect(result.columns.count == 8 && result.rows.count == 1)
            let row = try #require(result.rows.first)
            #expect(row[0] == .node(known))
            #expect(
                row[1]
                    == .relationship(
                        GraphRelationship(id: 3, type: "NEEDS", start: 7, end: 8, properties: ["hard": true])))
            #expect(
                row[2]
                    == .path(
                        nodes: [known, known],
                        relationships: [GraphRelationship(id: 3, type: "NEEDS", start: 7, end: 7)]))
            #expect(
                Array(row[3...]) == [
                    "1970-01-01", "P1M2DT3S", ["srid": 7203, "x": 1.0, "y": 2.0], [1, 255], ["k": [1, 2.5, nil]],
                ])
            var changes = GraphChanges()
            changes.nodesCreated = 1
            changes.nodesDeleted = 2
            changes.relationshipsCreated = 3
            changes.relationshipsDeleted = 4
            changes.propertiesSet = 5
            changes.labelsChanged = 7
            #expect(result.changes == changes)
        }
    }

    @Test(
        "errors are told by what they are, those of a query with line and column",
        arguments: [
            (
                "Neo.ClientError.Statement.SyntaxError", "Invalid input 'RETRUN' (line 1, column 11 (offset: 10))",
                ExperienceError.Code.query, "line 1, column 11"
            ),
            ("Neo.ClientError.Statement.SyntaxError", "line 2:0 no viable alternative", .query, "line 2, column 1"),
            ("Neo.ClientError.Statement.ArithmeticError", "/ by zero", .query, nil),
            ("Neo.ClientError.Security.Forbidden", "not allowed", .unavailable, nil),
            ("Neo.DatabaseError.General.UnknownError", "it broke", .unavailable, nil),
        ] as [(String, String, ExperienceError.Code, String?)])
    func errors(reply: String, message: String, code: ExperienceError.Code, place: String?) async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { $0.tag == Tag.run ? [.failure(reply, message)] : nil }
            let graph = BoltGraph(BoltConnectionTests.client(port))
            let error = await #expect(throws: ExperienceError.self) { try await graph.run("MATCH (n) RETRUN n") }
            #expect(error?.code == code)
            #expect(error?.message.contains(message) == true)
            #expect(error?.place == place ?? "bolt://127.0.0.1:\(port)")
        }
    }

    @Test("a value that is none of a graph's is told") func unknown() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let strange = BoltValue.list([.structure(BoltStructure(tag: 0x21, [1]))])
            peer.answer { $0.tag == Tag.pull ? [.row([strange]), .success()] : nil }
            let graph = BoltGraph(BoltConnectionTests.client(port))
            let error = await #expect(throws: ExperienceError.self) { try await graph.run("RETURN 1") }
            #expect(error?.code == .unavailable)
        }
    }
}
