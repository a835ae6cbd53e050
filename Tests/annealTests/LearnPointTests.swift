import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal learn, at points beside selection.arm", .tags(.integration))
struct LearnPointTests {
    private func scene(_ body: @Sendable (BuiltProgram, URL) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let base = folder.resolvingSymlinksInPath()
            try await body(BuiltProgram(home: base.appending(path: "home")), base)
        }
    }

    /// Workflows of two chains and some tasks that wait for nothing.
    private static func workflows(_ folder: URL) throws -> String {
        let path = folder.appending(path: "workflows")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        for number in 1...3 {
            let tasks = (0..<8).map { task -> String in
                let parents = task > 3 ? "[\(task - 4)]" : "[]"
                let seconds = 1 + (task * number) % 5
                return "{\"id\":\(task),\"kind\":\"k\(task % 2)\",\"seconds\":\(seconds),\"parents\":\(parents)}"
            }
            let text = "{\"id\":\"w\(number)\",\"tasks\":[\(tasks.joined(separator: ","))]}"
            try Data(text.utf8).write(to: path.appending(path: "w\(number).json"))
        }
        return path.path
    }

    @Test("an order of tasks is judged by workflows, is watched, explained, exported, taken elsewhere and taken back")
    func order() async throws {
        try await scene { program, folder in
            let trained = try await program.run(
                [
                    "learn", "train", try Self.workflows(folder), "--point", "orchestration.next", "--workers", "2,3",
                    "--json",
                ])
            #expect(trained.ending == .exited(0), "\(trained.standardError)")
            let object = try JSONValue(parsing: trained.standardOutput.trimmingCharacters(in: .newlines))
            let version = try #require(object["version"]?.stringValue)
            #expect(object["point"] == "orchestration.next" && object["tasks"] == 3 && object["inCharge"] == "fixed")
            #expect(object["schedules"]?.arrayValue?.count == 6)
            #expect(object["recorded"]?["differences"]?.arrayValue?.count == 3)
            let status = try await program.run(["learn", "status"])
            #expect(status.standardOutput.contains("orchestration.next: fixed in charge"))
            #expect(status.standardOutput.contains("  \(version): 0 decisions"))
            #expect(status.standardOutput.contains("`anneal learn train --point planning.shape`"))
            let explained = try await program.run(["learn", "explain", "orchestration.next"])
            #expect(explained.standardOutput.contains("    chain: "), "\(explained.standardOutput)")
            #expect(explained.standardOutput.contains("\(version): 3 tasks and 6 outcomes"))
            let copy = folder.appending(path: "order.json").path
            let exported = try await program.run(["learn", "export", "orchestration.next", "--output", copy])
            #expect(exported.ending == .exited(0), "\(exported.standardError)")
            let other = try BuiltProgram(home: folder.appending(path: "other"))
            let taken = try await other.run(["learn", "export", "orchestration.next", "--import", copy])
            #expect(taken.ending == .exited(0), "\(taken.standardError)")
            #expect(try await other.run(["learn", "status"]).standardOutput.contains(version))
            #expect(try await other.run(["learn", "export", "planning.shape", "--import", copy]).ending == .exited(65))
            let back = try await program.run(["learn", "rollback", "orchestration.next", "--to", version, "--json"])
            #expect(back.standardOutput.contains("\"to\":\"fixed\""), "\(back.standardError)")
        }
    }

    @Test("every point is listed with what it knows; where nothing was recorded, that is told with what to do")
    func nothing() async throws {
        try await scene { program, _ in
            let status = try await program.run(["learn", "status", "--json"])
            let points = try status.standardOutput.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            for name in ["selection.arm", "orchestration.next", "planning.shape", "resources.prediction"] {
                #expect(points.contains { $0["point"]?.stringValue == name && $0["served"] != nil })
                let explained = try await program.run(["learn", "explain", name, "--json"])
                let object = try JSONValue(parsing: explained.standardOutput.trimmingCharacters(in: .newlines))
                #expect((object["features"]?.arrayValue?.count ?? 0) > 3 && (object["pointVersion"]?.intValue ?? 0) > 0)
                #expect((object["candidateList"]?.arrayValue?.count ?? 0) > 1)
            }
            for (point, words) in [
                ("planning.shape", "learning.draw"), ("resources.prediction", "control groups"),
                ("orchestration.next", "anneal learn schedule"),
            ] {
                let result = try await program.run(["learn", "train", "--point", point])
                #expect(result.ending == .exited(65) && result.standardError.contains(words), "\(result.standardError)")
            }
            let continuous = try await program.run(["learn", "continuous", "--point", "planning.shape", "--once"])
            #expect(continuous.ending == .exited(64), "\(continuous.standardError)")
            let spec = try await program.run(["learn", "explain", "planning.shape", "--spec", "none.md"])
            #expect(spec.ending == .exited(65))
        }
    }
}
