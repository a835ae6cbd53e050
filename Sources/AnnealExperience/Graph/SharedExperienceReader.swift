internal import AnnealFoundation
public import Foundation

/// Takes over what runs of other machines left on the graph that they share (`GraphProjection`).
///
/// Runs are read from the oldest on that was not read yet, each whole or not at all, and up to a bound, so that a large
/// server is read in several sittings. A run that this machine has records of is passed over: nothing of its own is ever
/// changed. What is taken over is marked (`Provenance.Origin.shared`), is not drawn on a server again, and brings no word
/// of a project unless that is allowed. Others may write to the server: what is no record by the rules is left out.
public struct SharedExperienceReader: Sendable {
    /// How much is taken over at a time.
    public struct Limits: Sendable, Hashable {
        /// Runs.
        public var runs = 200
        /// Records.
        public var records = 5_000
        /// Records of one run; one with more is left out.
        public var recordsOfRun = 1_000
        /// Bytes of records.
        public var bytes = 4 << 20
        /// How long it may take; a question that was asked is still waited for as long as the graph's client does.
        public var time = Duration.seconds(5)
        /// How far back from the newest run that is known others are looked for: machines draw late what they did while the
        /// server was away.
        public var overlap = Duration.seconds(86_400)

        /// Creates the usual limits.
        public init() {}
    }

    /// What was taken over.
    public struct Taken: Sendable, Hashable {
        /// Runs.
        public var runs = 0
        /// Their records.
        public var records = 0
        /// Runs that were left out, because they are too large or hold no record.
        public var passedOver = 0
        /// Whether nothing is left for the next time.
        public var isComplete = true

        /// Creates an account of nothing.
        public init() {}
    }

    private static let pageSize = 100

    private let graph: any GraphStore
    private let place: String
    private let store: ExperienceStore
    private let keepsText: Bool
    private let limits: Limits
    private let now: Date

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - graph: what machines share.
    ///   - place: its name, by which it is remembered what was read.
    ///   - store: where records go.
    ///   - keepsText: whether titles of tasks and wordings of failures are taken over too.
    ///   - limits: how much at a time.
    ///   - now: the time; runs of a later one are left out.
    public init(
        of graph: any GraphStore, at place: String, into store: ExperienceStore, keepsText: Bool = false,
        limits: Limits = Limits(), now: Date = Date()
    ) {
        self.graph = graph
        self.place = place
        self.store = store
        self.keepsText = keepsText
        self.limits = limits
        self.now = now
    }

    /// Takes over what is new.
    ///
    /// - Returns: how much that was.
    /// - Throws: `ExperienceError`; runs that were taken over before it stay.
    /// - Complexity: O(runs of the last day + runs that are new and their records).
    public func take() async throws(ExperienceError) -> Taken {
        var sitting = Sitting(end: .now + limits.time, bytes: limits.bytes)
        let position = try await store.sharedPosition(of: place)
        let start = position.map { $0.timeIntervalSince1970 - limits.overlap.seconds } ?? -1
        var last: (time: Double, id: String) = (start, "")
        while true {
            let values = try await page(after: last)
            let runs = values.compactMap(SharedRun.init)
            let known = try await store.knownRuns(among: runs.map(\.id))
            for run in runs {
                if !known.contains(run.id), try await !take(run, in: &sitting) {
                    sitting.taken.isComplete = false
                    break
                }
                last = (run.time, run.id.rawValue)
            }
            if !last.id.isEmpty {
                try await store.setSharedPosition(Date(timeIntervalSince1970: last.time), of: place)
            }
            // A page without any sound run would be read for ever; what is behind it was not seen.
            if runs.isEmpty, values.count == Self.pageSize { sitting.taken.isComplete = false }
            if !sitting.taken.isComplete || values.count < Self.pageSize || runs.isEmpty { return sitting.taken }
        }
    }

    /// What came of one call.
    private struct Sitting {
        let end: ContinuousClock.Instant
        /// What is left.
        var bytes: Int
        var taken = Taken()

        init(end: ContinuousClock.Instant, bytes: Int) {
            self.end = end
            self.bytes = bytes
        }
    }

    /// Takes over a run.
    ///
    /// - Returns: whether there was room for it.
    private func take(_ run: SharedRun, in sitting: inout Sitting) async throws(ExperienceError) -> Bool {
        // One run gets in, however long it took to come to it: the next sitting goes on behind it.
        let isInTime = sitting.taken.runs == 0 || ContinuousClock.now < sitting.end
        guard isInTime, !Task.isCancelled, sitting.taken.runs < limits.runs else { return false }
        let records = try await records(of: run)
        guard !records.isEmpty, records.count <= limits.recordsOfRun else {
            sitting.taken.passedOver += 1
            return true
        }
        let bytes = records.reduce(0) { $0 + ((try? CanonicalJSON.string($1))?.utf8.count ?? 0) }
        guard bytes <= limits.bytes else {
            sitting.taken.passedOver += 1
            return true
        }
        guard bytes <= sitting.bytes, sitting.taken.records + records.count <= limits.records else { return false }
        try await store.add(shared: records, evidence: records.flatMap { LessonEvidence.shown(by: $0) })
        sitting.bytes -= bytes
        sitting.taken.runs += 1
        sitting.taken.records += records.count
        return true
    }

    private func page(after last: (time: Double, id: String)) async throws(ExperienceError) -> [GraphValue] {
        let query = """
            MATCH (r:Run) WHERE r.time <= $now AND (r.time > $time OR (r.time = $time AND r.id > $id))
            RETURN r ORDER BY r.time, r.id LIMIT \(Self.pageSize)
            """
        let parameters: [String: GraphValue] = [
            "now": .double(now.timeIntervalSince1970), "time": .double(last.time), "id": .string(last.id),
        ]
        return try await graph.run(query, parameters: parameters).rows.compactMap(\.first)
    }

    private func records(of run: SharedRun) async throws(ExperienceError) -> [ExperienceRecord] {
        let parameters: [String: GraphValue] = [
            "project": .string(run.project), "run": .string(run.id.rawValue),
        ]
        let limit = limits.recordsOfRun + 1
        let nodes = try await graph.run(
            "MATCH (n {project: $project, run: $run}) RETURN n LIMIT \(limit)", parameters: parameters)
        var records: [String: ExperienceRecord] = [:]
        for value in nodes.rows.compactMap(\.first) {
            if let record = run.record(value, keepsText: keepsText) { records[record.id] = record }
        }
        guard nodes.rows.count < limit else { return [] }
        for (relationship, isForward) in [("FAILED_WITH", false), ("TRIED_ON", true)] {
            let links = try await graph.run(
                """
                MATCH (a {project: $project, run: $run})-[:\(relationship)]->(b) RETURN a.id, b.id LIMIT \(10 * limit)
                """, parameters: parameters)
            for row in links.rows {
                guard row.count == 2, let from = row[0].text, let to = row[1].text else { continue }
                let (follower, followed) = isForward ? (from, to) : (to, from)
                guard records[followed] != nil, records[follower]?.follows.contains(followed) == false else { continue }
                records[follower]?.follows.append(followed)
            }
        }
        return records.values.sorted { $0.id < $1.id }
    }
}
