internal import CZlib
internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Reads files that may be packed by gzip, through the system's zlib; others are read as they are.
public enum PackedFile {
    /// Why a file cannot be read.
    public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, in words.
        public let description: String
        /// Whether the file could be opened, and what is in it is damaged.
        public let isDamaged: Bool

        /// Creates a failure.
        public init(description: String, isDamaged: Bool) {
            self.description = description
            self.isDamaged = isDamaged
        }
    }

    /// Bytes that are handed on at a time.
    private static let piece = 1 << 16

    /// Reads a file piece by piece, so that only a part of it is in memory.
    ///
    /// - Parameters:
    ///   - path: the file; `-` is the standard input.
    ///   - body: gets the bytes in order, in pieces that are never empty.
    /// - Throws: `Failure` when the file cannot be opened, is damaged or cut off, and whatever the closure throws.
    public static func forEachPiece(of path: String, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        guard let file = path == "-" ? gzdopen(dup(0), "rb") : gzopen(path, "rb") else {
            throw Failure(description: String(cString: strerror(errno)), isDamaged: false)
        }
        defer { gzclose(file) }
        gzbuffer(file, 1 << 17)
        var bytes = [UInt8](repeating: 0, count: piece)
        while true {
            let count = gzread(file, &bytes, UInt32(bytes.count))
            var status: Int32 = 0
            let reason = gzerror(file, &status).map { String(cString: $0) } ?? ""
            // A file that ends early is told by the status alone.
            guard count >= 0, status == Z_OK || status == Z_STREAM_END else {
                // zlib puts the path before the reason.
                let words = reason.hasPrefix(path + ": ") ? String(reason.dropFirst(path.count + 2)) : reason
                throw Failure(description: words, isDamaged: status != Z_ERRNO)
            }
            if count == 0 { return }
            try body(bytes[..<Int(count)])
        }
    }

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - path: the file; `-` is the standard input.
    ///   - limit: the most bytes that it may hold, unpacked.
    /// - Returns: its content.
    /// - Throws: `Failure` when the file cannot be opened, is damaged, cut off, or holds more.
    public static func bytes(of path: String, limit: Int = 4 << 30) throws -> [UInt8] {
        var content: [UInt8] = []
        try forEachPiece(of: path) { piece in
            guard content.count + piece.count <= limit else {
                throw Failure(description: "it holds more than \(limit) bytes", isDamaged: false)
            }
            content += piece
        }
        return content
    }
}
