import AnnealTesting
import Foundation
import Testing

@testable import AnnealCache

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ends a process without giving it time for anything.
private func killAtOnce(_ process: Int32) { kill(process, SIGKILL) }

/// Processes that are killed while they write.
@Suite(.tags(.integration), .serialized)
struct CacheCrashTests {
    /// The program beside the tests.
    private static var writer: URL? {
        for argument in CommandLine.arguments + [Bundle.main.bundlePath, Bundle.main.executablePath ?? ""] {
            var folder = URL(fileURLWithPath: argument)
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                let file = folder.appending(path: "anneal-cache-writer")
                if FileManager.default.isExecutableFile(atPath: file.path) { return file }
            }
        }
        return nil
    }

    @Test("What was accepted before the process was killed is there for the next one")
    func kill() async throws {
        let program = try #require(Self.writer)
        try await withTemporaryFolder { folder in
            for round in 1...5 {
                let process = Process()
                process.executableURL = program
                process.arguments = [folder.path]
                let pipe = Pipe()
                process.standardOutput = pipe
                try process.run()
                // Killed in the middle of its work: after another number of records in every round.
                var accepted = Data()
                while accepted.count(where: { $0 == UInt8(ascii: "\n") }) < 40 * round {
                    let more = pipe.fileHandleForReading.availableData
                    if more.isEmpty { break }
                    accepted += more
                }
                killAtOnce(process.processIdentifier)
                process.waitUntilExit()
                accepted += pipe.fileHandleForReading.readDataToEndOfFile()
                #expect(process.terminationReason == .uncaughtSignal)

                let lines = String(decoding: accepted, as: UTF8.self).split(separator: "\n")
                let keys = lines.compactMap { CacheKey(text: String($0)) }
                #expect(keys.count >= 40 * round)
                let cache = try await StackedCache.embedded(in: folder)
                #expect(await cache.pending == 0)
                for key in keys {
                    let record = try await cache.record(for: key)
                    #expect(record?.value == Data("value of \(key.text)".utf8))
                }
                let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/journal")
                #expect(!left.contains { $0.hasSuffix(".journal") })
            }
        }
    }

    @Test("A journal that was cut off gives what is whole")
    func cutOff() async throws {
        try await withTemporaryFolder { folder in
            let journal = try CacheJournal(folder: folder, syncs: true)
            let records = (0..<3).map { someRecord("\($0)") }
            for record in records { try journal.append(record) }
            let name = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".journal") })
            let data = try Data(contentsOf: folder.appending(path: name))
            #expect(CacheJournal.records(in: data) == records)
            #expect(CacheJournal.records(in: data.dropLast(1)) == Array(records.prefix(2)))
            #expect(CacheJournal.records(in: Data()).isEmpty)
        }
    }

    @Test("The journal of a process that is still there is left alone")
    func alive() async throws {
        try await withTemporaryFolder { folder in
            let first = try CacheJournal(folder: folder, syncs: false)
            try first.append(someRecord("a"))
            let second = try CacheJournal(folder: folder, syncs: false)
            #expect(second.abandoned().records.isEmpty)
        }
    }
}
