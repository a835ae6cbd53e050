import AnnealCache
import Foundation

/// Fills a cache until it is killed, and says which records were accepted: for tests of what a crash loses.
///
/// Usage: `anneal-cache-writer FOLDER`; prints one key a line after each accepted record.
@main
enum CacheWriter {
    static func main() async throws {
        guard let path = CommandLine.arguments.dropFirst().first else {
            FileHandle.standardError.write(Data("usage: anneal-cache-writer FOLDER\n".utf8))
            exit(64)
        }
        let cache = try await StackedCache.embedded(in: URL(fileURLWithPath: path, isDirectory: true))
        let run = UUID().uuidString
        for number in 0..<1_000_000 {
            let key = CacheKey(kind: "crash", parts: [run, "\(number)"])
            let record = CacheRecord(key: key, value: Data("value of \(key.text)".utf8), cost: 1)
            guard await cache.keep(record) else { continue }
            FileHandle.standardOutput.write(Data("\(key.text)\n".utf8))
        }
    }
}
