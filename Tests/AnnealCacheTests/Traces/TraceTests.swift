import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealCache

@Suite(.tags(.unit))
struct TraceTests {
    private func parse(_ text: String) throws -> [TraceRequest] {
        var parser = TraceParser(path: "t.txt")
        // Byte by byte: where pieces end must not matter.
        for byte in Array(text.utf8) { try parser.take([byte]) }
        try parser.finish()
        return parser.requests
    }

    @Test("Requests with and without sizes, blank lines, comments and line ends of both kinds are read")
    func forms() throws {
        #expect(
            try parse("7\n8 20\r\n\n# a comment 1\n  9\t3  \n18446744073709551615") == [
                TraceRequest(key: 7), TraceRequest(key: 8, size: 20), TraceRequest(key: 9, size: 3),
                TraceRequest(key: .max),
            ])
        #expect(try parse("5 0\n") == [TraceRequest(key: 5, size: 1)])
        #expect(try parse("").isEmpty)
    }

    @Test(
        "A malformed line is told with its number",
        arguments: [
            ("1\nx\n", 2), ("1\n2 3 4\n", 2), ("1\n\n-4\n", 3), ("1.5\n", 1), ("18446744073709551616\n", 1),
            ("1 99999999999999999999\n", 1),
        ])
    func malformed(text: String, line: Int) throws {
        let error = #expect(throws: CacheError.self) { try parse(text) }
        #expect(error?.code == .malformedTrace)
        #expect(error?.place == "t.txt:\(line)")
        #expect(error?.remedy != nil)
        #expect(error?.exitCode == .badInput)
    }

    @Test("A compressed trace is read as a plain one is, and one that was cut off is an error")
    func compressed() async throws {
        try await withTemporaryFolder { folder in
            // `gzip` of "1\n2 5\n1\n".
            let bytes: [UInt8] = [
                0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x33, 0xe4, 0x32, 0x52, 0x30, 0xe5, 0x32,
                0xe4, 0x02, 0x00, 0x8f, 0x39, 0xac, 0xec, 0x08, 0x00, 0x00, 0x00,
            ]
            let file = folder.appending(path: "t.gz")
            try Data(bytes).write(to: file)
            var requests: [TraceRequest] = []
            try TraceReader.read(file.path) { requests += $0 }
            #expect(requests == [TraceRequest(key: 1), TraceRequest(key: 2, size: 5), TraceRequest(key: 1)])

            try Data(bytes.dropLast(10)).write(to: file)
            let error = #expect(throws: CacheError.self) { try TraceReader.read(file.path) { _ in } }
            #expect(error?.code == .unreadableTrace)
        }
    }

    @Test("A trace that is not there, and a folder, are told with the path")
    func missing() async throws {
        try await withTemporaryFolder { folder in
            for path in [folder.path, folder.path + "/none"] {
                let error = #expect(throws: CacheError.self) { try TraceReader.read(path) { _ in } }
                #expect(error?.code == .unreadableTrace)
                #expect(error?.place == path)
            }
        }
    }

    @Test("Different objects are counted once, with their last size")
    func distinct() {
        var distinct = DistinctObjects()
        distinct.add([TraceRequest(key: 1, size: 5), TraceRequest(key: 2, size: 7)])
        distinct.add([TraceRequest(key: 1, size: 6)])
        #expect(distinct.count == 2)
        #expect(distinct.bytes == 13)
    }

    @Test("Bytes count when they are asked for")
    func bytes() {
        let requests = [TraceRequest(key: 1, size: 60), TraceRequest(key: 2, size: 60), TraceRequest(key: 1, size: 60)]
        var objects = Simulation(LRUPolicy(capacity: 2), unit: .objects)
        objects.run(requests)
        #expect(objects.result.misses == 2)
        var bytes = Simulation(LRUPolicy(capacity: 100), unit: .bytes)
        bytes.run(requests)
        #expect(bytes.result.misses == 3)
        #expect(bytes.result.byteMissRatio == 1)
        #expect(BeladyBound.run(requests, capacity: 100, unit: .bytes).misses == 3)
        #expect(BeladyBound.run(requests, capacity: 120, unit: .bytes).misses == 2)
    }

    @Test("Policies are found by name however it is written")
    func names() {
        #expect(PolicyName(written: "S3FIFO") == .s3fifo)
        #expect(PolicyName(written: "WTinyLFU") == .wTinyLFU)
        #expect(PolicyName(written: "default") == .reuseTime)
        #expect(PolicyName(written: "") == nil)
        #expect(PolicyName(written: "clock") == nil)
    }
}
