internal import GRDB

extension ExperienceStore {
    /// The projects whose records changed since a knowledge graph last followed.
    ///
    /// - Parameter follower: a graph besides that of this machine, such as a server's address; from its first call on it
    ///   is told of every change, beginning with all projects.
    /// - Returns: identifiers of projects, in order.
    /// - Throws: `ExperienceError`.
    public func changedProjects(for follower: String? = nil) async throws(ExperienceError) -> [String] {
        guard let follower else {
            return try await read { try String.fetchAll($0, sql: "SELECT project FROM graph_change ORDER BY project") }
        }
        let isKnown = try await read { database in
            try Int.fetchOne(database, sql: "SELECT 1 FROM graph_follower WHERE name = ?", arguments: [follower]) != nil
        }
        if !isKnown {
            try await write("the state of the graph") { database in
                try database.execute(
                    sql: "INSERT INTO graph_follower (name) VALUES (?) ON CONFLICT DO NOTHING", arguments: [follower])
                try database.execute(
                    sql: """
                        INSERT INTO graph_follower_change (follower, project) SELECT ?, id FROM project WHERE true
                        ON CONFLICT DO NOTHING
                        """, arguments: [follower])
            }
        }
        return try await read { database in
            try String.fetchAll(
                database, sql: "SELECT project FROM graph_follower_change WHERE follower = ? ORDER BY project",
                arguments: [follower])
        }
    }

    /// Notes that a knowledge graph has followed the changes of a project.
    ///
    /// - Parameters:
    ///   - project: its identifier.
    ///   - follower: a graph besides that of this machine.
    /// - Throws: `ExperienceError`.
    public func markFollowed(_ project: String, by follower: String? = nil) async throws(ExperienceError) {
        try await write("the state of the graph") { database in
            guard let follower else {
                return try database.execute(sql: "DELETE FROM graph_change WHERE project = ?", arguments: [project])
            }
            try database.execute(
                sql: "DELETE FROM graph_follower_change WHERE follower = ? AND project = ?",
                arguments: [follower, project])
        }
    }

    /// Notes for every graph that projects changed.
    ///
    /// - Parameters:
    ///   - source: gives the projects, in SQL: rows with one column.
    ///   - arguments: its arguments.
    ///   - database: the database.
    static func noteChanges(_ source: String, _ arguments: StatementArguments, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO graph_change (project) SELECT * FROM (\(source)) WHERE true ON CONFLICT DO NOTHING",
            arguments: arguments)
        try database.execute(
            sql: """
                INSERT INTO graph_follower_change (follower, project)
                SELECT graph_follower.name, changed.* FROM graph_follower, (\(source)) AS changed WHERE true
                ON CONFLICT DO NOTHING
                """, arguments: arguments)
    }
}
