import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal context, the real program", .timeLimit(.minutes(3)))
struct ContextCommandTests {
    private func withRepository(_ body: (BuiltProgram, String) async throws -> Void) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let root = folder.appending(path: "repo")
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            let text = "def load_record(key):\n    return key\n\n\ndef paint(value):\n    return load_record(value)\n"
            try Data(text.utf8).write(to: root.appending(path: "store.py"))
            try await body(BuiltProgram(home: folder.appending(path: "home")), root.path)
        }
    }

    @Test("pack shows definitions, goes on from an earlier pack, and says that it estimates")
    func pack() async throws {
        try await withRepository { program, root in
            let arguments = ["context", "pack", "--repo", root, "--budget", "300"]
            let shown = try await program.run(arguments + ["--task", "load_record is slow"])
            #expect(shown.succeeded)
            #expect(shown.standardOutput.contains("def load_record(key):"))
            #expect(shown.standardError.contains("tokens are estimated"))
            let first = try await program.run(arguments + ["--task", "load_record is slow", "--json"])
            let file = root + "-pack.json"
            try Data(first.standardOutput.utf8).write(to: URL(fileURLWithPath: file))
            let next = try await program.run(arguments + ["--task", "paint", "--previous", file, "--json"])
            let items = try JSONValue(parsing: next.standardOutput)["items"]?.arrayValue
            let before = try JSONValue(parsing: first.standardOutput)["items"]?.arrayValue
            #expect(items?.first == before?.first)
            let bad = try await program.run(arguments + ["--task", "x", "--previous", root + "/store.py"])
            #expect(bad.shellStatus == 65 && bad.standardError.contains("the file is no pack"))
            let none = try await program.run(arguments + ["--task", "x", "--tokenizer", root + "/store.py"])
            #expect(none.shellStatus == 65 && none.standardError.contains("GGUF"))
        }
    }

    @Test("serve --stdio answers messages a line, in their order, and ends with the input")
    func standardStreams() async throws {
        try await withRepository { program, root in
            let messages = [
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", "not JSON",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"search\","
                    + "\"arguments\":{\"query\":\"load record\"}}}",
            ]
            let result = try await SystemProcessLauncher().run(
                Command(
                    program.path, ["context", "serve", "--stdio", "--repo", root, "--tokenizer", "estimate"],
                    environment: program.environment, standardInput: messages.joined(separator: "\n") + "\n"),
                timeout: .seconds(60), outputLimit: 1 << 20)
            #expect(result.succeeded, "\(result.standardError)")
            let answers = try result.standardOutput.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            #expect(answers.count == 3)
            #expect(answers.first?["result"]?["protocolVersion"]?.stringValue == "2025-11-25")
            #expect(answers.dropFirst().first?["error"]?["code"]?.intValue == -32700)
            #expect(answers.last?["id"]?.intValue == 2)
            let found = answers.last?["result"]?["structuredContent"]?["results"]
            #expect(found?[0]?["path"]?.stringValue == "store.py")
        }
    }

    @Test("features tells the project and its vector")
    func features() async throws {
        try await withRepository { program, root in
            let result = try await program.run(["context", "features", "--repo", root, "--json"])
            let answer = try JSONValue(parsing: result.standardOutput)
            #expect(answer["project"]?["code"]?["functions"]?.intValue == 2)
            #expect(answer["vectorVersion"]?.intValue == 1)
        }
    }
}
