public import AnnealExperience

/// The knowledge graph on a Neo4j server, or another one that speaks Bolt and Cypher.
///
/// Each query is a transaction, which is tried again after failures that pass. What the server has and the property graph
/// here has not comes as text or numbers: days, moments and lengths of time in ISO 8601, places as maps, bytes as lists.
public final class BoltGraph: GraphStore {
    /// The store's name.
    public let name = "neo4j"
    private let client: BoltClient
    private let session: BoltSession

    /// Uses the database that the client's configuration names.
    ///
    /// - Parameter client: the client; `close()` closes it.
    public init(_ client: BoltClient) {
        self.client = client
        session = client.session()
    }

    /// Closes the client.
    public func close() { client.close() }

    /// Carries out one query; see `GraphStore`.
    public func run(
        _ query: String, parameters: [String: GraphValue]
    ) async throws(ExperienceError) -> GraphResult {
        var values: [String: BoltValue] = [:]
        for (name, value) in parameters {
            guard let known = BoltValue(value) else {
                throw ExperienceError(
                    code: .invalid, message: "nodes, relationships and paths cannot be sent to a server",
                    place: "$\(name)", remedy: "send their properties")
            }
            values[name] = known
        }
        do {
            let result = try await session.transaction { transaction in try await transaction.run(query, values) }
            return try GraphResult(result, place: client.place)
        } catch let error as BackendError {
            throw ExperienceError(bolt: error)
        } catch let error as ExperienceError {
            throw error
        } catch {
            throw ExperienceError(
                code: .unavailable, message: "the query could not be carried out: \(error)", place: client.place)
        }
    }
}

extension GraphResult {
    /// What a server gave.
    ///
    /// - Throws: `ExperienceError` for a value that the server made wrong.
    init(_ result: BoltResult, place: String) throws(ExperienceError) {
        self.init(columns: result.columns)
        for row in result.rows {
            var values: [GraphValue] = []
            for cell in row {
                guard let value = GraphValue(cell) else {
                    throw ExperienceError(
                        code: .unavailable, message: "the server gave a value that cannot be understood", place: place,
                        remedy: "see whether it is a Neo4j server")
                }
                values.append(value)
            }
            rows.append(values)
        }
        let counters = result.summary.counters
        changes.nodesCreated = counters["nodes-created"] ?? 0
        changes.nodesDeleted = counters["nodes-deleted"] ?? 0
        changes.relationshipsCreated = counters["relationships-created"] ?? 0
        changes.relationshipsDeleted = counters["relationships-deleted"] ?? 0
        changes.propertiesSet = counters["properties-set"] ?? 0
        changes.labelsChanged = (counters["labels-added"] ?? 0) &+ (counters["labels-removed"] ?? 0)
    }
}
