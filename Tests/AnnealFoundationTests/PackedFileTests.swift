import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Files that may be packed")
struct PackedFileTests {
    /// Reads bytes back from a file of their own.
    private func read(_ bytes: [UInt8], limit: Int = 1 << 30) async throws -> [UInt8] {
        var content: [UInt8] = []
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "file")
            try Data(bytes).write(to: file)
            content = try PackedFile.bytes(of: file.path, limit: limit)
        }
        return content
    }

    @Test("come out as they were, packed or not, in one part or several")
    func contents() async throws {
        let text = String(repeating: "alpha beta gamma\n", count: 40)
        #expect(String(decoding: try await read(Packed.repeated), as: UTF8.self) == text)
        #expect(try await read(Array(text.utf8)) == Array(text.utf8))
        #expect(try await read(Packed.stored) == Array("stored as it is".utf8))
        #expect(try await read(Packed.stored + Packed.repeated).count == 15 + 17 * 40)
        #expect(try await read([]) == [])
    }

    @Test("are refused when they are cut off or damaged, whatever byte it is")
    func damage() async throws {
        let whole = try await read(Packed.dynamic)
        #expect(whole.count == 2000)
        for length in 20..<Packed.dynamic.count where length % 37 == 0 {
            let error = await #expect(throws: PackedFile.Failure.self) {
                try await read(Array(Packed.dynamic[..<length]))
            }
            #expect(error?.isDamaged == true && error?.description.contains("/") == false)
        }
        for index in stride(from: 10, to: Packed.dynamic.count, by: 11) {
            var bytes = Packed.dynamic
            bytes[index] ^= 0x41
            let content = try? await read(bytes)
            #expect(content == nil || content == whole)
        }
    }

    @Test("are refused when they hold too much, cannot be opened, or are folders")
    func refusals() async throws {
        await #expect(throws: PackedFile.Failure(description: "it holds more than 100 bytes", isDamaged: false)) {
            try await read(Packed.dynamic, limit: 100)
        }
        for path in ["/no/such/file", "/"] {
            let error = #expect(throws: PackedFile.Failure.self) { try PackedFile.bytes(of: path) }
            #expect(error?.isDamaged == false)
        }
    }
}
