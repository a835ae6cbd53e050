import AnnealFoundation
import Testing

@testable import AnnealModels

@Suite("Server-sent events")
struct ServerSentEventParserTests {
    private func parse(_ text: String, chunk: Int = .max) throws -> [ServerSentEvent] {
        var parser = ServerSentEventParser()
        var events: [ServerSentEvent] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            events += try parser.take(rest.prefix(chunk))
            rest = rest.dropFirst(chunk)
        }
        return events
    }

    @Test("lines may end with LF, CR or CRLF", arguments: ["\n", "\r", "\r\n"])
    func lineEnds(end: String) throws {
        let text = ["event: ping", "data: a", "data: b", "", "data:c", "", ""].joined(separator: end)
        #expect(
            try parse(text) == [
                ServerSentEvent(name: "ping", data: "a\nb"), ServerSentEvent(name: "message", data: "c"),
            ])
    }

    @Test("comments, unknown fields and a byte order mark are skipped")
    func skipped() throws {
        #expect(
            try parse("\u{FEFF}: hello\nid: 4\nretry: 10\ndata: x\n:\n\n") == [
                ServerSentEvent(name: "message", data: "x")
            ])
    }

    @Test("an event without data and one that the end cuts off are dropped")
    func dropped() throws {
        #expect(try parse("event: ping\n\ndata: never ended\n").isEmpty)
    }

    @Test("cuts at any byte change nothing, within characters and line ends too")
    func split() throws {
        let text = ": c\r\ndata: Grüße 🌍\r\ndata: 日本\r\n\r\nevent: e\rdata: z\r\r"
        let whole = try parse(text)
        #expect(whole.map(\.data) == ["Grüße 🌍\n日本", "z"])
        for size in 1...text.utf8.count { #expect(try parse(text, chunk: size) == whole) }
    }

    @Test("mutated streams never crash, and what they give is independent of the cuts")
    func fuzz() throws {
        let seed = Array("event: a\r\ndata: {\"x\": \"é🌍\"}\n\n: ping\r\rdata: [DONE]\r\n\r\n".utf8)
        var random = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(contentsOf: [0x0D, 0x0A], at: place)
                case 2: bytes.remove(at: place)
                default: bytes.append(contentsOf: bytes[place...])
                }
            }
            var whole = ServerSentEventParser()
            let expected = try whole.take(bytes)
            var parts = ServerSentEventParser()
            var events: [ServerSentEvent] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...9, using: &random)
                events += try parts.take(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(events == expected)
        }
    }
}
