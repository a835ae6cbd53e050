internal import AnnealFoundation
internal import Foundation
internal import GRDB

extension ExperienceStore {
    /// Up to which time runs were taken over from a shared graph; `nil` before the first.
    func sharedPosition(of place: String) async throws(ExperienceError) -> Date? {
        try await read { database in
            try Double.fetchOne(database, sql: "SELECT time FROM shared_position WHERE place = ?", arguments: [place])
        }.map { Date(timeIntervalSince1970: $0) }
    }

    /// Notes up to which time runs were taken over from a shared graph; an earlier one than before changes nothing.
    func setSharedPosition(_ time: Date, of place: String) async throws(ExperienceError) {
        try await write("the state of the shared graph") { database in
            try database.execute(
                sql: """
                    INSERT INTO shared_position (place, time) VALUES (?, ?)
                    ON CONFLICT (place) DO UPDATE SET time = MAX(time, excluded.time)
                    """, arguments: [place, time.timeIntervalSince1970])
        }
    }

    /// Those of some runs that have records here, wherever they are from.
    func knownRuns(among runs: [RunID]) async throws(ExperienceError) -> Set<RunID> {
        let names = (try? CanonicalJSON.string(runs.map(\.rawValue))) ?? "[]"
        let known = try await read { database in
            try String.fetchAll(
                database, sql: "SELECT DISTINCT run FROM record WHERE run IN (SELECT value FROM json_each(?))",
                arguments: [names])
        }
        return Set(known.map { RunID($0) })
    }

    /// Takes over a run that others shared, all or nothing. A record that is known stays as it is.
    ///
    /// - Parameters:
    ///   - records: marked as shared.
    ///   - evidence: what they show; that of records which are known is left out.
    /// - Throws: `ExperienceError`.
    func add(
        shared records: [ExperienceRecord], evidence: [LessonEvidence]
    ) async throws(ExperienceError) {
        for record in records { try record.check() }
        try await write("shared experience") { database in
            var new: Set<String> = []
            for record in records {
                let isKnown = try Int.fetchOne(
                    database, sql: "SELECT 1 FROM record WHERE id = ?", arguments: [record.id])
                guard isKnown == nil else { continue }
                let project = record.provenance.project
                try database.execute(
                    sql: "INSERT INTO project (id) VALUES (?) ON CONFLICT DO NOTHING", arguments: [project])
                try Self.insert(record, into: database)
                try Self.noteChanges(ofShared: true, "VALUES (?)", [project], in: database)
                new.insert(record.id)
            }
            for observation in evidence where new.contains(observation.record) {
                try Self.insert(observation, into: database)
            }
        }
    }
}
