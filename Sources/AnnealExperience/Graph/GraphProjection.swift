internal import AnnealFoundation
internal import Foundation

/// Keeps the knowledge graph as the store has it.
///
/// The graph is a picture of the records: a project whose records changed is drawn anew, so that what is forgotten there is
/// gone here. Nodes of a project have the property `project`; technologies, kinds of failure and kinds of repair belong to
/// nobody, and what the lessons say of them is counted anew each time.
///
/// - `(:Run)-[:IN]->(:Project)`, `(:Task)-[:PART_OF]->(:Run)`, `(:Task)-[:SERVES]->(:Requirement)`,
///   `(:Task)-[:WRITES]->(:File)`, `(:Task)-[:USES]->(:Technology)`
/// - `(:Task)-[:FAILED_WITH {seen, mended}]->(:Failure)-[:OF_KIND]->(:FailureKind)`
/// - `(:Repair {success})-[:TRIED_ON]->(:Failure)`, `(:Repair)-[:OF_KIND]->(:RepairKind)`
/// - `(:Decision)-[:MADE_IN]->(:Run)`
/// - `(:FailureKind)-[:MENDED_BY {support, contradictions, confidence}]->(:RepairKind)`,
///   `(:Technology)-[:RISKS {…}]->(:FailureKind)`
public struct GraphProjection: Sendable {
    private let store: ExperienceStore
    private let graph: any GraphStore
    private let follower: String?

    /// Creates a projection.
    ///
    /// - Parameters:
    ///   - store: the records.
    ///   - graph: where they are drawn.
    ///   - follower: the graph's name when it is not that of this machine; see `ExperienceStore.changedProjects(for:)`.
    public init(of store: ExperienceStore, in graph: any GraphStore, as follower: String? = nil) {
        self.store = store
        self.graph = graph
        self.follower = follower
    }

    /// Draws every project whose records changed since the last time. When it is interrupted the next call does it.
    ///
    /// - Throws: `ExperienceError`.
    /// - Complexity: O(records of the changed projects + lessons).
    public func follow() async throws(ExperienceError) {
        let changes = try await store.graphChanges(for: follower)
        let changed = changes.map(\.project)
        guard !changed.isEmpty else { return }
        let projects = try await store.projects()
        for id in changed {
            try await graph.run("MATCH (n {project: $project}) DETACH DELETE n", parameters: ["project": .string(id)])
            guard let project = projects.first(where: { $0.id == id }) else { continue }
            // A server has what others shared from them.
            let records = try await store.records(ExperienceSelection(project: id))
            try await draw(project, follower == nil ? records : records.filter { $0.provenance.origin == nil })
        }
        try await drawLessons()
        for change in changes { try await store.markFollowed(change, by: follower) }
    }

    private func draw(_ project: ExperienceProject, _ records: [ExperienceRecord]) async throws(ExperienceError) {
        var node: [String: GraphValue] = ["id": .string(project.id)]
        node["name"] = project.name.map { .string($0) }
        try await send([node], for: project.id, "CREATE (n:Project {project: $project, id: row.id}) SET n += row")
        let runs = Dictionary(grouping: records, by: \.provenance.run)
        try await send(
            runs.sorted { $0.key < $1.key }.map { run, records in
                var row: [String: GraphValue] = ["id": .string(run.rawValue)]
                row["model"] = records.lazy.compactMap(\.provenance.model).first.map { .string($0) }
                row["commit"] = records.lazy.compactMap(\.provenance.commit).first.map { .string($0) }
                row["time"] = records.map(\.provenance.time.timeIntervalSince1970).max().map { .double($0) }
                return row
            }, for: project.id,
            """
            MATCH (p:Project {project: $project, id: $project}) CREATE (n:Run {project: $project, id: row.id})-[:IN]->(p)
            SET n += row
            """)
        try await drawTasks(of: project.id, records.filter { $0.kind == .attempt })
        try await drawFailures(of: project.id, records)
        try await send(
            records.filter { $0.kind == .decision }.map { Self.row(of: $0) }, for: project.id,
            """
            MATCH (r:Run {project: $project, id: row.run})
            CREATE (n:Decision {project: $project, id: row.id})-[:MADE_IN]->(r) SET n += row
            """)
    }

    private func drawTasks(of project: String, _ attempts: [ExperienceRecord]) async throws(ExperienceError) {
        try await send(
            attempts.map { attempt in
                var row = Self.row(of: attempt)
                row["title"] = attempt.details["title"]?.first.map { .string($0) }
                return row
            }, for: project,
            """
            MATCH (r:Run {project: $project, id: row.run})
            CREATE (n:Task {project: $project, id: row.id})-[:PART_OF]->(r) SET n += row
            """)
        func pairs(_ name: String) -> [[String: GraphValue]] {
            attempts.flatMap { attempt in
                (attempt.details[name] ?? []).map { ["task": .string(attempt.id), "value": .string($0)] }
            }
        }
        try await send(
            pairs("requirements"), for: project,
            """
            MATCH (t:Task {id: row.task}) MERGE (n:Requirement {project: $project, id: row.value}) MERGE (t)-[:SERVES]->(n)
            """)
        try await send(
            pairs("files"), for: project,
            "MATCH (t:Task {id: row.task}) MERGE (n:File {project: $project, path: row.value}) MERGE (t)-[:WRITES]->(n)"
        )
        try await send(
            attempts.compactMap { attempt in
                attempt.labels["language"].map { ["task": .string(attempt.id), "value": .string($0)] }
            }, for: project,
            "MATCH (t:Task {id: row.task}) MERGE (n:Technology {name: row.value}) MERGE (t)-[:USES]->(n)")
    }

    private func drawFailures(of project: String, _ records: [ExperienceRecord]) async throws(ExperienceError) {
        let failures = records.filter { $0.kind == .failure }
        try await send(
            failures.map { failure in
                var row = Self.row(of: failure)
                row["text"] = failure.text.map { .string($0) }
                return row
            }, for: project,
            """
            MERGE (k:FailureKind {name: row.failure})
            CREATE (n:Failure {project: $project, id: row.id})-[:OF_KIND]->(k) SET n += row
            """)
        try await send(
            failures.flatMap { failure in
                failure.follows.map { task -> [String: GraphValue] in
                    [
                        "failure": .string(failure.id), "task": .string(task),
                        "seen": .double(failure.numbers["seen"] ?? 1), "mended": .bool(failure.numbers["mended"] == 1),
                    ]
                }
            }, for: project,
            """
            MATCH (t:Task {id: row.task}), (f:Failure {id: row.failure})
            CREATE (t)-[:FAILED_WITH {seen: row.seen, mended: row.mended}]->(f)
            """)
        let repairs = records.filter { $0.kind == .repair }
        try await send(
            repairs.map { Self.row(of: $0) }, for: project,
            """
            MERGE (k:RepairKind {name: row.repair})
            CREATE (n:Repair {project: $project, id: row.id})-[:OF_KIND]->(k) SET n += row
            """)
        try await send(
            repairs.flatMap { repair in
                repair.follows.map { ["repair": .string(repair.id), "failure": .string($0)] }
            }, for: project,
            "MATCH (r:Repair {id: row.repair}), (f:Failure {id: row.failure}) CREATE (r)-[:TRIED_ON]->(f)")
    }

    private func drawLessons() async throws(ExperienceError) {
        try await graph.run("MATCH (:FailureKind)-[m:MENDED_BY]->(:RepairKind) DELETE m")
        try await graph.run("MATCH (:Technology)-[m:RISKS]->(:FailureKind) DELETE m")
        let repairs = try await store.lessons(.repair).filter { $0.condition.count == 1 }
        try await send(
            repairs.compactMap { Self.row(of: $0, from: "failure") },
            """
            MERGE (f:FailureKind {name: row.from}) MERGE (r:RepairKind {name: row.to})
            CREATE (f)-[:MENDED_BY {support: row.support, contradictions: row.contradictions, confidence: row.confidence}]->(r)
            """)
        let risks = try await store.lessons(.risk).filter { $0.support > 0 }
        try await send(
            risks.compactMap { Self.row(of: $0, from: "language") },
            """
            MERGE (t:Technology {name: row.from}) MERGE (f:FailureKind {name: row.to})
            CREATE (t)-[:RISKS {support: row.support, contradictions: row.contradictions, confidence: row.confidence}]->(f)
            """)
    }

    private func send(
        _ rows: [[String: GraphValue]], for project: String? = nil, _ query: String
    ) async throws(ExperienceError) {
        for start in stride(from: 0, to: rows.count, by: 500) {
            var parameters: [String: GraphValue] = [
                "rows": .list(rows[start..<min(start + 500, rows.count)].map { .map($0) })
            ]
            parameters["project"] = project.map { .string($0) }
            try await graph.run("UNWIND $rows AS row " + query, parameters: parameters)
        }
    }

    private static func row(of record: ExperienceRecord) -> [String: GraphValue] {
        var row: [String: GraphValue] = [
            "id": .string(record.id), "run": .string(record.provenance.run.rawValue),
            "time": .double(record.provenance.time.timeIntervalSince1970),
        ]
        row["task"] = record.task.map { .string($0.rawValue) }
        for (name, word) in record.labels { row[name] = .string(word) }
        for (name, number) in record.numbers where row[name] == nil { row[name] = .double(number) }
        if let success = record.success { row["success"] = .bool(success) }
        return row
    }

    private static func row(of lesson: Lesson, from name: String) -> [String: GraphValue]? {
        lesson.condition[name].map { from in
            [
                "from": .string(from), "to": .string(lesson.conclusion), "support": .double(lesson.support),
                "contradictions": .double(lesson.contradictions), "confidence": .double(lesson.confidence),
            ]
        }
    }
}
