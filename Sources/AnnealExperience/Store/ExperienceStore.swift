public import AnnealFoundation
public import Foundation
internal import GRDB

/// What runs left behind, in an SQLite database of its own: records with their provenance, lessons with their evidence,
/// vectors.
///
/// WAL mode, so that a run can write while commands read; a writer waits for another one up to twenty seconds. What is
/// deleted is overwritten (`secure_delete`), and the write-ahead log is emptied after it: see `forget(_:)`. Projects
/// whose records changed are noted (`changedProjects`) until the knowledge graph, which may be another server, has
/// followed.
public final class ExperienceStore: Sendable {
    let database: DatabasePool
    /// The database's file.
    public let path: String

    /// Opens the store, and makes it when it is not there.
    ///
    /// - Parameter path: the database; see `file(in:)`.
    /// - Throws: `ExperienceError`.
    public init(path: String) throws(ExperienceError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            var configuration = Configuration()
            configuration.busyMode = .timeout(20)
            configuration.label = "anneal.experience"
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
            database = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(database)
        } catch {
            throw ExperienceError(
                code: .unavailable, message: "the database of experience cannot be opened: \(error)", place: path,
                remedy: "check that the folder can be written; a damaged file can be moved away, a new one is made")
        }
    }

    /// The store of this machine.
    ///
    /// - Parameter directories: the state folders.
    /// - Returns: the database's file.
    public static func file(in directories: StateDirectories) -> URL {
        directories.state.appending(path: "experience.sqlite")
    }

    /// Remembers records of a project and what they say of lessons, all or nothing. A record that is known is replaced;
    /// a text that is known stays when the new record comes without one.
    ///
    /// - Parameters:
    ///   - records: what happened.
    ///   - evidence: observations; their records are among `records` or stored already.
    ///   - projects: the projects of the records; those that are missing are stored without a name.
    /// - Throws: `ExperienceError`; then nothing is stored.
    public func add(
        _ records: [ExperienceRecord], evidence: [LessonEvidence] = [], projects: [ExperienceProject] = []
    ) async throws(ExperienceError) {
        for record in records { try record.check() }
        try await write("experience") { database in
            try Self.insert(projects: projects, of: records, into: database)
            for record in records { try Self.insert(record, into: database) }
            for observation in evidence { try Self.insert(observation, into: database) }
        }
    }

    /// The records of a selection in the order of time, then of identifiers.
    ///
    /// - Parameters:
    ///   - selection: which ones.
    ///   - limit: at most so many, the newest.
    /// - Returns: the records.
    /// - Throws: `ExperienceError`.
    /// - Complexity: O(records of the selection).
    public func records(
        _ selection: ExperienceSelection = ExperienceSelection(), limit: Int? = nil
    ) async throws(ExperienceError) -> [ExperienceRecord] {
        try await read { database in
            var condition = selection.condition
            condition.arguments += [limit ?? -1]
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM (SELECT * FROM record WHERE \(condition.sql) ORDER BY time DESC, id DESC LIMIT ?)
                    ORDER BY time, id
                    """,
                arguments: condition.arguments
            ).map { try Self.record(from: $0) }
        }
    }

    /// The projects, by name.
    ///
    /// - Throws: `ExperienceError`.
    public func projects() async throws(ExperienceError) -> [ExperienceProject] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT id, name, path FROM project ORDER BY name, id").map {
                ExperienceProject(id: $0["id"], name: $0["name"], path: $0["path"])
            }
        }
    }

    /// How many there are of each kind of record, of lessons, projects and vectors.
    ///
    /// - Throws: `ExperienceError`.
    public func counts() async throws(ExperienceError) -> [String: Int] {
        try await read { database in
            var counts: [String: Int] = [:]
            for table in ["project", "lesson", "evidence", "vector"] {
                counts[table] = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(table)")
            }
            for row in try Row.fetchAll(database, sql: "SELECT kind, COUNT(*) AS number FROM record GROUP BY kind") {
                counts[row["kind"]] = row["number"]
            }
            return counts
        }
    }
}
