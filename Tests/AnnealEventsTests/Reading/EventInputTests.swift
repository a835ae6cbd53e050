import Foundation
import Testing

@testable import AnnealEvents

@Suite struct EventInputTests {
    @Test("What gzip packed comes out as it was")
    func gzip() throws {
        let plain = try Gzip.expanded(Packed.repeated)
        #expect(String(decoding: plain, as: UTF8.self) == String(repeating: "alpha beta gamma\n", count: 40))
        #expect(try Gzip.expanded(Packed.stored) == Array("stored as it is".utf8))
        #expect(try Gzip.expanded(Packed.dynamic).count == 2000)
        #expect(try Gzip.expanded(Packed.stored + Packed.repeated).count == 15 + 17 * 40)
    }

    @Test("Damaged files are refused, whatever byte is damaged")
    func damage() throws {
        for length in 2..<Packed.dynamic.count where length % 7 == 0 {
            #expect(throws: Gzip.Failure.self) { try Gzip.expanded(Array(Packed.dynamic[..<length])) }
        }
        let whole = try Gzip.expanded(Packed.dynamic)
        for index in 10..<Packed.dynamic.count {
            var bytes = Packed.dynamic
            bytes[index] ^= 0x41
            let read = try? Gzip.expanded(bytes)
            #expect(read == nil || read == whole)
        }
        #expect(throws: Gzip.Failure(description: "it holds more than 100 bytes")) {
            try Gzip.expanded(Packed.dynamic, limit: 100)
        }
    }

    @Test("Lines end with line feeds, with or without carriage returns")
    func lines() {
        let input = EventInput(name: "log", bytes: Array("a\r\n\nb\nc".utf8))
        #expect(input.lines.map { String(decoding: input.bytes[$0], as: UTF8.self) } == ["a", "", "b", "c"])
    }

    @Test("The message of a table is its last column, or the one that is named")
    func columns() throws {
        let bytes = Array("E1\tT\tone two\nE2\tT\tthree\tfour\n".utf8)
        func messages(_ log: LogFile) -> [String] {
            log.messages.map { String(decoding: log.input.bytes[$0], as: UTF8.self) }
        }
        #expect(
            messages(try LogFile(EventInput(name: "x.tsv.gz", bytes: bytes))) == ["one two", "three\tfour"])
        #expect(messages(try LogFile(EventInput(name: "x.log", bytes: bytes), column: 2)).first == "T\tone two")
        #expect(messages(try LogFile(EventInput(name: "x.log", bytes: bytes))).first == "E1\tT\tone two")
    }

    @Test("What is wrong with a log is told with its line")
    func errors() {
        #expect {
            try LogFile(EventInput(name: "x.tsv", bytes: Array("a\tb\nc\n".utf8)))
        } throws: { error in
            let error = error as? EventInputError
            return error?.place == "x.tsv:2" && error?.message.contains("column 2") == true
        }
        #expect {
            try LogFile(EventInput(name: "x", bytes: [0x61, 0x0A, 0]))
        } throws: { error in
            (error as? EventInputError)?.place == "x:2"
        }
        #expect {
            try EventInput(path: "/no/such/file")
        } throws: { error in
            (error as? EventInputError)?.place == "/no/such/file"
        }
    }
}
