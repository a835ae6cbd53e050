internal import GRDB

/// A project whose records changed, for a graph that has not followed yet.
struct GraphChange: Sendable, Hashable {
    /// The project's identifier.
    var project: String
    /// Another one after each change.
    var stamp: Int64
}

extension ExperienceStore {
    /// The projects whose records changed since a knowledge graph last followed.
    ///
    /// - Parameter follower: a graph besides that of this machine, such as a server's address; from its first call on it
    ///   is told of every change of what this machine's runs left, beginning with all projects of theirs.
    /// - Returns: identifiers of projects, in order.
    /// - Throws: `ExperienceError`.
    public func changedProjects(for follower: String? = nil) async throws(ExperienceError) -> [String] {
        try await graphChanges(for: follower).map(\.project)
    }

    /// The changes that a knowledge graph has not followed yet; see `changedProjects(for:)`.
    func graphChanges(for follower: String?) async throws(ExperienceError) -> [GraphChange] {
        let name = follower ?? ""
        let isKnown = try await read { database in
            try Int.fetchOne(database, sql: "SELECT 1 FROM graph_follower WHERE name = ?", arguments: [name]) != nil
        }
        if !isKnown { try await add(follower: name) }
        return try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT project, stamp FROM graph_pending WHERE follower = ? ORDER BY project",
                arguments: [name]
            ).map { GraphChange(project: $0["project"], stamp: $0["stamp"]) }
        }
    }

    private func add(follower: String) async throws(ExperienceError) {
        try await write("the state of the graph") { database in
            try database.execute(
                sql: "INSERT INTO graph_follower (name) VALUES (?) ON CONFLICT DO NOTHING", arguments: [follower])
            try database.execute(
                sql: """
                    INSERT INTO graph_pending (follower, project, stamp) SELECT ?, id, random() FROM project
                    WHERE EXISTS (SELECT 1 FROM record WHERE record.project = project.id AND record.origin IS NULL)
                    ON CONFLICT DO NOTHING
                    """, arguments: [follower])
        }
    }

    /// Notes that a knowledge graph has followed a change; nothing is noted when there was another one since.
    func markFollowed(_ change: GraphChange, by follower: String?) async throws(ExperienceError) {
        try await write("the state of the graph") { database in
            try database.execute(
                sql: "DELETE FROM graph_pending WHERE follower = ? AND project = ? AND stamp = ?",
                arguments: [follower ?? "", change.project, change.stamp])
        }
    }

    /// Notes for graphs that projects changed.
    ///
    /// - Parameters:
    ///   - isShared: whether only records changed that others had shared: those are drawn on this machine alone, and what is
    ///     on a server is theirs.
    ///   - source: gives the projects, in SQL: rows with one column.
    ///   - arguments: its arguments.
    ///   - database: the database.
    /// - Throws: an error of the database.
    static func noteChanges(
        ofShared isShared: Bool = false, _ source: String, _ arguments: StatementArguments, in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO graph_pending (follower, project, stamp)
                SELECT graph_follower.name, changed.*, random() FROM graph_follower, (\(source)) AS changed
                WHERE \(isShared ? "graph_follower.name = ''" : "true")
                ON CONFLICT (follower, project) DO UPDATE SET stamp = excluded.stamp
                """, arguments: arguments)
    }
}
