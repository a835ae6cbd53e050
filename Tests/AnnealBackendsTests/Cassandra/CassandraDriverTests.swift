import AnnealFoundation
import AnnealTesting
import Foundation
import NIOCore
import Testing

@testable import AnnealBackends

/// What the official driver for Python has to say: to the tests' server, to the frames, and to the values.
@Suite("The official Cassandra driver", .tags(.integration))
struct CassandraDriverTests {
    @Test("takes the tests' server for a Cassandra")
    func server() async throws {
        try await CassandraPeer.running { peer in
            let result = try await CassandraPeer.drive(["check", "\(peer.port)"])
            #expect(result.standardOutput.contains("as it should be"), "\(result.standardError) \(peer.program.output)")
        }
    }

    @Test("writes requests byte for byte as they are written here")
    func frames() async throws {
        let result = try await CassandraPeer.drive(["frames"])
        var theirs: [String: String] = [:]
        for line in result.standardOutput.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { theirs[String(words[0])] = String(words[1]) }
        }
        let paged = CassandraRequest.Parameters(
            consistency: .one, pageSize: 100, pagingState: [1, 2], serialConsistency: .localSerial,
            timestamp: 1_600_000_000_000_000)
        let ours: [String: CassandraRequest] = [
            "options": .options, "startup": try .startup(), "auth": try .authResponse(Array("\0ann\0pw".utf8)),
            "prepare": try .prepare("SELECT 1"), "register": try .register(CassandraEvent.kinds),
            "query": try .query("SELECT ü", .init(consistency: .quorum)), "paged": try .query("SELECT 1", paged),
            "execute": try .execute(
                [1, 2, 3], .init(consistency: .quorum, values: [.int(5), .null, .unset], pageSize: 7)),
            "batch": try .batch(
                .unlogged, [.text("DELETE 1", []), .prepared([9], [.text("ab")])],
                .init(consistency: .localQuorum, serialConsistency: .serial, timestamp: 5)),
        ]
        #expect(Set(theirs.keys) == Set(ours.keys), "\(result.standardError)")
        for (name, request) in ours {
            let frame = CassandraFrame(flags: request.flags, stream: 258, opcode: request.opcode, body: request.body)
            let bytes = Array(frame.header.readableBytesView) + Array(frame.body.readableBytesView)
            let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(theirs[name] == digits, "\(name)")
        }
    }

    /// The row of `cassandra_check.py`.
    private func row() throws -> [String: CassandraValue] {
        let six = [0x20, 1, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1] as [UInt8]
        let spot: [CassandraValue.Field] = [.init(name: "x", value: .int(1)), .init(name: "y", value: .null)]
        return [
            "k": .text("row"), "a": .ascii("plain"), "b": .bigint(.min), "c": .blob([0, 255]), "d": .boolean(true),
            "e": .decimal(try #require(CassandraDecimal("-12345678901234567890.1230"))), "f": .double(1.5e300),
            "g": .float(-0.5), "h": .int(-2), "i": .timestamp(1_000_000_000_123),
            "j": .uuid(try #require(UUID(uuidString: "00112233-4455-6677-8899-aabbccddeeff"))),
            "l": .varint(try #require(CassandraInteger("-1267650600228229401496703205376"))),
            "m": .timeuuid(try #require(UUID(uuidString: "2b1f3a60-5f2e-11ee-8c99-0242ac120002"))),
            "n": .inet(try #require(InternetAddress(bytes: six))),
            "o": .date(18_321), "p": .time(45_296_789_000_001), "q": .smallint(-300), "r": .tinyint(-3),
            "s": .duration(CassandraDuration(months: 1, days: 2, nanoseconds: 3_000_000_000)),
            "t": .list([.int(3), .int(1), .int(2)]), "u": .set([.text("x"), .text("y")]),
            "v": .map([
                .init(key: .text("one"), value: .list([.int(1)])), .init(key: .text("none"), value: .list([])),
            ]),
            "w": .tuple([.int(7), .text("seven")]), "x": .udt(spot), "y": .text(""), "z": .null,
            "ip": .inet(try #require(InternetAddress(bytes: [10, 0, 0, 5]))),
        ]
    }

    @Test("writes values of every type that are read here, and reads those that are written here")
    func values() async throws {
        try await CassandraPeer.running { peer in
            let written = try await CassandraPeer.drive(["write", "\(peer.port)"])
            #expect(written.standardOutput.contains("as it should be"), "\(written.standardError)")
            let client = try CassandraScene.client(peer)
            let found = try await client.execute(CassandraStatement("SELECT * FROM anneal.types"))
            let first = try #require(found.rows.first)
            let row = try row()
            #expect(Set(found.columns.map(\.name)) == Set(row.keys))
            for (name, value) in row {
                // Sets and maps have no order that both sides would agree upon.
                switch (first[name], value) {
                case (.set(let theirs)?, .set(let ours)): #expect(Set(theirs) == Set(ours), "\(name)")
                case (.map(let theirs)?, .map(let ours)): #expect(Set(theirs) == Set(ours), "\(name)")
                default: #expect(first[name] == value, "\(name)")
                }
            }
            let names = row.keys.sorted()
            let marks = names.map { _ in "?" }.joined(separator: ", ")
            // Everything but the key is written anew, after it was emptied.
            try await client.execute(CassandraStatement("DELETE FROM anneal.types WHERE k = ?", [.text("row")]))
            try await client.execute(
                CassandraStatement(
                    "INSERT INTO anneal.types (\(names.joined(separator: ", "))) VALUES (\(marks))",
                    names.map { row[$0] ?? .null }))
            let read = try await CassandraPeer.drive(["read", "\(peer.port)"])
            #expect(read.standardOutput.contains("as it should be"), "\(read.standardError)")
        }
    }
}
