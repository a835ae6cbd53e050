public import AnnealExperience

/// The knowledge graph on a FalkorDB server, which is Redis with a module that speaks Cypher.
///
/// A query is one command and one transaction. Values reach the server as parameters, written as literals; they are never
/// part of a query's text. Queries that change nothing go out as `GRAPH.RO_QUERY`, and are sent again when the connection
/// broke before their answer. Answers come in the compact form, where labels, types and names of properties are numbers;
/// what these stand for is asked after each answer that has nodes or relationships, so that a graph that was dropped and
/// made anew by others is not read with old names.
///
/// Source: the command reference and the client specification on docs.falkordb.com.
public struct FalkorGraph: GraphStore {
    /// The store's name.
    public let name = "falkordb"
    private let executor: any RedisExecutor
    private let graph: String
    private let limit: Duration

    /// Creates a store; it connects with the first query.
    ///
    /// - Parameters:
    ///   - executor: the server; whoever made it closes it.
    ///   - graph: the key that holds the graph; it is made by the first query.
    ///   - limit: how long the server may work on a query, whole milliseconds. A query that changes something it ends in
    ///     time only where `TIMEOUT_DEFAULT` or `TIMEOUT_MAX` is set on the server.
    public init(_ executor: any RedisExecutor, graph: String = "anneal", limit: Duration = .seconds(10)) {
        self.executor = executor
        self.graph = graph
        self.limit = limit
    }

    /// Carries out one query; see `GraphStore`.
    public func run(
        _ query: String, parameters: [String: GraphValue]
    ) async throws(ExperienceError) -> GraphResult {
        let text = try FalkorQuery.text(query, parameters: parameters)
        let reply = FalkorReply(try await answer(to: text, isReading: FalkorQuery.isReading(query)))
        let names = try await reply.hasEntities ? self.names() : FalkorNames()
        return try reply.result(names: names, place: place)
    }

    /// The server and the graph, as errors name them.
    private var place: String { "\(executor.place), graph \(graph)" }

    private func answer(to text: String, isReading: Bool) async throws(ExperienceError) -> RedisValue {
        let reply = try await send([command(text, isReading: isReading)]).first ?? .null
        guard let words = FalkorReply.failure(in: reply) else { return reply }
        // A graph that is not there yet cannot be read, and some procedures change something: the other command does both.
        guard isReading, words.contains("empty key") || words.contains("read-only") else {
            throw FalkorFailure.error(words, place: place, limit: limit)
        }
        return try await answer(to: text, isReading: false)
    }

    /// What the numbers of labels, types and properties stand for.
    private func names() async throws(ExperienceError) -> FalkorNames {
        let questions = ["labels", "relationshipTypes", "propertyKeys"]
        let replies = try await send(questions.map { command("CALL db.\($0)()", isReading: true) })
        var lists: [[String]] = []
        for reply in replies {
            if let words = FalkorReply.failure(in: reply) {
                throw FalkorFailure.error(words, place: place, limit: limit)
            }
            lists.append(try FalkorReply(reply).texts(place: place))
        }
        guard lists.count == 3 else { throw FalkorFailure.unreadable("three answers were expected", place: place) }
        return FalkorNames(labels: lists[0], types: lists[1], properties: lists[2])
    }

    private func command(_ text: String, isReading: Bool) -> RedisCommand {
        let milliseconds = Int(limit / .milliseconds(1))
        return RedisCommand(
            [
                isReading ? "GRAPH.RO_QUERY" : "GRAPH.QUERY", .text(graph), .text(text), "--compact", "timeout",
                .integer(max(1, milliseconds)),
            ], isRepeatable: isReading, wait: limit)
    }

    private func send(_ commands: [RedisCommand]) async throws(ExperienceError) -> [RedisValue] {
        do throws(BackendError) {
            return try await executor.pipeline(commands)
        } catch {
            throw ExperienceError(backend: error)
        }
    }
}
