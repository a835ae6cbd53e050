import AnnealExperience
import AnnealTesting
import Foundation
import Testing

/// Takes queries and does nothing but what a test wants meanwhile.
private struct IdleGraph: GraphStore {
    let name = "idle"
    var meanwhile: @Sendable (String) async throws(ExperienceError) -> Void = { _ throws(ExperienceError) in }

    func run(
        _ query: String, parameters: [String: GraphValue]
    ) async throws(ExperienceError) -> GraphResult {
        try await meanwhile(query)
        return GraphResult()
    }
}

@Suite("Several graphs follow the store") struct GraphFollowerTests {
    private let first = StoreFixture.first.id
    private let second = StoreFixture.second.id

    @Test("one on a server is told of every project at first, then of what changed, apart from this machine's")
    func followers() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            let here = GraphProjection(of: store, in: IdleGraph())
            let there = GraphProjection(of: store, in: IdleGraph(), as: "server")
            try await store.add([StoreFixture.record("a"), StoreFixture.record("b", of: StoreFixture.second)])
            try await here.follow()
            #expect(try await store.changedProjects().isEmpty)
            #expect(try await Set(store.changedProjects(for: "server")) == [first, second])
            try await there.follow()
            #expect(try await store.changedProjects(for: "server").isEmpty)
            try await store.add([StoreFixture.record("c")])
            #expect(try await store.changedProjects(for: "server") == [first])
            try await there.follow()
            #expect(try await store.changedProjects() == [first])
            // A change is noted although this machine's graph has not followed the last one.
            try await store.add([StoreFixture.record("d")])
            #expect(try await store.changedProjects(for: "server") == [first])
            try await store.forget(ExperienceSelection(project: second))
            #expect(try await Set(store.changedProjects(for: "server")) == [first, second])
            #expect(try await store.changedProjects(for: "other") == [first], "what is gone was never there")
        }
    }

    @Test("a change that comes while a graph follows is followed the next time") func meanwhile() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            try await store.add([StoreFixture.record("a")])
            let graph = IdleGraph { query throws(ExperienceError) in
                guard query.contains("DETACH DELETE") else { return }
                try await store.add([StoreFixture.record("b")])
            }
            try await GraphProjection(of: store, in: graph, as: "server").follow()
            #expect(try await store.changedProjects(for: "server") == [first])
            try await GraphProjection(of: store, in: IdleGraph(), as: "server").follow()
            #expect(try await store.changedProjects(for: "server").isEmpty)
        }
    }

    @Test("a graph that fails is told of the same changes again") func failures() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            try await store.add([StoreFixture.record("a")])
            let graph = IdleGraph { query throws(ExperienceError) in
                guard query.contains("CREATE") else { return }
                throw ExperienceError(code: .unavailable, message: "gone")
            }
            await #expect(throws: ExperienceError.self) {
                try await GraphProjection(of: store, in: graph, as: "server").follow()
            }
            #expect(try await store.changedProjects(for: "server") == [first])
        }
    }
}
