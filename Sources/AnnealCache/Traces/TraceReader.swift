internal import AnnealFoundation
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
        guard !isFolder.boolValue else {
            throw CacheError(
                code: .unreadableTrace, message: "the trace is a folder", place: path,
                remedy: "give a file with one request a line: ID or ID SIZE")
        }
        var parser = TraceParser(path: path)
        do {
            try PackedFile.forEachPiece(of: path) { piece in
                try parser.take(piece)
                guard parser.requests.count >= batch else { return }
                try body(parser.requests)
                parser.requests.removeAll(keepingCapacity: true)
            }
        } catch let failure as PackedFile.Failure {
            throw CacheError(
                code: .unreadableTrace, message: "the trace cannot be read to its end: \(failure.description)",
                place: "\(path):\(parser.line)",
                remedy: failure.isDamaged
                    ? "fetch the file again; its compression is damaged" : "give a file that can be read")
        }
        try parser.finish()
        if !parser.requests.isEmpty { try body(parser.requests) }
    }
}
