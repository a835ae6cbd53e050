internal import AnnealFoundation
internal import Foundation
internal import GRDB

/// The knowledge graph in an SQLite database, which it may share with the store of experience.
///
/// Labels and properties of nodes are indexed, so that a pattern that names a property's value (`{id: $id}`) begins there;
/// relationships are found from both ends. Each query is one transaction. Deleted content is overwritten.
public final class SQLiteGraph: GraphStore {
    /// The store's name.
    public let name = "sqlite"
    private let database: DatabasePool
    private let path: String
    private let steps: Int

    /// Opens the graph, and makes it when it is not there.
    ///
    /// - Parameters:
    ///   - path: the database.
    ///   - steps: nodes and relationships that a query may look at before it is ended.
    /// - Throws: `ExperienceError`.
    public init(path: String, steps: Int = 5_000_000) throws(ExperienceError) {
        self.path = path
        self.steps = steps
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            var configuration = Configuration()
            configuration.busyMode = .timeout(20)
            configuration.label = "anneal.graph"
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
            database = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(database)
        } catch {
            throw ExperienceError(
                code: .unavailable, message: "the knowledge graph cannot be opened: \(error)", place: path,
                remedy: "check that the folder can be written; a damaged file can be moved away, a new one is made")
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("graph-1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE graph_node (id INTEGER PRIMARY KEY AUTOINCREMENT, properties TEXT NOT NULL) STRICT;
                    CREATE TABLE graph_label (
                      label TEXT NOT NULL, node INTEGER NOT NULL REFERENCES graph_node (id) ON DELETE CASCADE,
                      PRIMARY KEY (label, node)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX graph_label_by_node ON graph_label (node);
                    CREATE TABLE graph_property (
                      key TEXT NOT NULL, value TEXT NOT NULL,
                      node INTEGER NOT NULL REFERENCES graph_node (id) ON DELETE CASCADE,
                      PRIMARY KEY (key, value, node)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX graph_property_by_node ON graph_property (node);
                    CREATE TABLE graph_edge (
                      id INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL,
                      source INTEGER NOT NULL REFERENCES graph_node (id),
                      target INTEGER NOT NULL REFERENCES graph_node (id), properties TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX graph_edge_by_source ON graph_edge (source);
                    CREATE INDEX graph_edge_by_target ON graph_edge (target);
                    """)
        }
        return migrator
    }

    /// Carries out one query; see `GraphStore`.
    public func run(
        _ query: String, parameters: [String: GraphValue]
    ) async throws(ExperienceError) -> GraphResult {
        let clauses = try CypherParser.clauses(query)
        let isReading = clauses.allSatisfy { clause in
            switch clause {
            case .match, .unwind, .project: true
            default: false
            }
        }
        let steps = steps
        do {
            let work: @Sendable (Database) throws -> GraphResult = { database in
                var execution = CypherExecution(
                    storage: GraphStorage(database, steps: steps), parameters: parameters)
                return try execution.run(clauses)
            }
            return isReading ? try await database.read(work) : try await database.write(work)
        } catch let error as ExperienceError {
            throw error
        } catch is CancellationError {
            throw ExperienceError(code: .query, message: "the query was cancelled", place: path)
        } catch {
            throw ExperienceError(
                code: .notStored, message: "the query could not be carried out: \(error)", place: path,
                remedy: "check that the file can be written, and that no other process keeps it locked")
        }
    }
}
