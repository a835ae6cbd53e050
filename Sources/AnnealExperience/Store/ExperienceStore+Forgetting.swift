internal import GRDB

extension ExperienceStore {
    /// Forgets records with all that hangs on them: evidence, quotes, vectors; lessons that nothing speaks for any more;
    /// projects without records. When it returns, none of the database's files holds a byte of their text: deleted
    /// pages are overwritten with zeros and the write-ahead log is emptied. Copies that a file system or a disk keeps by
    /// itself (snapshots, worn blocks) are beyond the program.
    ///
    /// - Parameter selection: which records.
    /// - Returns: how many records were deleted.
    /// - Throws: `ExperienceError`; when another process reads at that moment the log cannot be emptied, which is told,
    ///   and the next call does it.
    @discardableResult
    public func forget(_ selection: ExperienceSelection) async throws(ExperienceError) -> Int {
        let condition = selection.condition
        let count = try await removed(condition)
        try await emptyLog()
        return count
    }

    private func removed(_ condition: ExperienceSelection.Condition) async throws(ExperienceError) -> Int {
        do {
            return try await database.write { database in
                for isShared in [false, true] {
                    try Self.noteChanges(
                        ofShared: isShared,
                        """
                        SELECT DISTINCT project FROM record
                        WHERE \(condition.sql) AND origin IS \(isShared ? "NOT NULL" : "NULL")
                        """, condition.arguments, in: database)
                }
                try database.execute(sql: "DELETE FROM record WHERE \(condition.sql)", arguments: condition.arguments)
                let count = database.changesCount
                try database.execute(
                    sql: """
                        DELETE FROM lesson WHERE prior_for = 0 AND prior_against = 0
                            AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.lesson = lesson.id);
                        DELETE FROM project WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.project = project.id);
                        """)
                return count
            }
        } catch {
            throw ExperienceError(
                code: .notStored, message: "nothing was forgotten: \(error)", place: path,
                remedy: "check that the file can be written, and try again")
        }
    }

    /// Writes what the log holds into the database, and makes the log empty.
    func emptyLog() async throws(ExperienceError) {
        let isBusy: Bool
        do {
            isBusy = try await database.writeWithoutTransaction { database in
                try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") != 0
            }
        } catch {
            throw ExperienceError(
                code: .notStored, message: "the write-ahead log was not emptied: \(error)", place: path,
                remedy: "forget again, so that it is")
        }
        guard isBusy else { return }
        throw ExperienceError(
            code: .locked,
            message: "the records are deleted, but another process reads, and the write-ahead log still holds them",
            place: path + "-wal", remedy: "forget again when that process is done")
    }
}
