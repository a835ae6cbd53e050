import AnnealFoundation
import AnnealTesting
import NIOCore
import Testing

@testable import AnnealBackends

@Suite("The parser of Redis replies", .tags(.unit))
struct RESPParserTests {
    private static let wire =
        "+OK\r\n-ERR no such thing\r\n:-42\r\n$5\r\na\r\nbc\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n_\r\n#t\r\n#f\r\n"
        + ",3.25\r\n,inf\r\n(3492890328409238509324850943850943825024385\r\n!5\r\nBAD x\r\n=6\r\ntxt:hi\r\n"
        + "*3\r\n:1\r\n*2\r\n+a\r\n$1\r\nb\r\n_\r\n%2\r\n+k\r\n:1\r\n+l\r\n*1\r\n:2\r\n~2\r\n:1\r\n:2\r\n"
        + "|1\r\n+ttl\r\n:5\r\n+value\r\n>3\r\n+message\r\n+c\r\n+hello\r\n|0\r\n:7\r\n"

    private static let values: [RedisValue] = [
        .simple("OK"), .error("ERR no such thing"), .integer(-42), .bulk(Array("a\r\nbc".utf8)), .bulk([]), .null,
        .null, .array([]), .null, .truth(true), .truth(false), .double(3.25), .double(.infinity),
        .bigNumber("3492890328409238509324850943850943825024385"), .error("BAD x"), .bulk(Array("hi".utf8)),
        .array([.integer(1), .array([.simple("a"), .bulk([0x62])]), .null]),
        .map([
            .init(key: .simple("k"), value: .integer(1)), .init(key: .simple("l"), value: .array([.integer(2)])),
        ]),
        .set([.integer(1), .integer(2)]), .simple("value"),
        .push([.simple("message"), .simple("c"), .simple("hello")]), .integer(7),
    ]

    private static func read(_ bytes: [UInt8], piece: Int) throws -> [RedisValue] {
        var parser = RESPParser()
        var values: [RedisValue] = []
        var start = 0
        while start < bytes.count {
            var part = ByteBuffer(bytes: bytes[start..<min(start + piece, bytes.count)])
            parser.append(&part)
            while let value = try parser.next() { values.append(value) }
            start += piece
        }
        return values
    }

    @Test("reads every kind, however the bytes come", arguments: [1, 2, 3, 7, 64, 100_000])
    func kinds(piece: Int) throws {
        #expect(try Self.read(Array(Self.wire.utf8), piece: piece) == Self.values)
    }

    @Test("reads the least and the largest whole number") func extremes() throws {
        let wire = ":-9223372036854775808\r\n:9223372036854775807\r\n:-0\r\n:+5\r\n"
        #expect(
            try Self.read(Array(wire.utf8), piece: 7)
                == [.integer(Int.min), .integer(Int.max), .integer(0), .integer(5)])
    }

    @Test(
        "refuses what is not the protocol",
        arguments: [
            "HTTP/1.1 400 Bad Request\r\n", ":x\r\n", ":\r\n", ":99999999999999999999\r\n", ":-9223372036854775809\r\n",
            "$-2\r\n", "$x\r\n",
            "$9999999999\r\n", "*-2\r\n", "*9999999999\r\n", "$1\r\nabc\r\n", "#x\r\n", ",x\r\n", "(1x\r\n", "(\r\n",
            "=2\r\nab\r\n", "_x\r\n", "$?\r\n", String(repeating: "*1\r\n", count: 100),
            "+" + String(repeating: "a", count: 70_000),
        ])
    func hostile(text: String) {
        let error = #expect(throws: BackendError.self) { try Self.read(Array(text.utf8), piece: 11) }
        #expect(error?.code == .malformed)
    }

    @Test("makes no room for what is only announced")
    func announced() throws {
        var parser = RESPParser()
        for text in ["*60000000\r\n", "$500000000\r\n"] {
            var bytes = ByteBuffer(string: text)
            parser.append(&bytes)
            #expect(try parser.next() == nil)
        }
        #expect(parser.pendingBytes < 100)
    }

    @Test("survives changed and random bytes")
    func fuzzed() {
        var random = SplitMix64(seed: 3)
        let original = Array(Self.wire.utf8)
        var refused = 0
        for round in 0..<20_000 {
            var bytes = original
            if round % 4 == 0 {
                bytes = (0..<Int.random(in: 1...200, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
            } else {
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    let place = Int.random(in: bytes.indices, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: place)
                    default: bytes.insert(Array("*$%~|:-0129\r\n".utf8).randomElement(using: &random) ?? 0, at: place)
                    }
                }
            }
            do {
                let whole = try Self.read(bytes, piece: bytes.count)
                // However they come, the same bytes are the same values.
                if round % 10 == 0 {
                    #expect(try String(describing: Self.read(bytes, piece: 5)) == String(describing: whole))
                }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 5_000)
    }
}

@Suite("A Redis command", .tags(.unit))
struct RedisCommandTests {
    @Test("is written as an array of byte strings")
    func wire() {
        let command = RedisCommand("SET", .text("ké"), .bytes([0, 255]), .integer(-12))
        #expect(
            command.bytes == Array("*4\r\n$3\r\nSET\r\n$3\r\nké\r\n$2\r\n".utf8) + [0, 255]
                + Array("\r\n$3\r\n-12\r\n".utf8))
    }

    @Test("knows its key")
    func keys() {
        func key(_ command: RedisCommand) -> String? {
            command.key.map { String(decoding: command.bytes[$0], as: UTF8.self) }
        }
        #expect(key(RedisCommand("GET", "a")) == "a")
        #expect(key(RedisCommand("EVAL", "return 1", 1, "k", "x")) == "k")
        #expect(key(RedisCommand("EVAL", "return 1", 0, "x")) == nil)
        #expect(key(RedisCommand("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">")) == "s")
        #expect(key(RedisCommand("XGROUP", "CREATE", "s", "g", 0)) == "s")
        #expect(key(RedisCommand("PING")) == nil)
    }

    @Test("has the slot that Redis gives its key")
    func slots() {
        // CLUSTER KEYSLOT of Redis 7.0.15.
        for (key, slot) in [("foo", 12182), ("bar", 5061), ("{user}.a", 5474), ("a{}b", 13_694), ("", 0)] {
            #expect(ClusterSlot.of(Array(key.utf8)) == slot, "\(key)")
        }
    }
}
