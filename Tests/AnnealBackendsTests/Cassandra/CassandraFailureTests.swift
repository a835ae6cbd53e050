import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealBackends

/// The client against a server that fails in every way.
@Suite("The Cassandra client and failures", .tags(.integration))
struct CassandraFailureTests {
    /// A code with its facts, how often the statement is carried out when it may be and when it may not be sent again.
    static let errors: [(order: String, name: String, repeated: Int, once: Int)] = [
        (#""code": 0"#, "SERVER_ERROR", 1, 1), (#""code": 4096, "required": 3, "alive": 1"#, "UNAVAILABLE", 1, 1),
        (#""code": 4097"#, "OVERLOADED", 1, 1), (#""code": 4098"#, "IS_BOOTSTRAPPING", 1, 1),
        (#""code": 4099"#, "TRUNCATE_ERROR", 1, 1),
        (#""code": 4352, "write_type": "SIMPLE""#, "WRITE_TIMEOUT", 1, 1),
        (#""code": 4352, "write_type": "BATCH_LOG""#, "WRITE_TIMEOUT", 2, 1),
        (#""code": 4608, "received": 2, "required": 2, "data": 0"#, "READ_TIMEOUT", 2, 1),
        (#""code": 4608, "received": 2, "required": 2, "data": 1"#, "READ_TIMEOUT", 1, 1),
        (#""code": 4864, "failures": 1"#, "READ_FAILURE", 1, 1), (#""code": 5120"#, "FUNCTION_FAILURE", 1, 1),
        (#""code": 5376, "write_type": "CAS""#, "WRITE_FAILURE", 1, 1), (#""code": 8192"#, "SYNTAX_ERROR", 1, 1),
        (#""code": 8448"#, "UNAUTHORIZED", 1, 1), (#""code": 8704"#, "INVALID", 1, 1),
        (#""code": 8960"#, "CONFIG_ERROR", 1, 1), (#""code": 9216, "table": "t""#, "ALREADY_EXISTS", 1, 1),
        (#""code": 30000"#, "0x7530", 1, 1),
    ]

    @Test("errors of each kind are told, and sent again as often as the rules say")
    func errors() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 1)
            let client = try CassandraScene.client(peer)
            try await client.execute(CassandraScene.selection("00"))
            for (order, name, repeated, once) in Self.errors {
                for (isIdempotent, count) in [(true, repeated), (false, once)] {
                    try await CassandraScene.order(#"{"do": "clear"}"#, to: peer)
                    try await CassandraScene.order(
                        #"{"do": "error", "on": "EXECUTE", "times": 100, \#(order)}"#, to: peer)
                    let error = await #expect(throws: CassandraError.self) {
                        try await client.execute(CassandraScene.selection("00", isIdempotent: isIdempotent))
                    }
                    #expect(error?.server?.name == name)
                    #expect(error?.backend.reply == name)
                    #expect(error?.message.contains("as it was told to") == true)
                    #expect(error?.place == peer.address)
                    let log = try await CassandraScene.log(of: peer)
                    #expect(log.count { $0.opcode == "EXECUTE" } == count, "\(name) \(isIdempotent)")
                }
            }
            try await CassandraScene.order(#"{"do": "clear"}"#, to: peer)
            // One failure that passes is not seen.
            try await CassandraScene.order(
                #"{"do": "error", "on": "EXECUTE", "code": 4608, "received": 2, "required": 2}"#, to: peer)
            #expect(try await client.execute(CassandraScene.selection("00")).rows.count == 1)
        }
    }

    @Test(
        "a connection that breaks in the middle is made anew, for what may be sent again",
        arguments: ["close", "cut", "garbage"])
    func broken(how: String) async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 1)
            let client = try CassandraScene.client(peer) { $0.patience = .seconds(5) }
            try await client.execute(CassandraScene.selection("00"))
            try await CassandraScene.order(#"{"do": "\#(how)", "on": "EXECUTE", "seed": 3}"#, to: peer)
            let error = await #expect(throws: CassandraError.self) {
                try await client.execute(CassandraScene.selection("00", isIdempotent: false))
            }
            #expect(error?.server == nil)
            #expect([.lost, .malformed, .refused].contains(error?.backend.code))
            // The next one goes over a new connection.
            #expect(try await client.execute(CassandraScene.selection("00")).rows.count == 1)
            let log = try await CassandraScene.log(of: peer)
            #expect(log.count { $0.opcode == "EXECUTE" } == 3)
        }
    }

    @Test("random bytes at any moment are told as such, and nothing crashes")
    func noise() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 1)
            for (seed, opcode) in ["OPTIONS", "STARTUP", "PREPARE", "EXECUTE"].enumerated() {
                for size in [1, 9, 5000] {
                    let client = try CassandraScene.client(peer)
                    try await CassandraScene.order(
                        #"{"do": "garbage", "on": "\#(opcode)", "seed": \#(seed + size), "count": \#(size)}"#, to: peer)
                    let error = await #expect(throws: CassandraError.self) {
                        try await client.execute(CassandraScene.selection("00", isIdempotent: false))
                    }
                    #expect(error?.backend.code == .malformed)
                    client.close()
                    let other = try CassandraScene.client(peer)
                    #expect(try await other.execute(CassandraScene.selection("00")).rows.count == 1)
                }
            }
        }
    }

    @Test("an answer that comes too late is given up, and the connection goes on")
    func late() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 2)
            let client = try CassandraScene.client(peer)
            try await client.execute(CassandraScene.selection("00"))
            let connection = try #require(client.known.first?.connected)
            try await CassandraScene.order(
                #"{"do": "delay", "on": "EXECUTE", "seconds": 3, "match": "SELECT n"}"#, to: peer)
            var slow = CassandraScene.selection("00", isIdempotent: false)
            slow.timeout = .seconds(2)
            let waiting = Task { [slow] in try await client.execute(slow) }
            // Others are answered meanwhile, so that it is not the connection that stands still.
            while try await CassandraScene.log(of: peer).count(where: { $0.opcode == "EXECUTE" }) < 2 {
                try await Task.sleep(for: .milliseconds(10))
            }
            try await client.execute(CassandraScene.selection("01"))
            let error = await #expect(throws: CassandraError.self) { try await waiting.value }
            #expect(error?.backend.code == .timeout)
            for _ in 0..<15 {
                #expect(try await client.execute(CassandraScene.selection("01")).rows.map(\.values) == [[.int(1)]])
                try await Task.sleep(for: .milliseconds(100))
            }
            // One connection for all of it.
            #expect(client.known.first?.connected === connection)
        }
    }

    @Test("a request that waits in vain for its turn is given up alone, and was not sent")
    func crowded() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 2)
            let client = try CassandraScene.client(peer) {
                $0.streams = 1
                $0.patience = .milliseconds(1500)
            }
            try await client.execute(CassandraScene.selection("00"))
            let connection = try #require(client.known.first?.connected)
            try await CassandraScene.order(#"{"do": "delay", "on": "EXECUTE", "seconds": 5}"#, to: peer)
            async let slow = client.execute(CassandraScene.selection("00"))
            while try await CassandraScene.log(of: peer).count(where: { $0.opcode == "EXECUTE" }) < 2 {
                try await Task.sleep(for: .milliseconds(10))
            }
            var brief = CassandraScene.selection("01", isIdempotent: false)
            brief.timeout = .milliseconds(200)
            let late = Task { [brief] in try await client.execute(brief) }
            let error = await #expect(throws: CassandraError.self) { try await late.value }
            #expect(error?.backend.code == .unavailable)
            #expect(error?.message.contains("no room") == true)
            let answered = try await slow.rows
            #expect(answered.map(\.values) == [[.int(0)]])
            #expect(client.known.first?.connected === connection)
            #expect(try await CassandraScene.log(of: peer).count { $0.opcode == "EXECUTE" } == 2)
        }
    }

    @Test("a server that stands still is not waited for longer than its time, and used again when it goes on")
    func frozen() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 1)
            let client = try CassandraScene.client(peer) { $0.timeout = .milliseconds(300) }
            try await client.execute(CassandraScene.selection("00"))
            peer.program.freeze()
            let error = await #expect(throws: CassandraError.self) {
                try await client.execute(CassandraScene.selection("00"))
            }
            #expect(error?.backend.code == .timeout)
            peer.program.thaw()
            #expect(try await client.execute(CassandraScene.selection("00")).rows.count == 1)
        }
    }

    @Test("a task that is cancelled waits no longer, and the connection goes on")
    func cancellation() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 1)
            let client = try CassandraScene.client(peer)
            try await client.execute(CassandraScene.selection("00"))
            try await CassandraScene.order(#"{"do": "silence", "on": "EXECUTE"}"#, to: peer)
            let waiting = Task { try await client.execute(CassandraScene.selection("00")) }
            while try await CassandraScene.log(of: peer).count(where: { $0.opcode == "EXECUTE" }) < 2 {
                try await Task.sleep(for: .milliseconds(10))
            }
            waiting.cancel()
            let error = await #expect(throws: CassandraError.self) { try await waiting.value }
            #expect(error?.backend.code == .cancelled)
            #expect(try await client.execute(CassandraScene.selection("00")).rows.count == 1)
        }
    }

    @Test("a server that is started anew in the middle is used again, with all statements prepared there")
    func restart() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 1)
            let client = try CassandraScene.client(peer)
            try await client.execute(CassandraScene.selection("00"))
            peer.program.kill()
            let question = CassandraStatement(
                "SELECT cluster_name FROM system.local WHERE key = ?", [.text("local")], isIdempotent: true)
            async let answer = client.execute(question)
            try await Task.sleep(for: .milliseconds(150))
            try await peer.start()
            #expect(try await answer.rows.first?["cluster_name"] == .text("peer"))
            try await CassandraScene.fill(peer, rows: 1)
            #expect(try await client.execute(CassandraScene.selection("00")).rows.count == 1)
            peer.program.kill()
            let gone = try CassandraScene.client(peer) { $0.patience = .milliseconds(200) }
            let error = await #expect(throws: CassandraError.self) { try await gone.execute(question) }
            #expect(error?.backend.code == .unavailable)
            #expect(error?.place == peer.address)
            #expect(error?.remedy != nil)
            gone.close()
            let closed = await #expect(throws: CassandraError.self) { try await gone.execute(question) }
            #expect(closed?.backend.code == .closed)
        }
    }
}
