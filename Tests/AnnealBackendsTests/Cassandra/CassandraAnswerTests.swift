import AnnealTesting
import Foundation
import NIOCore
import Testing

@testable import AnnealBackends

@Suite("Answers of Cassandra's protocol", .tags(.unit))
struct CassandraAnswerTests {
    static func string(_ text: String) -> [UInt8] { [0, UInt8(text.utf8.count)] + Array(text.utf8) }

    private func answer(
        _ opcode: CassandraFrame.Opcode, _ body: [UInt8], flags: CassandraFrame.Flags = []
    ) throws -> CassandraAnswer {
        try CassandraAnswer(CassandraFrame(flags: flags, stream: 0, opcode: opcode, body: ByteBuffer(bytes: body)))
    }

    private static let quorum = CassandraServerError.Replicas(consistency: .quorum, received: 1, required: 2)

    /// Each code with what follows its message.
    static let errorBodies: [(Int, [UInt8], CassandraServerError.Kind)] = [
        (0x0000, [], .server), (0x000A, [], .protocol), (0x0100, [], .authentication),
        (0x1000, [0, 4, 0, 0, 0, 2, 0, 0, 0, 1], .unavailable(quorum)), (0x1001, [], .overloaded),
        (0x1002, [], .bootstrapping), (0x1003, [], .truncation),
        (0x1100, [0, 4, 0, 0, 0, 1, 0, 0, 0, 2] + string("BATCH_LOG"), .writeTimeout(quorum, .batchLog)),
        (0x1100, [0, 4, 0, 0, 0, 1, 0, 0, 0, 2] + string("NEW"), .writeTimeout(quorum, .other)),
        (0x1200, [0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 1], .readTimeout(quorum, hasData: true)),
        (
            0x1300, [0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0],
            .readFailure(quorum, failures: 3, hasData: false)
        ),
        (
            0x1400, string("k") + string("f") + [0, 1] + string("int"),
            .functionFailure(keyspace: "k", function: "f", arguments: ["int"])
        ),
        (
            0x1500, [0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3] + string("SIMPLE"),
            .writeFailure(quorum, failures: 3, .simple)
        ),
        (0x2000, [], .syntax), (0x2100, [], .unauthorized), (0x2200, [], .invalid), (0x2300, [], .configuration),
        (0x2400, string("k") + string("t"), .alreadyExists(keyspace: "k", table: "t")),
        (0x2400, string("k") + string(""), .alreadyExists(keyspace: "k", table: nil)),
        (0x2500, [0, 2, 7, 8], .unprepared([7, 8])), (0x1600, [], .other(0x1600)),
    ]

    @Test("errors of each kind are told with all that comes with them", arguments: Self.errorBodies)
    func errors(code: Int, rest: [UInt8], kind: CassandraServerError.Kind) throws {
        let body = [0, 0, UInt8(code >> 8), UInt8(code & 0xFF)] + Self.string("words") + rest
        // Bytes behind what is known do no harm.
        for more in [[], [1, 2, 3]] as [[UInt8]] {
            guard case .error(let error) = try answer(.error, body + more).message else {
                Issue.record("no error")
                return
            }
            #expect(error == CassandraServerError(kind: kind, message: "words"))
            #expect(!error.name.isEmpty)
        }
        for length in 0..<body.count {
            #expect(throws: BackendError.self) { try answer(.error, Array(body[..<length])) }
        }
    }

    @Test("what stands before an answer is read in its order")
    func extras() throws {
        let uuid = (0..<16).map { UInt8($0) }
        let body =
            uuid + [0, 2] + Self.string("one") + Self.string("two") + [0, 2] + Self.string("k") + [0, 0, 0, 1, 9]
            + Self.string("n") + [255, 255, 255, 255] + [0, 0, 0, 1]
        let found = try answer(.result, body, flags: [.tracing, .warning, .payload])
        #expect(found.trace == UUID(uuidString: "00010203-0405-0607-0809-0A0B0C0D0E0F"))
        #expect(found.warnings == ["one", "two"])
        #expect(found.payload == ["k": [9], "n": nil])
        guard case .result(.void) = found.message else {
            Issue.record("no result")
            return
        }
    }

    /// Two columns of one table, two rows, a page that is not the last.
    static let rows: [UInt8] =
        [0, 0, 0, 2] + [0, 0, 0, 3, 0, 0, 0, 2] + [0, 0, 0, 2, 0xAB, 0xCD] + string("ks") + string("t") + string("a")
        + [0, 9] + string("b") + [0, 0x22, 0, 0x0D] + [0, 0, 0, 2] + [0, 0, 0, 4, 0, 0, 0, 7] + [255, 255, 255, 255]
        + [255, 255, 255, 255] + [0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 1, 0x78]

    @Test("rows come with their columns and the place of the next page")
    func rows() throws {
        let found = try answer(.result, Self.rows)
        guard case .result(let result) = found.message, case .rows = result else {
            Issue.record("no rows")
            return
        }
        let host = BackendAddress.Host(name: "h", port: 1)
        let whole = CassandraResult(found, result, from: host)
        #expect(whole.columns.map(\.name) == ["a", "b"])
        #expect(whole.columns.map(\.type) == [.int, .set(.text)])
        #expect(whole.columns.map(\.keyspace) == ["ks", "ks"])
        #expect(whole.rows.map(\.values) == [[.int(7), .null], [.null, .set([.text("x")])]])
        #expect(whole.rows.first?["a"] == .int(7))
        #expect(whole.rows.first?["none"] == nil)
        #expect(whole.pagingState == [0xAB, 0xCD])
        #expect(whole.wasApplied)
        for length in 0..<Self.rows.count {
            #expect(throws: BackendError.self) { try answer(.result, Array(Self.rows[..<length])) }
        }
    }

    @Test("a prepared statement tells what it has to be given")
    func prepared() throws {
        let body =
            [0, 0, 0, 4] + [0, 2, 1, 2] + [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 1] + Self.string("ks")
            + Self.string("t") + Self.string("v") + [0, 3] + Self.string("k") + [0, 0x0D] + [0, 0, 0, 4, 0, 0, 0, 0]
        guard case .result(.prepared(let prepared)) = try answer(.result, body).message else {
            Issue.record("not prepared")
            return
        }
        #expect(prepared.identifier == [1, 2])
        #expect(prepared.values.map(\.name) == ["v", "k"])
        #expect(prepared.values.map(\.type) == [.blob, .text])
        #expect(prepared.keys == [1])
    }

    @Test("events of each kind are understood, and new ones are no failure")
    func events() throws {
        func event(_ body: [UInt8]) throws -> CassandraEvent? {
            guard case .event(let event) = try answer(.event, body).message else { return nil }
            return event
        }
        let host = BackendAddress.Host(name: "127.0.0.2", port: 9042)
        let address: [UInt8] = [4, 127, 0, 0, 2, 0, 0, 0x23, 0x52]
        let (topology, status) = (Self.string("TOPOLOGY_CHANGE"), Self.string("STATUS_CHANGE"))
        #expect(try event(topology + Self.string("NEW_NODE") + address) == .added(host))
        #expect(try event(topology + Self.string("REMOVED_NODE") + address) == .removed(host))
        #expect(try event(status + Self.string("UP") + address) == .up(host))
        #expect(try event(status + Self.string("DOWN") + address) == .down(host))
        #expect(try event(topology + Self.string("MOVED_NODE") + address) == .other("TOPOLOGY_CHANGE MOVED_NODE"))
        #expect(try event(Self.string("GRAPH_CHANGE")) == .other("GRAPH_CHANGE"))
        let schema = Self.string("SCHEMA_CHANGE") + Self.string("CREATED")
        #expect(
            try event(schema + Self.string("KEYSPACE") + Self.string("k"))
                == .schema(.init(change: "CREATED", target: "KEYSPACE", keyspace: "k", name: nil, arguments: [])))
        #expect(
            try event(schema + Self.string("TABLE") + Self.string("k") + Self.string("t"))
                == .schema(.init(change: "CREATED", target: "TABLE", keyspace: "k", name: "t", arguments: [])))
        #expect(
            try event(
                schema + Self.string("FUNCTION") + Self.string("k") + Self.string("f") + [0, 1] + Self.string("int"))
                == .schema(.init(change: "CREATED", target: "FUNCTION", keyspace: "k", name: "f", arguments: ["int"])))
        #expect(throws: BackendError.self) { try event(status + Self.string("UP") + [5, 1, 2, 3, 4, 5, 0, 0, 0, 1]) }
    }

    static let foreign: [(CassandraFrame.Opcode, [UInt8])] = [
        // Rows without columns, and without end.
        (.result, [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 255, 255, 255]),
        // More columns than bytes, and fewer than none.
        (.result, [0, 0, 0, 2, 0, 0, 0, 1, 0x7F, 255, 255, 255, 0, 0, 0, 0]),
        (.result, [0, 0, 0, 2, 0, 0, 0, 4, 255, 255, 255, 255, 0, 0, 0, 0]),
        // Columns that are left out, which was not asked for.
        (.result, [0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0]),
        (.result, [0, 0, 0, 9]), (.query, []), (.supported, [255, 255]), (.authenticate, [0, 1, 0xFF]),
    ]

    @Test("bytes that claim more than they are, are told as such", arguments: Self.foreign)
    func hostile(opcode: CassandraFrame.Opcode, body: [UInt8]) {
        let error = #expect(throws: BackendError.self) { try answer(opcode, body) }
        #expect(error?.code == .malformed)
    }

    @Test("changed and random bytes give an answer or an error, and never more values than bytes")
    func changed() {
        var random = SplitMix(state: 7)
        var understood = 0
        for round in 0..<20_000 {
            var body = Self.rows
            if round.isMultiple(of: 4) { body = (0..<Int(random.next() % 60)).map { _ in UInt8(random.next() & 0xFF) } }
            for _ in 0..<Int(random.next() % 4) where !body.isEmpty {
                body[Int(random.next() % UInt64(body.count))] = UInt8(random.next() & 0xFF)
            }
            let opcode = [CassandraFrame.Opcode.result, .error, .event, .supported][Int(random.next() % 8) / 2]
            let flags = CassandraFrame.Flags(rawValue: round.isMultiple(of: 5) ? UInt8(random.next() & 0x0E) : 0)
            guard let found = try? answer(opcode, body, flags: flags) else { continue }
            understood += 1
            if case .result(.rows(_, let rows)) = found.message {
                #expect(rows.reduce(0) { $0 + $1.values.count } * 4 <= body.count)
            }
        }
        #expect(understood > 100)
    }

    /// Numbers that look random and are the same every time.
    private struct SplitMix {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
