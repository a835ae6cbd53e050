internal import Foundation
internal import GRDB

/// Writes commits into the index.
struct HistoryWriter {
    /// Commits of more files are formatting and moves: they tell nothing of what belongs together.
    static let mostFiles = 50

    let database: Database

    /// Adds commits.
    ///
    /// - Parameters:
    ///   - commits: the newest first.
    ///   - head: the hash of the newest.
    ///   - isRenewed: whether what is there is forgotten.
    ///   - most: the most commits that are kept.
    /// - Returns: how many were added; those that changed nothing here are left out.
    /// - Throws: `DatabaseError`. Complexity: O(n) in the words and files of the commits.
    func add(_ commits: [GitLog.Commit], head: String, isRenewed: Bool, most: Int) throws -> Int {
        if isRenewed {
            try database.execute(sql: "DELETE FROM history; DELETE FROM historyTerm; DELETE FROM historyPath")
        }
        var number = try Int.fetchOne(database, sql: "SELECT max(number) FROM history") ?? 0
        var paths: [String: UInt32] = [:]
        var added = 0
        for commit in commits.reversed() where !commit.paths.isEmpty && commit.paths.count <= Self.mostFiles {
            try Task.checkCancellation()
            number += 1
            added += 1
            let numbers = try commit.paths.map { try self.number(of: $0, &paths) }
            let terms = QueryTerms(commit.message).terms
            try database.cachedStatement(sql: "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?)").execute(arguments: [
                number, commit.hash, commit.seconds, String(commit.message.prefix { !$0.isNewline }.prefix(200)),
                terms.reduce(0) { $0 + $1.weight }, Data(Numbers.bytes(numbers)),
            ])
            let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO historyTerm VALUES (?, ?, ?)")
            for term in terms {
                insert.setUncheckedArguments([term.text, number, Int(term.weight * 10)])
                try insert.execute()
            }
        }
        if number - most > 0 {
            try database.execute(
                sql: """
                    DELETE FROM history WHERE number <= \(number - most);
                    DELETE FROM historyTerm WHERE number <= \(number - most);
                    """)
        }
        try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES ('history', ?)", arguments: [head])
        try IndexMarks.raise(.generation, database)
        return added
    }

    private func number(of path: String, _ known: inout [String: UInt32]) throws -> UInt32 {
        if let number = known[path] { return number }
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO historyPath (path) VALUES (?)")
            .execute(arguments: [path])
        let number =
            try UInt32.fetchOne(
                database.cachedStatement(sql: "SELECT id FROM historyPath WHERE path = ?"), arguments: [path]) ?? 0
        known[path] = number
        return number
    }
}
