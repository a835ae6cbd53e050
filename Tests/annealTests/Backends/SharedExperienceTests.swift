import AnnealBackends
import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Experience on a server", .arcadeServer, .serialized, .tags(.integration))
struct SharedExperienceTests {
    private func variables(_ scene: RunScene, address: String) -> [String: String] {
        let path = scene.folder.appending(path: "here").path
        return [
            "HOME": path, "ANNEAL_HOME": path, "ANNEAL_BACKEND_NEO4J": address, "ANNEAL_EXPERIENCE_SHARED": "true",
        ].merging(ArcadeServer.environment) { $1 }
    }

    private func report(_ scene: RunScene, _ result: CommandResult) throws -> String {
        let reports = try scene.lastEvent(result)["reports"]?.arrayValue?.compactMap(\.stringValue) ?? []
        return try reports.first { $0.hasSuffix(".md") }.map { try String(contentsOfFile: $0, encoding: .utf8) } ?? ""
    }

    private func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    @Test(
        "is drawn there after a run as it is on the machine; a server that is gone changes nothing, and gets it later")
    func shared() async throws {
        let server = try await ArcadeServer.shared()
        let graph = BoltGraph(
            BoltClient(try BoltConfiguration(server.address + "?timeout=60s", environment: ArcadeServer.environment)))
        defer { graph.close() }
        try await graph.run("MATCH (n) DETACH DELETE n")
        let tasks = "MATCH (t:Task)-[:PART_OF]->(r:Run)-[:IN]->(p:Project) RETURN r.id, t.id, t.title, t.success"
        try await withRunScene { (scene: RunScene) async throws -> Void in
            let port = try await ServerProgram.freePort()
            let nowhere = variables(scene, address: "bolt://127.0.0.1:\(port)")
            let first = try await scene.program.run(scene.arguments, adding: nowhere)
            #expect(first.ending == .exited(0), "\(first.standardError)")
            #expect(
                count("experience was not shared for a while", in: first.standardError) == 1, "\(first.standardError)")
            #expect(count("did not reach the shared graph", in: first.standardError) == 1, "\(first.standardError)")
            #expect(try report(scene, first).contains("experience was not shared for a while"))
            _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: nowhere)

            let here = variables(scene, address: server.address + "?timeout=60s")
            let second = try await scene.program.run(scene.arguments, adding: here)
            #expect(second.ending == .exited(0), "\(second.standardError)")
            #expect(!second.standardError.contains("experience"), "\(second.standardError)")
            let rows = try await graph.run(tasks).rows
            #expect(Set(rows.map(\.first)).count == 2, "both runs are there: \(rows)")
            let asked = try await scene.program.run(["experience", "graph", tasks, "--json"], adding: here)
            #expect(count("\"type\":\"row\"", in: asked.standardOutput) == rows.count)
            for row in rows {
                #expect(asked.standardOutput.contains(row[1].json.stringValue ?? "?"), "\(asked.standardOutput)")
            }
            let forgotten = try await scene.program.run(["experience", "forget", "--all"], adding: here)
            #expect(forgotten.ending == .exited(0), "\(forgotten.standardError)")
            #expect(try await graph.run("MATCH (n) WHERE n.project IS NOT NULL RETURN n").rows.isEmpty)
        }
    }

    @Test("a server that stands still is waited for briefly, and gets later what it missed") func frozen() async throws
    {
        let server = try await ArcadeServer.shared()
        let graph = BoltGraph(
            BoltClient(try BoltConfiguration(server.address + "?timeout=60s", environment: ArcadeServer.environment)))
        defer { graph.close() }
        try await graph.run("MATCH (n) DETACH DELETE n")
        try await withRunScene { (scene: RunScene) async throws -> Void in
            let here = variables(scene, address: server.address + "?timeout=500ms&retry=500ms")
            server.program.freeze()
            defer { server.program.thaw() }
            let first = try await scene.program.run(scene.arguments, adding: here)
            #expect(first.ending == .exited(0), "\(first.standardError)")
            #expect(
                count("experience was not shared for a while", in: first.standardError) == 1, "\(first.standardError)")
            #expect(count("did not reach the shared graph", in: first.standardError) == 1, "\(first.standardError)")
            server.program.thaw()
            _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: here)
            let patient = variables(scene, address: server.address + "?timeout=60s")
            let second = try await scene.program.run(scene.arguments, adding: patient)
            #expect(second.ending == .exited(0), "\(second.standardError)")
            #expect(try await graph.run("MATCH (r:Run)-[:IN]->(:Project) RETURN count(r)").rows != [[0]])
        }
    }

    @Test("without an address a run says so, and one that is none ends it") func addresses() async throws {
        try await withRunScene { (scene: RunScene) async throws -> Void in
            let nameless = variables(scene, address: "")
            let first = try await scene.program.run(scene.arguments, adding: nameless)
            #expect(first.ending == .exited(0), "\(first.standardError)")
            #expect(count("needs a server (backend.neo4j)", in: first.standardError) == 1, "\(first.standardError)")
            for address in ["bolt://:hunter2@127.0.0.1", "redis://127.0.0.1", "bolt://127.0.0.1?x=1"] {
                let second = try await scene.program.run(scene.arguments, adding: variables(scene, address: address))
                #expect(second.ending == .exited(78), "\(second.standardError)")
                #expect(second.standardError.contains("try:"))
                #expect(!(second.standardError + second.standardOutput).contains("hunter2"))
            }
        }
    }
}
