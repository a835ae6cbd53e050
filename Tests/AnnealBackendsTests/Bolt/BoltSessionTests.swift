import AnnealFoundation
import AnnealTesting
import Synchronization
import Testing

@testable import AnnealBackends

/// Transactions, pools and tries again, against a server that does what it is told.
@Suite("Sessions over Bolt", .tags(.integration))
struct BoltSessionTests {
    typealias Tag = BoltRequest.Tag

    static func client(_ port: Int, _ change: (inout BoltConfiguration) -> Void = { _ in }) -> BoltClient {
        BoltConnectionTests.client(port, change)
    }

    /// Runs one query in a transaction that is tried again.
    static func write(_ client: BoltClient) async throws -> [[BoltValue]] {
        try await client.session().transaction { try await $0.run("CREATE (n) RETURN 1 AS x").rows }
    }

    @Test(
        "failures that pass are tried again, with all of the transaction",
        arguments: [
            (Tag.run, "Neo.TransientError.Transaction.DeadlockDetected"),
            (Tag.begin, "Neo.TransientError.General.DatabaseUnavailable"),
            (Tag.commit, "Neo.TransientError.Transaction.Outdated"),
            (Tag.run, "Neo.ClientError.Cluster.NotALeader"),
            (Tag.pull, "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"),
            (Tag.begin, "Neo.ClientError.Security.AuthorizationExpired"),
        ])
    func transient(tag: UInt8, code: String) async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { $0.tag == tag && $0.number < 2 ? [.failure(code)] : nil }
            #expect(try await Self.write(Self.client(port)) == [[1]])
            #expect(peer.tags().count { $0 == Tag.begin } == 3)
            #expect(peer.tags().count { $0 == tag } == 3)
            // A connection that was given up may say goodbye later.
            #expect(peer.tags().last { $0 != Tag.goodbye } == Tag.commit)
        }
    }

    @Test(
        "failures that stay are not tried again",
        arguments: [
            (Tag.run, "Neo.TransientError.Transaction.Terminated"),
            (Tag.run, "Neo.TransientError.Transaction.LockClientStopped"),
            (Tag.run, "Neo.ClientError.Statement.SyntaxError"),
            (Tag.commit, "Neo.ClientError.Schema.ConstraintValidationFailed"),
            (Tag.begin, "Neo.ClientError.Database.DatabaseNotFound"),
            (Tag.pull, "Neo.DatabaseError.General.UnknownError"),
        ])
    func lasting(tag: UInt8, code: String) async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { $0.tag == tag ? [.failure(code)] : nil }
            let client = Self.client(port)
            let error = await #expect(throws: BackendError.self) { try await Self.write(client) }
            #expect(error?.reply == code)
            #expect(peer.tags().count { $0 == Tag.begin } == 1)
            peer.answer { _ in nil }
            #expect(try await Self.write(client) == [[1]])
            #expect(peer.greetings.count == 1, "the connection is used again")
        }
    }

    @Test("a time for trying again that is over ends it with the last failure") func deadline() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { $0.tag == Tag.run ? [.failure("Neo.TransientError.Transaction.DeadlockDetected")] : nil }
            let client = Self.client(port) { $0.retry = .milliseconds(300) }
            let error = await #expect(throws: BackendError.self) { try await Self.write(client) }
            #expect(error?.reply == "Neo.TransientError.Transaction.DeadlockDetected")
            #expect(peer.tags().count { $0 == Tag.begin } >= 2)
        }
    }

    @Test(
        "a connection that breaks in the middle of a message is made anew", arguments: [Tag.begin, Tag.run, Tag.pull])
    func hangUp(tag: UInt8) async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            // The first half of a row.
            peer.answer { $0.tag == tag && $0.number == 0 ? [.bytes([0, 5, 0xB1, 0x71]), .hangUp] : nil }
            #expect(try await Self.write(Self.client(port)) == [[1]])
            #expect(peer.greetings.count == 2)
        }
    }

    @Test("one that breaks while it commits is not tried again: it may have taken effect") func lostCommit()
        async throws
    {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { $0.tag == Tag.commit ? [.hangUp] : nil }
            let error = await #expect(throws: BackendError.self) { try await Self.write(Self.client(port)) }
            #expect(error?.code == .lost)
            #expect(peer.tags().count { $0 == Tag.commit } == 1)
        }
    }

    @Test("one query alone is not tried again") func single() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { $0.tag == Tag.run ? [.failure("Neo.TransientError.Transaction.DeadlockDetected")] : nil }
            await #expect(throws: BackendError.self) { try await Self.client(port).session().run("CREATE (n)") }
            #expect(peer.tags().count { $0 == Tag.run } == 1)
        }
    }

    @Test("an error of the caller rolls back, and is not tried again") func rollBack() async throws {
        struct Own: Error {}
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port)
            await #expect(throws: Own.self) {
                try await client.session().transaction { transaction in
                    try await transaction.run("CREATE (n)")
                    throw Own()
                }
            }
            #expect(peer.tags() == [Tag.hello, Tag.logon, Tag.begin, Tag.run, Tag.pull, Tag.rollback])
            let transaction = try await client.session().begin()
            try await transaction.rollBack()
            let error = await #expect(throws: BackendError.self) { try await transaction.run("CREATE (n)") }
            #expect(error?.code == .usage)
            await #expect(throws: BackendError.self) { try await transaction.commit() }
            #expect(peer.greetings.count == 1)
        }
    }

    @Test("a transaction that failed can do nothing more, and leaves a clean connection") func failed() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer {
                $0.tag == Tag.run && $0.number == 0 ? [.failure("Neo.ClientError.Statement.TypeError")] : nil
            }
            let client = Self.client(port)
            let transaction = try await client.session().begin()
            await #expect(throws: BackendError.self) { try await transaction.run("RETURN 1 + {}") }
            let error = await #expect(throws: BackendError.self) { try await transaction.commit() }
            #expect(error?.code == .usage)
            #expect(try await client.session().run("RETURN 1").rows == [[1]])
            #expect(peer.greetings.count == 1 && !peer.tags().contains(Tag.commit))
        }
    }

    @Test("rows are fetched as they are taken, and what nobody takes is left out", arguments: [false, true])
    func streaming(inTransaction: Bool) async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { message in
                guard message.tag == Tag.pull else { return nil }
                let first = Int64(message.number * 2)
                return [.row([.integer(first)]), .row([.integer(first + 1)]), .success(["has_more": true])]
            }
            let session = Self.client(port) { $0.fetch = 2 }.session()
            let body: (BoltRows) async throws -> [BoltValue] = { rows in
                var taken: [BoltValue] = []
                for count in 1...5 {
                    taken += try await rows.next() ?? []
                    #expect(peer.tags().count { $0 == Tag.pull } == (count + 1) / 2)
                }
                return taken
            }
            if inTransaction {
                let taken = try await session.transaction { transaction in
                    try await transaction.withRows(of: "MATCH (n) RETURN n") { try await body($0) }
                }
                #expect(taken == [0, 1, 2, 3, 4])
                #expect(peer.tags().suffix(2) == [Tag.discard, Tag.commit])
            } else {
                let taken = try await session.withRows(of: "MATCH (n) RETURN n") { try await body($0) }
                #expect(taken == [0, 1, 2, 3, 4])
                #expect(peer.tags().last == Tag.discard)
            }
            #expect(peer.messages.first { $0.tag == Tag.pull }?["n"] == 2)
        }
    }

    @Test("a reader that gives up leaves a connection that can be used") func givenUp() async throws {
        struct Own: Error {}
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { $0.tag == Tag.pull && $0.number == 0 ? [.row([1]), .success(["has_more": true])] : nil }
            let session = Self.client(port) { $0.fetch = 1 }.session()
            await #expect(throws: Own.self) {
                try await session.withRows(of: "MATCH (n) RETURN n") { rows in
                    _ = try await rows.next()
                    throw Own()
                }
            }
            #expect(peer.tags().last == Tag.reset)
            #expect(try await session.run("RETURN 1").rows == [[1]])
            #expect(peer.greetings.count == 1)
        }
    }

    @Test("what comes next knows the bookmark of what was written before") func bookmarks() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port)
            let session = client.session(bookmarks: BoltBookmarks(["start"]))
            for _ in 0..<2 { try await session.transaction { _ = try await $0.run("CREATE (n)") } }
            try await session.run("MATCH (n) RETURN n", access: .read)
            let begins = peer.messages.filter { $0.tag == Tag.begin }
            #expect(begins.map { $0["bookmarks"] } == [["start"], ["mark-0"]])
            let read = try #require(peer.messages.last { $0.tag == Tag.run })
            #expect(read["bookmarks"] == ["mark-1"] && read["mode"] == "r")
            #expect(session.bookmarks.values == ["mark-1"])
            try await client.session().run("RETURN 1")
            #expect(peer.messages.last { $0.tag == Tag.run }?["bookmarks"] == nil)
        }
    }

    @Test("no more connections than allowed are made, and everyone gets a turn") func pool() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port) {
                $0.connections = 2
                $0.patience = .seconds(20)
            }
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<40 { group.addTask { try await Self.write(client) == [[1]] } }
                for try await isRight in group { #expect(isRight) }
            }
            #expect(peer.mostOpen <= 2)
            #expect(peer.tags().count { $0 == Tag.commit } == 40)
        }
    }

    @Test("who waits too long for a connection is told so") func busy() async throws {
        try await BoltPeer.running { (_: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port) { $0.connections = 1 }
            let transaction = try await client.session().begin()
            let error = await #expect(throws: BackendError.self) { try await client.session().run("RETURN 1") }
            #expect(error?.code == .unavailable && error?.remedy?.contains("connections") == true)
            try await transaction.commit()
            #expect(try await client.session().run("RETURN 1").rows == [[1]])
        }
    }

    @Test("a transaction that nobody ended does not keep its connection") func abandoned() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port) { $0.connections = 1 }
            _ = try await client.session().begin()
            #expect(try await client.session().run("RETURN 1").rows == [[1]])
            #expect(!peer.tags().contains(Tag.commit))
        }
    }
}
