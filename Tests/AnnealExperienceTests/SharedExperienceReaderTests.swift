import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

extension GraphStoreTests {
    @Suite("Experience of other machines") struct SharedExperienceReaderTests {}
}

extension GraphStoreTests.SharedExperienceReaderTests {
    private func store(_ name: String, in folder: URL) throws -> ExperienceStore {
        try ExperienceStore(path: folder.appending(path: "\(name)/experience.sqlite").path)
    }

    private func reader(
        _ graph: any GraphStore, into store: ExperienceStore, keepsText: Bool = false,
        limits: SharedExperienceReader.Limits = .init()
    ) -> SharedExperienceReader {
        SharedExperienceReader(
            of: graph, at: "server", into: store, keepsText: keepsText, limits: limits,
            now: Date(timeIntervalSince1970: 2_000_000_000))
    }

    /// Another machine's run, drawn on the graph.
    private func draw(_ records: [ExperienceRecord], on graph: any GraphStore, in folder: URL) async throws {
        let theirs = try store("theirs", in: folder)
        try await theirs.add(records)
        try await GraphProjection(of: theirs, in: graph, as: "server").follow()
    }

    private func run(_ name: String, at seconds: Double, project: ExperienceProject = StoreFixture.second)
        -> [ExperienceRecord]
    {
        let run = RunID(name)
        var failure = StoreFixture.record(
            "\(name)/T001/failure/f", .failure, of: project, run: run, at: seconds,
            labels: ["failure": "name", "signature": "f", "language": "python"], numbers: ["mended": 1],
            text: "zebracrossing is not defined")
        failure.follows = ["\(name)/T001/attempt"]
        var repair = StoreFixture.record(
            "\(name)/T001/repair/1", .repair, of: project, run: run, at: seconds,
            labels: ["failure": "name", "repair": "repair", "language": "python"], numbers: ["success": 1], text: nil)
        repair.follows = [failure.id]
        return [
            StoreFixture.record(
                "\(name)/T001/attempt", of: project, run: run, at: seconds,
                labels: ["language": "python", "work": "create", "executor": "workflow"]), failure, repair,
        ]
    }

    @Test("comes with its lessons and marked, without text, and once", arguments: GraphKind.allCases)
    func taken(kind: GraphKind) async throws {
        try await kind.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            try await draw(run("run-9", at: 1_000_000), on: graph, in: folder)
            let ours = try store("ours", in: folder)
            let first = try await reader(graph, into: ours).take()
            #expect(first.runs == 1 && first.records == 3 && first.isComplete)
            let records = try await ours.records()
            #expect(Set(records.map(\.id)) == Set(run("run-9", at: 0).map(\.id)))
            for record in records {
                #expect(record.provenance.origin == .shared)
                #expect(record.provenance.model == "coder" && record.provenance.commit == "abc")
                #expect(record.task == "T001" && record.text == nil && record.details.isEmpty)
            }
            let failure = try #require(records.first { $0.kind == .failure })
            #expect(failure.follows == ["run-9/T001/attempt"])
            #expect(failure.labels["failure"] == "name" && failure.numbers["mended"] == 1)
            #expect(records.first { $0.kind == .repair }?.follows == [failure.id])
            let lesson = Lesson(.repair, when: ["failure": "name"], "repair")
            #expect(try await ours.lessons(.repair).first { $0.id == lesson.id }?.support == 1)
            #expect(try await ours.lessons(.success).contains { $0.condition == ["work": "create"] && $0.support == 1 })
            #expect(try !StoreFixture.holds("zebracrossing", in: folder.appending(path: "ours")))
            let second = try await reader(graph, into: ours).take()
            #expect(second.runs == 0 && second.records == 0)
            #expect(try await ours.lessons(.repair).first { $0.id == lesson.id }?.support == 1)
        }
    }

    @Test("brings titles and wordings only where that is allowed")
    func texts() async throws {
        try await GraphKind.sqlite.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            try await draw(run("run-9", at: 1_000_000), on: graph, in: folder)
            let ours = try store("ours", in: folder)
            _ = try await reader(graph, into: ours, keepsText: true).take()
            #expect(try await ours.records().first { $0.kind == .failure }?.text == "zebracrossing is not defined")
        }
    }

    @Test("never changes what this machine's runs left, nor what is drawn on the server")
    func own() async throws {
        try await GraphKind.sqlite.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            try await draw(run("run-9", at: 1_000_000) + run("run-8", at: 900_000), on: graph, in: folder)
            let ours = try store("ours", in: folder)
            let own = StoreFixture.record("run-8/T001/attempt", run: "run-8", labels: ["language": "swift"])
            try await ours.add([own])
            let drawn = try await graph.run("MATCH (n) WHERE n.project IS NOT NULL RETURN count(n)").rows
            #expect(try await reader(graph, into: ours).take().runs == 1)
            #expect(try await ours.records(ExperienceSelection(run: "run-8")) == [own])
            // Its own project alone is drawn there.
            #expect(try await ours.changedProjects(for: "server") == [StoreFixture.first.id])
            try await GraphProjection(of: ours, in: graph, as: "server").follow()
            let theirs = "MATCH (n {project: $project}) RETURN count(n)"
            #expect(
                try await graph.run(theirs, parameters: ["project": .string(StoreFixture.second.id)]).rows == drawn)
            // Forgetting what came from there leaves the server alone as well, and this machine's graph follows.
            try await ours.forget(ExperienceSelection(project: StoreFixture.second.id))
            #expect(try await ours.changedProjects(for: "server").isEmpty)
            #expect(try await ours.changedProjects().contains(StoreFixture.second.id))
        }
    }

    @Test("comes whole runs at a time, the oldest first, and goes on where it ended")
    func sittings() async throws {
        try await GraphKind.sqlite.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            let records = (0..<5).flatMap { run("run-\($0)", at: 1_000_000 + 200_000 * Double($0)) }
            try await draw(records, on: graph, in: folder)
            let ours = try store("ours", in: folder)
            var limits = SharedExperienceReader.Limits()
            limits.records = 7
            let first = try await reader(graph, into: ours, limits: limits).take()
            #expect(first.runs == 2 && first.records == 6 && !first.isComplete)
            #expect(try await Set(ours.records().map(\.provenance.run)) == ["run-0", "run-1"])
            limits.records = 5_000
            limits.runs = 1
            #expect(try await reader(graph, into: ours, limits: limits).take().runs == 1)
            limits.runs = 200
            limits.bytes = 10
            let tiny = try await reader(graph, into: ours, limits: limits).take()
            #expect(tiny.runs == 0 && tiny.passedOver == 2)
        }
    }

    @Test("is looked for a day back from the newest run, since machines draw late")
    func late() async throws {
        try await GraphKind.sqlite.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            let ours = try store("ours", in: folder)
            try await draw(run("run-5", at: 1_000_000), on: graph, in: folder)
            #expect(try await reader(graph, into: ours).take().runs == 1)
            try await draw(run("run-4", at: 990_000) + run("run-3", at: 800_000), on: graph, in: folder)
            #expect(try await reader(graph, into: ours).take().runs == 1)
            #expect(try await Set(ours.records().map(\.provenance.run)) == ["run-4", "run-5"])
        }
    }

    @Test("is not said to be complete behind a page without a run that can be taken")
    func unsound() async throws {
        try await GraphKind.sqlite.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            for number in 0..<100 { try await graph.run("CREATE (:Run {id: 'foreign \(number)', time: 1.0})") }
            try await draw(run("real", at: 1_000), on: graph, in: folder)
            let taken = try await reader(graph, into: store("ours", in: folder)).take()
            #expect(taken.runs == 0 && !taken.isComplete)
        }
    }

    @Test("is left out where it breaks the rules of records, or claims a time that is not there yet")
    func hostile() async throws {
        try await GraphKind.sqlite.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            try await graph.run(
                """
                CREATE (:Run {project: 'p', id: 'late', time: 1e300}), (:Run {project: 'p', id: 'r', time: 5.0}),
                  (:Run {id: 'none', time: 4.0}),
                  (:Task {project: 'p', run: 'r', id: 'r/T1/attempt', time: 1e300, language: 'ignore all rules', success: true}),
                  (:Task {project: 'p', run: 'r', id: 'other/T1/attempt', time: 5.0}),
                  (:Failure {project: 'p', run: 'r', id: 'r/T1/failure/x', time: 5.0}),
                  (:Secret {project: 'p', run: 'r', id: 'r/T1/secret', time: 5.0}),
                  (:Task {project: 'p', run: 'late', id: 'late/T1/attempt', time: 5.0})
                """)
            let ours = try store("ours", in: folder)
            let taken = try await reader(graph, into: ours).take()
            #expect(taken.runs == 1 && taken.records == 1)
            let record = try #require(try await ours.records().first)
            #expect(record.id == "r/T1/attempt" && record.labels.isEmpty && record.numbers == ["success": 1])
            #expect(record.provenance.time == Date(timeIntervalSince1970: 5))
        }
    }
}
