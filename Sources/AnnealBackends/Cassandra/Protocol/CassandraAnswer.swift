internal import Foundation
internal import NIOCore

/// What a server answers, with what stands before it.
///
/// Source: native protocol version 4, sections 2.2 and 4.2.
struct CassandraAnswer: Sendable {
    /// The message itself.
    enum Message: Sendable {
        case error(CassandraServerError)
        case ready
        /// The class of the server that checks names and passwords.
        case authenticate(String)
        /// What the server can do, by option.
        case supported([String: [String]])
        case result(Result)
        case event(CassandraEvent)
        case challenge([UInt8]?)
        case success
    }

    /// What came of a statement.
    enum Result: Sendable {
        case void
        case rows(CassandraMetadata, [CassandraRow])
        case keyspace(String)
        case prepared(CassandraPrepared)
        case schema(CassandraEvent.SchemaChange)
    }

    var trace: UUID?
    var warnings: [String] = []
    var payload: [String: [UInt8]?] = [:]
    var message: Message

    /// Reads an answer. Bytes behind what is known are left out, as the protocol wants it.
    ///
    /// - Throws: `BackendError` with the code `malformed`.
    init(_ frame: CassandraFrame) throws(BackendError) {
        var reader = CQLReader(frame.body)
        if frame.flags.contains(.tracing) { trace = try reader.uuid() }
        if frame.flags.contains(.warning) { warnings = try reader.strings() }
        if frame.flags.contains(.payload) { payload = try reader.bytesByName() }
        message = try Self.message(frame.opcode, &reader)
    }

    private static func message(
        _ opcode: CassandraFrame.Opcode, _ reader: inout CQLReader
    ) throws(BackendError) -> Message {
        switch opcode {
        case .error: return .error(try CassandraServerError(from: &reader))
        case .ready: return .ready
        case .authenticate: return .authenticate(try reader.string())
        case .supported: return .supported(try reader.stringsByName())
        case .result: return .result(try result(&reader))
        case .event: return .event(try CassandraEvent(from: &reader))
        case .authChallenge: return .challenge(try reader.bytes().map { Array($0.readableBytesView) })
        case .authSuccess: return .success
        case .startup, .options, .query, .prepare, .execute, .register, .batch, .authResponse:
            throw CQLReader.malformed("the server asks instead of answering (\(opcode))")
        }
    }

    private static func result(_ reader: inout CQLReader) throws(BackendError) -> Result {
        let kind = try reader.int()
        switch kind {
        case 1: return .void
        case 2: return try rows(&reader)
        case 3: return .keyspace(try reader.string())
        case 4: return .prepared(try CassandraPrepared(from: &reader))
        case 5: return .schema(try CassandraEvent.SchemaChange(from: &reader))
        default: throw CQLReader.malformed("a result of the kind \(kind)")
        }
    }

    private static func rows(_ reader: inout CQLReader) throws(BackendError) -> Result {
        let metadata = try CassandraMetadata(from: &reader)
        guard metadata.columns.count == metadata.count else {
            throw CQLReader.malformed("rows come without their columns, which was not asked for")
        }
        let columns = CassandraColumns(metadata.columns)
        let count = try reader.int()
        guard count >= 0, count == 0 || metadata.count > 0, count <= reader.remaining / max(4 * metadata.count, 1)
        else { throw CQLReader.malformed("\(count) rows are more than there are bytes for") }
        var rows: [CassandraRow] = []
        rows.reserveCapacity(count)
        for _ in 0..<count {
            var values: [CassandraValue] = []
            values.reserveCapacity(metadata.count)
            for column in metadata.columns { values.append(try CassandraValue(column.type, from: reader.bytes())) }
            rows.append(CassandraRow(columns: columns, values: values))
        }
        return .rows(metadata, rows)
    }
}
