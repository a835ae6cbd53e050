import AnnealExperience
import AnnealTesting
import Foundation
import Testing

extension GraphStoreTests {
    @Suite("The knowledge graph follows the store") struct GraphProjectionTests {}
}

extension GraphStoreTests.GraphProjectionTests {
    /// The store, whose database is that of the graph where the graph has one.
    private func library(_ folder: URL, _ graph: any GraphStore) throws -> ExperienceLibrary {
        let path = folder.appending(path: "experience.sqlite").path
        return ExperienceLibrary(store: try ExperienceStore(path: path), graph: graph)
    }

    private func rows(_ library: ExperienceLibrary, _ query: String) async throws -> [[GraphValue]] {
        try await #require(library.graph).run(query).rows
    }

    @Test("a run's tasks, files, failures and repairs are found there", arguments: GraphKind.allCases)
    func drawn(kind: GraphKind) async throws {
        try await kind.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            let library = try library(folder, graph)
            let follower = kind == .sqlite ? nil : "server"
            let projection = GraphProjection(of: library.store, in: graph, as: follower)
            for _ in 0..<2 {
                let experience = ExperienceExtractor.extract(ExperienceExtractorTests.account())
                try await library.store.add(
                    experience.records, evidence: experience.evidence, projects: [experience.project])
                try await projection.follow()
            }
            let tasks = "MATCH (t:Task)-[:PART_OF]->(:Run)-[:IN]->(p:Project) MATCH (t)-[:WRITES]->(f) "
            #expect(
                try await graph.run(tasks + "RETURN t.title, f.path, p.name, t.success").rows
                    == [["Price of a group", "tickets.py", "secretproject", true]])
            let mended = try await graph.run(
                """
                MATCH (t:Task)-[:FAILED_WITH]->(f:Failure)-[:OF_KIND]->(k), (r:Repair {success: true})-[:TRIED_ON]->(f)
                MATCH (k)-[m:MENDED_BY]->(:RepairKind {name: r.repair}) RETURN k.name, r.repair, m.support ORDER BY k.name
                """)
            #expect(mended.rows == [["name", "repair", 1.0], ["wrong-value", "generate-headed", 1.0]])
            #expect(try await library.store.changedProjects(for: follower).isEmpty)
            // What is forgotten is gone there as well.
            try await library.store.forget(ExperienceSelection(project: StoreFixture.first.id))
            #expect(try await library.store.changedProjects(for: follower) == [StoreFixture.first.id])
            try await projection.follow()
            #expect(try await graph.run("MATCH (n) WHERE n.project IS NOT NULL RETURN n").rows.isEmpty)
        }
    }

    @Test("what is forgotten is gone from the graph, from search and from every file", arguments: GraphKind.allCases)
    func forgotten(kind: GraphKind) async throws {
        try await kind.with { (graph: any GraphStore, folder: URL) async throws -> Void in
            let library = try library(folder, graph)
            try await ExperienceSeeds.plant(in: try #require(library.graph))
            try await library.remember(ExperienceExtractor.extract(ExperienceExtractorTests.account()))
            #expect(try await !library.similar(to: "price of a group", threshold: 0.1).isEmpty)
            #expect(try StoreFixture.holds("group_price", in: folder))
            try await library.forget(ExperienceSelection(project: StoreFixture.first.id))
            #expect(try await library.similar(to: "price of a group").isEmpty)
            #expect(try await rows(library, "MATCH (n) WHERE n.project IS NOT NULL RETURN n").isEmpty)
            #expect(try await rows(library, "MATCH ()-[m:MENDED_BY]->() RETURN m").isEmpty)
            #expect(try await rows(library, "MATCH (k:FailureKind {name: 'name'}) RETURN k.origin") == [["seed"]])
            for word in ["group_price", "secretproject", "reduce"] {
                #expect(try !StoreFixture.holds(word, in: folder), "\(word)")
            }
        }
    }

    @Test("planting twice makes nothing new", arguments: GraphKind.allCases) func seeds(kind: GraphKind) async throws {
        try await kind.with { (graph: any GraphStore, _: URL) async throws -> Void in
            #expect(try await ExperienceSeeds.plant(in: graph) > 20)
            #expect(try await ExperienceSeeds.plant(in: graph) == 0)
            let runner = try await graph.run("MATCH (:Technology {name: 'python'})-[:TESTED_WITH]->(r) RETURN r.name")
            #expect(runner.rows == [["pytest"]])
        }
    }
}
