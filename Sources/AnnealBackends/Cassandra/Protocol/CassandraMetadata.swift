internal import NIOCore

/// What a result tells about its columns, or a prepared statement about what it has to be given.
///
/// Source: native protocol version 4, sections 4.2.5.2 and 4.2.5.4.
struct CassandraMetadata: Sendable, Hashable {
    private static let hasOneTable = 0x1
    private static let hasMorePages = 0x2
    private static let hasNoColumns = 0x4

    /// How many columns there are.
    var count: Int
    /// The columns; none where the server leaves them out.
    var columns: [CassandraColumn]
    /// Where the next page begins; `nil` when there is none.
    var pagingState: [UInt8]?
    /// Which of the values make the partition's key, in its order.
    var keys: [Int] = []

    /// Reads it.
    ///
    /// - Parameters:
    ///   - reader: the bytes.
    ///   - isOfValues: whether it is about what a prepared statement has to be given.
    /// - Throws: `BackendError` with the code `malformed`.
    init(from reader: inout CQLReader, isOfValues: Bool = false) throws(BackendError) {
        let flags = try reader.int()
        let count = try reader.int()
        self.count = count
        if isOfValues {
            for _ in 0..<(try reader.count(each: 2)) { keys.append(try reader.short()) }
        }
        if flags & Self.hasMorePages != 0 { pagingState = try reader.bytes().map { Array($0.readableBytesView) } }
        columns = []
        guard flags & Self.hasNoColumns == 0 else {
            guard count >= 0 else { throw CQLReader.malformed("\(count) columns") }
            return
        }
        var table: (keyspace: String, name: String)?
        if flags & Self.hasOneTable != 0 { table = (try reader.string(), try reader.string()) }
        // A name's length and a type take two bytes each.
        guard count >= 0, count <= reader.remaining / 4 else {
            throw CQLReader.malformed("\(count) columns are more than there are bytes for")
        }
        columns.reserveCapacity(count)
        for _ in 0..<count {
            let keyspace = if let table { table.keyspace } else { try reader.string() }
            let name = if let table { table.name } else { try reader.string() }
            columns.append(
                CassandraColumn(
                    keyspace: keyspace, table: name, name: try reader.string(), type: try CassandraType(from: &reader)))
        }
    }
}

/// A statement that a server has prepared.
struct CassandraPrepared: Sendable, Hashable {
    /// What the servers know it by.
    var identifier: [UInt8]
    /// What it has to be given.
    var values: [CassandraColumn]
    /// Which of the values make the partition's key, in its order.
    var keys: [Int]

    init(from reader: inout CQLReader) throws(BackendError) {
        identifier = try reader.shortBytes()
        let metadata = try CassandraMetadata(from: &reader, isOfValues: true)
        guard metadata.columns.count == metadata.count else {
            throw CQLReader.malformed("a statement was prepared without telling its values")
        }
        values = metadata.columns
        keys = metadata.keys
        // The columns of the rows follow; they come again with the rows.
    }
}
