import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal learn serve", .tags(.integration), .timeLimit(.minutes(2)))
struct LearnServeTests {
    @Test("answers with the token that only its owner can read, and logs what comes of a choice")
    func serves() async throws {
        try await withTemporaryFolder { folder in
            let home = folder.resolvingSymlinksInPath().appending(path: "home")
            let program = try BuiltProgram(home: home)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program.path)
            process.arguments = ["learn", "serve", "--port", "0", "--json"]
            process.environment = program.environment
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer {
                process.terminate()
                process.waitUntilExit()
            }
            // The address is told once the port is bound.
            let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            let told = try JSONValue(parsing: line.trimmingCharacters(in: .newlines))
            let file = try #require(told["tokenFile"]?.stringValue)
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let kept = try JSONValue(parsing: String(contentsOfFile: file, encoding: .utf8))
            let client = ServiceClient(
                address: try #require(kept["url"]?.stringValue), token: try #require(kept["token"]?.stringValue))
            #expect(try await client.send("/v1/policies", withToken: false).status == 401)
            let choice = try await client.send(
                "/v1/choose", ["point": "selection.arm", "features": ["words": 12]])
            #expect(choice.status == 200 && choice.json["mode"] == "fixed", "\(choice.body)")
            let id = try #require(choice.json["id"])
            #expect(try await client.send("/v1/outcome", ["id": id, "reward": 2]).status == 400)
            #expect(try await client.send("/v1/outcome", ["id": id, "reward": 0.5]).status == 200)
            let again = try await client.send("/v1/outcome", ["id": id, "reward": 0.5])
            #expect(again.status == 400 && again.body.contains("told already"), "\(again.body)")
            let status = try await program.run(["learn", "status", "--json"])
            let lines = try status.standardOutput.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            let point = try #require(lines.first { $0["point"] == "selection.arm" })
            #expect(point["served"]?["decisions"] == 1 && point["served"]?["outcomes"] == 1, "\(point)")
            #expect(point["decisions"] == 0, "what is served is no evidence for runs")
        }
    }
}
