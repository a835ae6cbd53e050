public import AnnealFoundation
internal import Foundation
internal import GRDB

/// The log of decisions in an SQLite database, which it may share with other tables.
///
/// The database is in WAL mode, so that one process can write while others read; a writer waits for another one up to
/// ten seconds. A decision is on disk when `record` returns.
public final class SQLiteDecisionLog: DecisionLog {
    private let database: DatabasePool
    private let path: String

    /// Opens the database and brings its tables for decisions up to date.
    ///
    /// - Parameter path: the file, usually `StateDirectories.database`; it and its folder are made when missing.
    /// - Throws: `DecisionLogError`.
    public init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.label = "decisions"
            database = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(database)
        } catch {
            throw DecisionLogError(
                code: .unavailable, message: "the database of decisions cannot be opened: \(error)", place: path,
                remedy: "check that the folder can be written; a damaged file can be moved away, a new one is made")
        }
    }

    /// Remembers a decision; the same identifier twice is the same decision, and the first record stays.
    ///
    /// - Throws: `DecisionLogError`.
    public func record(_ decision: Decision) async throws {
        try Self.check(decision)
        try await write("decision \(decision.id)") { database in
            try database.execute(
                sql: """
                    INSERT INTO decision
                        (id, point, run, task, state, candidates, choice, probability, policy, reason, time)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                    """,
                arguments: [
                    decision.id, decision.point, decision.run?.rawValue, decision.task?.rawValue,
                    try CanonicalJSON.string(decision.state), try CanonicalJSON.string(decision.candidates),
                    decision.choice, decision.probability, decision.policy, decision.reason,
                    decision.time.timeIntervalSince1970,
                ])
        }
    }

    /// Remembers what came of a decision; a later outcome replaces an earlier one.
    ///
    /// - Throws: `DecisionLogError`.
    public func record(_ outcome: Outcome) async throws {
        try await write("the outcome of \(outcome.decision)") { database in
            try database.execute(
                sql: """
                    INSERT INTO outcome (decision, reward, parts, time) VALUES (?, ?, ?, ?)
                    ON CONFLICT (decision) DO UPDATE SET
                        reward = excluded.reward, parts = excluded.parts, time = excluded.time
                    """,
                arguments: [
                    outcome.decision, outcome.reward, try CanonicalJSON.string(outcome.parts),
                    outcome.time.timeIntervalSince1970,
                ])
        }
    }

    /// The decisions of a run in the order of time, each with its outcome if that is known.
    ///
    /// - Throws: `DecisionLogError`.
    public func decisions(of run: RunID) async throws -> [(Decision, Outcome?)] {
        try await read("WHERE decision.run = ?", [run.rawValue])
    }

    /// The decisions made at a point by all runs in the order of time, each with its outcome if that is known.
    ///
    /// - Parameter point: such as `planning.strategy`.
    /// - Returns: decisions with outcomes.
    /// - Throws: `DecisionLogError`.
    public func decisions(at point: String) async throws -> [(Decision, Outcome?)] {
        try await read("WHERE decision.point = ?", [point])
    }

    /// A decision, with its outcome if that is known.
    ///
    /// - Parameter id: its identifier.
    /// - Returns: `nil` when there is none.
    /// - Throws: `DecisionLogError`.
    public func decision(_ id: String) async throws -> (Decision, Outcome?)? {
        try await read("WHERE decision.id = ?", [id]).first
    }

    /// How many decisions are logged at each point, and how many of them have an outcome.
    ///
    /// - Returns: by point; points without a decision are left out.
    /// - Throws: `DecisionLogError`.
    public func counts() async throws -> [String: DecisionCounts] {
        try await reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT decision.point AS point, COUNT(*) AS decisions, COUNT(outcome.decision) AS outcomes
                    FROM decision LEFT JOIN outcome ON outcome.decision = decision.id GROUP BY decision.point
                    """)
            return Dictionary(
                rows.map { ($0["point"], DecisionCounts(decisions: $0["decisions"], outcomes: $0["outcomes"])) },
                uniquingKeysWith: { $1 })
        }
    }

    private func read(
        _ condition: String, _ arguments: StatementArguments
    ) async throws -> [(Decision, Outcome?)] {
        try await reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT decision.*, outcome.reward AS reward, outcome.parts AS parts, outcome.time AS known
                    FROM decision LEFT JOIN outcome ON outcome.decision = decision.id
                    \(condition) ORDER BY decision.time, decision.rowid
                    """,
                arguments: arguments)
            return try rows.map { (try Self.decision(from: $0), try Self.outcome(from: $0)) }
        }
    }

    private func reading<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value
    {
        do { return try await database.read { database in try body(database) } } catch let error as CancellationError {
            throw error
        } catch {
            throw DecisionLogError(
                code: .notRead, message: "the decisions cannot be read: \(error)", place: path,
                remedy: "`anneal doctor` checks the database")
        }
    }

    private func write(_ what: String, _ body: @escaping @Sendable (Database) throws -> Void) async throws {
        do {
            try await database.write { database in try body(database) }
        } catch let error as CancellationError {
            throw error
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw DecisionLogError(
                code: .locked, message: "\(what) was not stored: another process keeps the database locked",
                place: path, remedy: "`anneal runs` shows which runs are at work; try again when they are done")
        } catch {
            throw DecisionLogError(
                code: .notStored, message: "\(what) was not stored: \(error)", place: path,
                remedy: "check that there is space left and that the file can be written")
        }
    }

    private static func check(_ decision: Decision) throws(DecisionLogError) {
        guard decision.candidates.indices.contains(decision.choice) else {
            throw DecisionLogError(
                code: .invalid, message: "choice \(decision.choice) is none of \(decision.candidates.count) candidates",
                place: decision.id)
        }
        guard decision.probability > 0, decision.probability <= 1 else {
            throw DecisionLogError(
                code: .invalid, message: "a probability of \(decision.probability) is not in (0, 1]",
                place: decision.id)
        }
        guard decision.state.values.allSatisfy(\.isFinite) else {
            throw DecisionLogError(
                code: .invalid, message: "the state holds a number that is not finite", place: decision.id)
        }
    }

    private static func decision(from row: Row) throws -> Decision {
        Decision(
            id: row["id"], point: row["point"], run: (row["run"] as String?).map { RunID($0) },
            task: (row["task"] as String?).map { TaskID($0) },
            state: try decode([String: Double].self, row["state"]),
            candidates: try decode([String].self, row["candidates"]), choice: row["choice"],
            probability: row["probability"], policy: row["policy"], reason: row["reason"],
            time: Date(timeIntervalSince1970: row["time"]))
    }

    private static func outcome(from row: Row) throws -> Outcome? {
        guard let reward = row["reward"] as Double? else { return nil }
        return Outcome(
            decision: row["id"], reward: reward, parts: try decode([String: Double].self, row["parts"]),
            time: Date(timeIntervalSince1970: row["known"]))
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try CanonicalJSON.decode(type, from: Data(text.utf8))
    }
}
