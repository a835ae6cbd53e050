/// The rows of a query, page after page.
public struct CassandraRows: AsyncSequence, Sendable {
    /// A row.
    public typealias Element = CassandraRow

    /// Reads the rows.
    public struct Iterator: AsyncIteratorProtocol {
        private let client: CassandraClient
        private var statement: CassandraStatement
        private var page: ArraySlice<CassandraRow> = []
        private var hasMore = true

        init(_ client: CassandraClient, _ statement: CassandraStatement) {
            self.client = client
            self.statement = statement
        }

        /// The next row; asks for the next page when this one has no more.
        ///
        /// - Returns: the row; `nil` when there is none.
        /// - Throws: `CassandraError`.
        public mutating func next() async throws -> CassandraRow? {
            while true {
                if let row = page.popFirst() { return row }
                guard hasMore else { return nil }
                let result = try await client.execute(statement)
                page = result.rows[...]
                // A page may be empty and not the last one.
                guard let state = result.pagingState else {
                    hasMore = false
                    continue
                }
                guard state != statement.pagingState else {
                    hasMore = false
                    throw CassandraError(CQLReader.malformed("a page is followed by itself"))
                }
                statement.pagingState = state
            }
        }
    }

    private let client: CassandraClient
    private let statement: CassandraStatement

    init(_ client: CassandraClient, _ statement: CassandraStatement) {
        self.client = client
        self.statement = statement
    }

    /// Reads the rows from the first one on.
    public func makeAsyncIterator() -> Iterator { Iterator(client, statement) }
}
