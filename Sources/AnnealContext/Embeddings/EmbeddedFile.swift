internal import AnnealFoundation
internal import Foundation
internal import GRDB

/// A file of the index as embedding sees it.
struct EmbeddedFile {
    var id: Int64
    var path: String
    var size: Int
    var digest: String
    /// First lines of the pieces, from 1.
    var firstLines: [Int]
    /// The hashes of the pieces' texts, 0 for pieces without a word; `nil` when they are not known yet.
    var hashes: [Int64]?

    /// The files whose pieces are embedded, written code first.
    static func all(_ database: Database) throws -> [EmbeddedFile] {
        let leftOut = [FileCategory.data, .vendored].map(\.rawValue)
        return try Row.fetchAll(
            database,
            sql: """
                SELECT file.id, path, size, digest, chunks, hashes FROM file LEFT JOIN piece ON piece.file = file.id
                WHERE leftOut = 0 AND category NOT IN (\(leftOut[0]), \(leftOut[1])) ORDER BY category, file.id
                """
        ).map { row in
            let chunks = (row[4] as Data).withUnsafeBytes { Numbers.values($0) }
            return EmbeddedFile(
                id: row[0], path: row[1], size: row[2], digest: row[3],
                firstLines: stride(from: 0, to: chunks.count, by: 2).map { Int(chunks[$0]) },
                hashes: (row[5] as Data?).map { Self.hashes($0) })
        }
    }

    /// The texts of the pieces; `nil` when the file is not the indexed one any more.
    func texts(root: String) -> [PieceText?]? {
        guard let content = StableContent.read(root + "/" + path, size: size), content.reason == .none,
            content.bytes.withUnsafeBytes({ ContentDigest(of: $0).hex }) == digest
        else { return nil }
        return PieceText.all(path: path, bytes: content.bytes, firstLines: firstLines)
    }

    /// Writes the hashes of a file's pieces.
    static func write(_ hashes: [Int64], of file: Int64, _ database: Database) throws {
        let halves = hashes.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)] }
        // The file may be gone by now.
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO piece SELECT id, ? FROM file WHERE id = ?"
        ).execute(arguments: [Data(Numbers.bytes(halves)), file])
    }

    /// Reads them.
    static func hashes(_ data: Data) -> [Int64] {
        let halves = data.withUnsafeBytes { Numbers.values($0) }
        return stride(from: 0, to: halves.count - 1, by: 2).map {
            Int64(bitPattern: UInt64(halves[$0]) | UInt64(halves[$0 + 1]) << 32)
        }
    }
}
