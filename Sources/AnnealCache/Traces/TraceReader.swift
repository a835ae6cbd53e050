internal import CZlib
internal import Foundation

/// A request of a trace.
public struct TraceRequest: Sendable, Hashable {
    /// The object.
    public var key: UInt64
    /// Its size in bytes; 1 when the trace has no sizes.
    public var size: Int

    /// Creates a request.
    public init(key: UInt64, size: Int = 1) {
        self.key = key
        self.size = size
    }
}

/// Reads traces of requests: one a line, `ID` or `ID SIZE` (bytes), plain or compressed by gzip. Only a part is in memory
/// at a time. Blank lines and lines that begin with `#` are passed over; a size of 0 counts as 1.
public enum TraceReader {
    /// Requests that are handed on at a time.
    private static let batch = 16_384

    /// Reads a trace.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - body: gets the requests in order, in batches that are never empty.
    /// - Throws: `CacheError` with the line when one cannot be understood, and whatever the closure throws.
    public static func read(_ path: String, _ body: ([TraceRequest]) throws -> Void) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CacheError(
                code: .unreadableTrace, message: "there is no such trace", place: path,
                remedy: "give a file with one request a line: ID or ID SIZE")
        }
        guard !isFolder.boolValue, let file = gzopen(path, "rb") else {
            throw CacheError(
                code: .unreadableTrace, message: "the trace cannot be opened", place: path,
                remedy: "give a file that can be read")
        }
        defer { gzclose(file) }
        gzbuffer(file, 1 << 17)
        var parser = TraceParser(path: path)
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = gzread(file, &bytes, UInt32(bytes.count))
            var status: Int32 = 0
            let reason = gzerror(file, &status).map { String(cString: $0) } ?? ""
            // A file that ends early is told by the status alone.
            guard count >= 0, status == Z_OK || status == Z_STREAM_END else {
                throw CacheError(
                    code: .unreadableTrace, message: "the trace cannot be read to its end: \(reason)",
                    place: "\(path):\(parser.line)", remedy: "fetch the file again; its compression is damaged")
            }
            if count == 0 { break }
            try parser.take(bytes[..<Int(count)])
            if parser.requests.count >= batch {
                try body(parser.requests)
                parser.requests.removeAll(keepingCapacity: true)
            }
        }
        try parser.finish()
        if !parser.requests.isEmpty { try body(parser.requests) }
    }
}
