import AnnealTesting
import Foundation
import Testing

@testable import AnnealBackends

/// The client against the tests' own server.
@Suite("The Cassandra client", .tags(.integration))
struct CassandraClientTests {
    @Test("carries statements out, with and without values, prepared or not, and tells what changed")
    func statements() async throws {
        try await CassandraPeer.running { peer in
            let client = try CassandraScene.client(peer)
            let keyspace = try await client.execute(CassandraStatement("CREATE KEYSPACE anneal"))
            #expect(keyspace.schemaChange?.keyspace == "anneal")
            #expect(keyspace.schemaChange?.target == "KEYSPACE")
            let table = try await client.execute(
                CassandraStatement("CREATE TABLE anneal.t (k text PRIMARY KEY, n int, v blob)"))
            #expect(table.schemaChange?.name == "t")
            let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let insertion = "INSERT INTO anneal.t (k, n, v) VALUES (?, ?, ?)"
            try await client.execute(CassandraStatement(insertion, [.text("a"), .int(7), .blob(bytes)]))
            var plain = CassandraStatement("SELECT n, v FROM anneal.t WHERE k = ?", [.text("a")])
            for isPrepared in [true, false] {
                plain.isPrepared = isPrepared
                let found = try await client.execute(plain)
                #expect(found.rows.first?["n"] == .int(7))
                #expect(found.rows.first?["v"]?.bytes == bytes)
                #expect(found.host.port == peer.port)
            }
            // What is not set is left as it was; null is not.
            try await client.execute(CassandraStatement(insertion, [.text("a"), .unset, .null]))
            let left = try await client.execute(CassandraStatement("SELECT n, v FROM anneal.t WHERE k = 'a'"))
            #expect(left.rows.map(\.values) == [[.int(7), .null]])
            let condition = "INSERT INTO anneal.t (k, n) VALUES (?, ?) IF NOT EXISTS"
            let first = try await client.execute(CassandraStatement(condition, [.text("b"), .int(1)]))
            let second = try await client.execute(CassandraStatement(condition, [.text("b"), .int(2)]))
            #expect(first.wasApplied)
            #expect(!second.wasApplied)
            let none = try await client.execute(CassandraStatement("SELECT k FROM anneal.t WHERE k = 'none'"))
            #expect(none.rows.isEmpty)
        }
    }

    @Test("sends batches of prepared and other statements, and prepares anew what a server has forgotten")
    func batches() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 0)
            let client = try CassandraScene.client(peer)
            let batch = CassandraBatch(
                .unlogged, (0..<20).map { CassandraScene.insertion("\($0)", Int32($0)) }, consistency: .quorum)
            try await client.execute(batch)
            var plain = CassandraScene.insertion("plain", 99)
            plain.isPrepared = false
            try await CassandraScene.order(#"{"do": "forget"}"#, to: peer)
            try await client.execute(CassandraBatch(.logged, [plain, CassandraScene.insertion("more", 98)]))
            #expect(try await client.execute(CassandraStatement("SELECT k FROM anneal.t")).rows.count == 22)
            let log = try await CassandraScene.log(of: peer)
            // One preparation for the first, another one after it was forgotten.
            #expect(log.count { $0.opcode == "PREPARE" } == 2)
            #expect(log.first { $0.opcode == "BATCH" }?.consistency == 4)
        }
    }

    @Test("gives every one of many tasks its own answer, over one connection with a few numbers")
    func concurrency() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 20)
            for streams in [1, 3, 32_768] {
                try await CassandraScene.order(#"{"do": "clear"}"#, to: peer)
                let client = try CassandraScene.client(peer) { $0.streams = streams }
                // Answers come in another order than questions.
                try await CassandraScene.order(
                    #"{"do": "delay", "on": "EXECUTE", "seconds": 0.02, "times": 40, "match": "SELECT n"}"#, to: peer)
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            let name = String(format: "%02d", number % 20)
                            let rows = try await client.execute(CassandraScene.selection(name)).rows
                            return rows.map(\.values) == [[.int(Int32(number % 20))]]
                        }
                    }
                    for try await isRight in group { #expect(isRight) }
                }
                let log = try await CassandraScene.log(of: peer)
                #expect(log.count { $0.opcode == "PREPARE" } == 1)
                #expect(log.count { $0.opcode == "EXECUTE" } == 200)
                #expect(client.statements.count == 1)
                client.close()
            }
        }
    }

    @Test("prepares a statement again that the server has forgotten, and does it once")
    func unprepared() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 1)
            let client = try CassandraScene.client(peer)
            for _ in 0..<3 {
                #expect(try await client.execute(CassandraScene.selection("00")).rows.count == 1)
                try await CassandraScene.order(#"{"do": "forget"}"#, to: peer)
            }
            // A server that never keeps it is no reason to ask it for ever.
            try await CassandraScene.order(
                #"{"do": "error", "on": "EXECUTE", "code": 9472, "id": "0102", "times": 100}"#, to: peer)
            let error = await #expect(throws: CassandraError.self) {
                try await client.execute(CassandraScene.selection("00"))
            }
            #expect(error?.server?.kind == .unprepared([1, 2]))
        }
    }

    @Test("reads all pages, and asks for no more of them than are read")
    func pages() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 25)
            let client = try CassandraScene.client(peer)
            for (size, pages) in [(10, 3), (25, 1), (7, 4), (1, 25)] as [(Int32, Int)] {
                try await CassandraScene.order(#"{"do": "clear"}"#, to: peer)
                var statement = CassandraStatement("SELECT n FROM anneal.t", isIdempotent: true)
                statement.pageSize = size
                var numbers: [Int64] = []
                for try await row in client.rows(statement) { numbers.append(row["n"]?.integer ?? -1) }
                #expect(numbers == Array(0..<25))
                #expect(try await CassandraScene.log(of: peer).count { $0.statement.hasPrefix("SELECT n") } == pages)
            }
            try await CassandraScene.order(#"{"do": "clear"}"#, to: peer)
            var few = CassandraStatement("SELECT n FROM anneal.t")
            few.pageSize = 5
            for try await row in client.rows(few) where row["n"] == .int(6) { break }
            #expect(try await CassandraScene.log(of: peer).count { $0.statement.hasPrefix("SELECT n") } == 2)
            // The place of a page can be kept, and be gone on from elsewhere.
            let first = try await client.execute(few)
            #expect(first.rows.count == 5)
            var next = few
            next.pagingState = first.pagingState
            let other = try CassandraScene.client(peer)
            #expect(try await other.execute(next).rows.first?["n"] == .int(5))
            // An error in the middle is told where it happens.
            try await CassandraScene.order(
                #"{"do": "error", "on": "QUERY", "code": 8704, "match": "SELECT n"}"#, to: peer)
            await #expect(throws: CassandraError.self) { for try await _ in client.rows(few) {} }
        }
    }

    @Test("refuses values that are not what the statement takes, before they are sent")
    func wrongValues() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 0)
            let client = try CassandraScene.client(peer)
            for values in [[.text("a"), .bigint(1)], [.text("a")], [.int(1), .int(1)]] as [[CassandraValue]] {
                let error = await #expect(throws: CassandraError.self) {
                    try await client.execute(CassandraStatement("INSERT INTO anneal.t (k, n) VALUES (?, ?)", values))
                }
                #expect(error?.backend.code == .usage)
            }
            #expect(try await CassandraScene.log(of: peer).allSatisfy { $0.opcode != "EXECUTE" })
        }
    }

    @Test("gives a trace, warnings and a payload on, and the consistency that was asked for")
    func extras() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 1)
            let client = try CassandraScene.client(peer) { $0.consistency = .localOne }
            try await CassandraScene.order(#"{"do": "extras", "on": "EXECUTE"}"#, to: peer)
            var statement = CassandraScene.selection("00")
            statement.isTraced = true
            statement.payload = ["k": [1]]
            let found = try await client.execute(statement)
            #expect(found.warnings == ["first warning", "second warning"])
            #expect(found.trace == UUID(uuidString: "00000000-0000-0000-0000-00000000002A"))
            #expect(found.payload == ["name": [1, 2]])
            #expect(found.rows.count == 1)
            statement.payload = [:]
            statement.consistency = .eachQuorum
            try await client.execute(statement)
            let levels = try await CassandraScene.log(of: peer).filter { $0.opcode == "EXECUTE" }.map { $0.consistency }
            #expect(levels == [10, 7])
        }
    }
}
