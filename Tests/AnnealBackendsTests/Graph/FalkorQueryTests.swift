import AnnealExperience
import Testing

@testable import AnnealBackends

@Suite("Queries for FalkorDB") struct FalkorQueryTests {
    @Test(
        "have parameters before them as literals",
        arguments: [
            (nil, "null"), (true, "true"), (-3, "-3"), (1.5, "1.5"), (2.0, "2.0"), (1e20, "1e20"), (1e-9, "1e-09"),
            (.int(Int.min), "-9223372036854775808"), ("it's", #""it's""#), (#"a"b\c"#, #""a\"b\\c""#),
            ([1, "x", nil], #"[1, "x", null]"#), (["b": 1, "a": [:]], "{a: {}, b: 1}"),
            (["two words": 1], "{`two words`: 1}"),
        ] as [(GraphValue, String)])
    func literals(value: GraphValue, text: String) throws {
        #expect(try FalkorQuery.text("RETURN $v", parameters: ["v": value]) == "CYPHER v=\(text) RETURN $v")
    }

    @Test("are as they were without parameters, and name several in order") func several() throws {
        #expect(try FalkorQuery.text("RETURN 1", parameters: [:]) == "RETURN 1")
        #expect(try FalkorQuery.text("RETURN $a", parameters: ["b": 2, "a": 1]) == "CYPHER a=1 b=2 RETURN $a")
    }

    @Test(
        "refuse what cannot be written, and name the parameter",
        arguments: [
            ("v", .double(.nan)), ("v", .double(.infinity)), ("v", "a\0b"), ("v", ["a`b": 1]), ("v", [["": 1]]),
            ("v", .node(GraphNode(id: 1))), ("a b", 1), ("x=1 y", 1), ("", 1), ("1a", 1), ("ä", 1),
        ] as [(String, GraphValue)])
    func refused(name: String, value: GraphValue) {
        let error = #expect(throws: ExperienceError.self) {
            try FalkorQuery.text("RETURN 1", parameters: [name: value])
        }
        #expect(error?.code == .invalid)
        #expect(error?.place == "parameter \(name)")
        #expect(error?.remedy != nil)
    }

    @Test(
        "are taken to change something when a word that does is anywhere in them",
        arguments: [
            ("MATCH (n) RETURN n", true), ("UNWIND [1] AS settings RETURN settings", true), ("RETURN n.offset", true),
            ("match (n) set n.x = 1", false), ("MERGE(n)", false), ("MATCH (n)\nDETACH\tDELETE n", false),
            ("RETURN 'create'", false), ("CALL db.labels()", false), ("MATCH (n) REMOVE n.x", false),
        ])
    func reading(query: String, isReading: Bool) { #expect(FalkorQuery.isReading(query) == isReading) }
}

@Suite("Answers of FalkorDB") struct FalkorReplyTests {
    private static let statistics = RedisValue.array([.simple("Nodes created: 2"), .simple("Cached execution: 0")])

    private static func reply(_ cells: [RedisValue]) -> FalkorReply {
        FalkorReply(
            .array([
                .array(cells.map { _ in .array([.integer(1), .simple("x")]) }), .array([.array(cells)]), statistics,
            ]))
    }

    private static func cell(_ kind: Int, _ value: RedisValue) -> RedisValue { .array([.integer(kind), value]) }

    @Test("without rows tell changes") func changes() throws {
        let sentences = [
            "Labels added: 1", "Labels removed: 2", "Nodes created: 3", "Nodes deleted: 4", "Properties set: 5",
            "Properties removed: 6", "Relationships created: 7", "Relationships deleted: 8", "Indices created: 9",
            "Query internal execution time: 0.5 milliseconds",
        ]
        let reply = FalkorReply(.array([.array(sentences.map { .simple($0) })]))
        let changes = try reply.result(names: FalkorNames(), place: "here").changes
        #expect(changes.labelsChanged == 3 && changes.nodesCreated == 3 && changes.nodesDeleted == 4)
        #expect(changes.propertiesSet == 11 && changes.relationshipsCreated == 7 && changes.relationshipsDeleted == 8)
    }

    @Test("are read in the forms of both versions of the protocol") func protocols() throws {
        let reply = Self.reply([
            Self.cell(4, .truth(true)), Self.cell(4, .simple("false")), Self.cell(5, .double(0.5)),
            Self.cell(5, .simple("0.25")),
            Self.cell(10, .map([.init(key: .simple("a"), value: Self.cell(3, .integer(1)))])),
            Self.cell(10, .array([.simple("a"), Self.cell(1, .null)])), Self.cell(12, .array([.double(0.5)])),
        ])
        #expect(!reply.hasEntities)
        let rows = try reply.result(names: FalkorNames(), place: "here").rows
        #expect(rows == [[true, false, 0.5, 0.25, ["a": 1], ["a": nil], [0.5]]])
    }

    @Test("name labels, types and properties by what the numbers stand for, also deep inside") func names() throws {
        let node = Self.cell(
            8, .array([.integer(7), .array([.integer(1)]), .array([.array([.integer(0), .integer(3), .integer(5)])])]))
        let edge = Self.cell(7, .array([.integer(9), .integer(0), .integer(7), .integer(8), .array([])]))
        let reply = Self.reply([Self.cell(6, .array([Self.cell(10, .array([.simple("n"), node]))])), edge])
        #expect(reply.hasEntities)
        let names = FalkorNames(labels: ["A", "B"], types: ["R"], properties: ["x"])
        let found = GraphNode(id: 7, labels: ["B"], properties: ["x": 5])
        #expect(
            try reply.result(names: names, place: "here").rows
                == [[[["n": .node(found)]], .relationship(GraphRelationship(id: 9, type: "R", start: 7, end: 8))]])
        #expect(throws: ExperienceError.self) {
            try reply.result(names: FalkorNames(labels: ["A"], types: ["R"], properties: ["x"]), place: "here")
        }
    }

    @Test(
        "that are none are refused, with the place",
        arguments: [
            .null, .simple("OK"), .array([]), .array([.null]), .array([.array([]), .array([])]),
        ] as [RedisValue])
    func shapes(reply: RedisValue) { refuse(FalkorReply(reply)) }

    @Test(
        "with cells that are none are refused",
        arguments: [
            .null, .integer(3), .array([]), .array([.integer(99), .null]), .array([.integer(3), .simple("x")]),
            .array([.integer(2), .bulk([0xFF])]), .array([.integer(5), .null]), .array([.integer(8), .array([])]),
            .array([.integer(7), .array([.integer(1)])]), .array([.integer(9), .array([.integer(1)])]),
            .array([.integer(11), .array([])]), .array([.integer(13), .integer(0)]), .array([.null, .null]),
        ] as [RedisValue])
    func cells(cell: RedisValue) { refuse(Self.reply([cell])) }

    private func refuse(_ reply: FalkorReply) {
        let error = #expect(throws: ExperienceError.self) { try reply.result(names: FalkorNames(), place: "here") }
        #expect(error?.code == .notRead)
        #expect(error?.place == "here")
    }

    @Test("that are errors are told, also those after rows") func errors() {
        #expect(FalkorReply.failure(in: .error("errMsg: x")) == "errMsg: x")
        #expect(FalkorReply.failure(in: .array([.array([]), .error("Division by zero")])) == "Division by zero")
        #expect(FalkorReply.failure(in: .array([Self.statistics])) == nil)
    }

    @Test(
        "become errors with line and column where the words have them",
        arguments: [
            (
                "errMsg: Invalid input 'R': expected x line: 2, column: 11, offset: 30 errCtx: RETRUN errCtxOffset: 1",
                ExperienceError.Code.query, "line 2, column 11", "Invalid input 'R': expected x"
            ),
            ("Division by zero", .query, "here", "Division by zero"),
            ("Query timed out", .query, "here", "took longer than 10 s"),
            ("ERR unknown command 'GRAPH.QUERY', with args", .unavailable, "here", "no FalkorDB"),
            ("NOAUTH Authentication required.", .unavailable, "here", "does not let us in"),
            ("OOM command not allowed", .notStored, "here", "takes nothing"),
        ] as [(String, ExperienceError.Code, String, String)])
    func words(words: String, code: ExperienceError.Code, place: String, message: String) {
        let error = FalkorFailure.error(words, place: "here", limit: .seconds(10))
        #expect(error.code == code && error.place == place && error.remedy != nil, "\(error)")
        #expect(error.message.contains(message) && !error.message.contains("errCtx"), "\(error)")
    }
}
