public import Foundation

/// What came of a statement.
public struct CassandraResult: Sendable {
    /// The columns of the rows.
    public var columns: [CassandraColumn] = []
    /// The rows of this page.
    public var rows: [CassandraRow] = []
    /// Where the next page begins; `nil` when this is the last.
    public var pagingState: [UInt8]?
    /// What a statement changed in the schema.
    public var schemaChange: CassandraEvent.SchemaChange?
    /// What the server warns of.
    public var warnings: [String] = []
    /// What the server's trace of the request is found by, where one was asked for.
    public var trace: UUID?
    /// What a query handler of the server's own sent.
    public var payload: [String: [UInt8]?] = [:]
    /// The server that answered.
    public var host: BackendAddress.Host

    init(_ answer: CassandraAnswer, _ result: CassandraAnswer.Result, from host: BackendAddress.Host) {
        self.host = host
        (warnings, trace, payload) = (answer.warnings, answer.trace, answer.payload)
        switch result {
        case .void, .keyspace, .prepared: break
        case .rows(let metadata, let rows):
            (columns, self.rows, pagingState) = (metadata.columns, rows, metadata.pagingState)
        case .schema(let change): schemaChange = change
        }
    }

    /// Whether a conditional update was carried out; `true` for what has no condition.
    public var wasApplied: Bool {
        guard case .boolean(let truth)? = rows.first?["[applied]"] else { return true }
        return truth
    }
}
