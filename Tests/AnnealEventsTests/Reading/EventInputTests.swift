import Foundation
import Testing

@testable import AnnealEvents

@Suite struct EventInputTests {
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
