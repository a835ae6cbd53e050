internal import AnnealFoundation
internal import Crypto
internal import Foundation

/// Digests files that are larger than memory should be.
enum FileDigest {
    private static let chunk = 4 << 20

    /// The SHA-256 digest of a file. Complexity: O(n) in time, O(1) in memory.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - progress: told of the bytes that are done, every 64 MB.
    /// - Returns: the digest.
    /// - Throws: a `CocoaError` when the file cannot be read; `CancellationError`.
    static func sha256(of file: URL, progress: (Int) -> Void = { _ in }) throws -> ContentDigest {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var hash = SHA256()
        var done = 0
        while let data = try handle.read(upToCount: chunk), !data.isEmpty {
            try Task.checkCancellation()
            hash.update(data: data)
            done += data.count
            if (done / chunk) % 16 == 0 { progress(done) }
        }
        let digits = Array("0123456789abcdef")
        return ContentDigest(hex: String(hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }))
    }

    /// Appends a file to another one.
    static func append(_ file: URL, to handle: FileHandle) throws {
        let source = try FileHandle(forReadingFrom: file)
        defer { try? source.close() }
        while let data = try source.read(upToCount: chunk), !data.isEmpty {
            try Task.checkCancellation()
            try handle.write(contentsOf: data)
        }
    }
}
