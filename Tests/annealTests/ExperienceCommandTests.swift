import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal experience") struct ExperienceCommandTests {
    private func run(_ folder: URL, _ arguments: String...) async throws -> CommandResult {
        try await BuiltProgram(home: folder).run(["experience"] + arguments)
    }

    @Test("init plants seeds that the graph can be asked for") func seeds() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            #expect(try await run(folder, "init").ending == .exited(0))
            let asked = try await run(
                folder, "graph", "MATCH (t:Technology {name: $name})-[:TESTED_WITH]->(r) RETURN r.name AS runner",
                "--parameter", "name=\"swift\"", "--json")
            #expect(asked.standardOutput.contains("{\"row\":{\"runner\":\"swift-testing\"},\"type\":\"row\"}"))
            let wrong = try await run(folder, "graph", "MATCH (n) RETRUN n")
            #expect(wrong.ending == .exited(65))
            #expect(wrong.standardError.contains("line 1, column 11"))
        }
    }

    @Test("a file goes out and in, and what is forgotten is gone") func exchange() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "in.jsonl").path
            let record = """
                {"details":{},"follows":[],"id":"r/T1/attempt","kind":"attempt","labels":{"language":"python"},\
                "numbers":{"success":1},"provenance":{"project":"p","run":"r","time":"2026-01-01T00:00:00Z"},\
                "text":"parse the zebra table"}
                """
            let text = """
                {"text":true,"type":"experience","version":1}
                {"project":{"id":"p","name":"zoo","path":"/zoo"},"type":"project"}
                {"record":\(record),"type":"record"}
                """
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            #expect(try await run(folder, "import", file).standardOutput == "1 records imported\n")
            let found = try await run(folder, "search", "a zebra table")
            #expect(found.standardOutput.contains("r/T1/attempt attempt went well language=python: parse the zebra"))
            let sent = try await run(folder, "export")
            #expect(sent.standardOutput.contains("python") && !sent.standardOutput.contains("zebra"))
            #expect(try await run(folder, "export", "--text").standardOutput.contains("zebra"))
            #expect(try await run(folder, "forget").ending == .exited(64))
            #expect(try await run(folder, "forget", "--project", "nowhere").ending == .exited(65))
            #expect(try await run(folder, "forget", "--project", "zoo").standardOutput == "1 records forgotten\n")
            #expect(try await run(folder, "search", "a zebra table").standardOutput.isEmpty)
            #expect(try await run(folder, "import").ending == .exited(64))
            #expect(try await run(folder, "import", file, "--shared").ending == .exited(64))
            let nowhere = try await run(folder, "import", "--shared")
            #expect(nowhere.ending == .exited(1) && nowhere.standardError.contains("backend.neo4j"))
            let broken = try await run(folder, "import", folder.appending(path: "none").path)
            #expect(broken.ending == .exited(65))
        }
    }
}
