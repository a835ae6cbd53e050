extension CassandraClient {
    /// Carries a statement out.
    ///
    /// - Parameter statement: the statement.
    /// - Returns: what came of it: of a query the first page.
    /// - Throws: `CassandraError`, also for an error that a server answers with.
    @discardableResult
    public func execute(_ statement: CassandraStatement) async throws(CassandraError) -> CassandraResult {
        let parameters = parameters(of: statement)
        let extras = CassandraRequest.Extras(isTraced: statement.isTraced, payload: statement.payload)
        return try await carryOut(
            CassandraJob(isIdempotent: statement.isIdempotent, speculation: statement.speculation) {
                [statements] connection in
                await Self.attempting { () throws(CassandraAttempt) in
                    guard statement.isPrepared else {
                        let request = try Self.made { () throws(BackendError) in
                            try CassandraRequest.query(statement.text, parameters, extras: extras)
                        }
                        return try await Self.ask(request, statement.timeout, connection).get()
                    }
                    var prepared = try await statements.prepared(statement.text, over: connection)
                    for isLast in [false, true] {
                        try Self.check(statement.values, against: prepared, statement.text)
                        let request = try Self.made { () throws(BackendError) in
                            try CassandraRequest.execute(prepared.identifier, parameters, extras: extras)
                        }
                        let result = await Self.ask(request, statement.timeout, connection)
                        guard !isLast, case .failure(let attempt) = result, attempt.isUnprepared else {
                            return try result.get()
                        }
                        // Another server prepared it, or this one has forgotten it: nothing was done.
                        prepared = try await statements.prepared(statement.text, over: connection, isForgotten: true)
                    }
                    throw CassandraAttempt(CassandraError(CQLReader.malformed("a statement is never prepared")))
                }
            })
    }

    /// Carries statements out as one.
    ///
    /// - Parameter batch: the statements.
    /// - Returns: what came of it; of conditional updates a row with `[applied]`.
    /// - Throws: `CassandraError`, also for an error that a server answers with.
    @discardableResult
    public func execute(_ batch: CassandraBatch) async throws(CassandraError) -> CassandraResult {
        let parameters = CassandraRequest.Parameters(
            consistency: batch.consistency ?? configuration.consistency, serialConsistency: batch.serialConsistency,
            timestamp: batch.timestamp ?? clock.next())
        return try await carryOut(
            CassandraJob(isIdempotent: batch.isIdempotent, speculation: nil) { [statements] connection in
                await Self.attempting { () throws(CassandraAttempt) in
                    for isLast in [false, true] {
                        // Which of them a server has forgotten does not matter: it is asked for all of them.
                        let parts = try await Self.parts(of: batch, statements, connection, isForgotten: isLast)
                        let request = try Self.made { () throws(BackendError) in
                            try CassandraRequest.batch(batch.kind, parts, parameters)
                        }
                        let result = await Self.ask(request, batch.timeout, connection)
                        guard !isLast, case .failure(let attempt) = result, attempt.isUnprepared else {
                            return try result.get()
                        }
                    }
                    throw CassandraAttempt(CassandraError(CQLReader.malformed("a batch is never prepared")))
                }
            })
    }

    /// The rows of all pages of a query; each page is asked for when it is needed.
    ///
    /// - Parameter statement: the query.
    /// - Returns: the rows; reading them throws `CassandraError`.
    public func rows(_ statement: CassandraStatement) -> CassandraRows { CassandraRows(self, statement) }

    private func parameters(of statement: CassandraStatement) -> CassandraRequest.Parameters {
        CassandraRequest.Parameters(
            consistency: statement.consistency ?? configuration.consistency, values: statement.values,
            pageSize: statement.pageSize ?? configuration.pageSize, pagingState: statement.pagingState,
            serialConsistency: statement.serialConsistency, timestamp: statement.timestamp ?? clock.next())
    }

    private static func parts(
        of batch: CassandraBatch, _ statements: CassandraPreparedStatements, _ connection: CassandraConnection,
        isForgotten: Bool
    ) async throws(CassandraAttempt) -> [CassandraRequest.BatchPart] {
        var parts: [CassandraRequest.BatchPart] = []
        var known: [String: CassandraPrepared] = [:]
        for statement in batch.statements {
            guard statement.isPrepared else {
                parts.append(.text(statement.text, statement.values))
                continue
            }
            let prepared: CassandraPrepared
            if let earlier = known[statement.text] {
                prepared = earlier
            } else {
                prepared = try await statements.prepared(statement.text, over: connection, isForgotten: isForgotten)
                known[statement.text] = prepared
            }
            try check(statement.values, against: prepared, statement.text)
            parts.append(.prepared(prepared.identifier, statement.values))
        }
        return parts
    }

    private static func ask(
        _ request: CassandraRequest, _ timeout: Duration?, _ connection: CassandraConnection
    ) async -> Result<CassandraResult, CassandraAttempt> {
        do throws(BackendError) {
            let answer = try await connection.ask(request, timeout: timeout)
            switch answer.message {
            case .result(let result): return .success(CassandraResult(answer, result, from: connection.host))
            case .error(let error): return .failure(CassandraAttempt(CassandraError(error, place: connection.place)))
            default: throw CQLReader.malformed("a statement is answered with something else")
            }
        } catch {
            return .failure(CassandraAttempt(CassandraError(error)))
        }
    }

    /// Values of the wrong type would be taken for others by a server that only sees their bytes.
    private static func check(
        _ values: [CassandraValue], against prepared: CassandraPrepared, _ text: String
    ) throws(CassandraAttempt) {
        func refused(_ message: String) -> CassandraAttempt {
            let whole = "\(message), in the statement: \(text.prefix(200))"
            return CassandraAttempt(CassandraError(BackendError(code: .usage, message: whole)))
        }
        guard values.count == prepared.values.count else {
            throw refused("\(values.count) values are given where \(prepared.values.count) are wanted")
        }
        for (value, column) in zip(values, prepared.values) where !column.type.takes(value) {
            throw refused("the value for '\(column.name)' is not of the type \(column.type)")
        }
    }

    private static func attempting(
        _ body: () async throws(CassandraAttempt) -> CassandraResult
    ) async -> Result<CassandraResult, CassandraAttempt> {
        do throws(CassandraAttempt) { return .success(try await body()) } catch { return .failure(error) }
    }

    private static func made(
        _ body: () throws(BackendError) -> CassandraRequest
    ) throws(CassandraAttempt) -> CassandraRequest {
        do throws(BackendError) { return try body() } catch { throw CassandraAttempt(CassandraError(error)) }
    }
}

extension CassandraAttempt {
    /// Whether the server does not know the prepared statement.
    fileprivate var isUnprepared: Bool { if case .unprepared? = error.server?.kind { true } else { false } }
}

extension CassandraPreparedStatements {
    /// As `statement`; nothing was carried out when it fails.
    fileprivate func prepared(
        _ text: String, over connection: CassandraConnection, isForgotten: Bool = false
    ) async throws(CassandraAttempt) -> CassandraPrepared {
        do throws(CassandraError) {
            return try await statement(text, over: connection, isForgotten: isForgotten)
        } catch {
            throw CassandraAttempt(error, isUnsent: error.backend.isTransient)
        }
    }
}
