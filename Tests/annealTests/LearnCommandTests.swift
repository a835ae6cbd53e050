import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal learn", .tags(.integration))
struct LearnCommandTests {
    private func scene(_ body: @Sendable (BuiltProgram, URL) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let base = folder.resolvingSymlinksInPath()
            try await body(BuiltProgram(home: base.appending(path: "home")), base)
        }
    }

    private func lines(_ result: CommandResult) throws -> [JSONValue] {
        try result.standardOutput.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    private static let workflow = """
        {"id":"w","tasks":[
        {"id":0,"kind":"a","seconds":2,"parents":[]},
        {"id":1,"kind":"a","seconds":3,"parents":[]},
        {"id":2,"kind":"b","seconds":4,"parents":[1]}]}
        """

    @Test(
        "schedule reads a file or a folder, for each number of workers",
        arguments: ["fifo", "critical-path", "beliefs", "learned"])
    func schedule(rule: String) async throws {
        try await scene { program, folder in
            let file = folder.appending(path: "w.json")
            try Data(Self.workflow.utf8).write(to: file)
            for path in [file.path, folder.path] {
                let result = try await program.run(
                    ["learn", "schedule", path, "--workers", "1,2", "--rule", rule, "--json"])
                #expect(result.ending == .exited(0), "\(result.standardError)")
                let lines = try lines(result)
                #expect(lines.count == 3)
                #expect(lines.first?["makespan"]?.doubleValue == 9 && lines.first?["lowerBound"]?.doubleValue == 9)
                #expect(lines[1]["makespan"]?.doubleValue == 7 && lines[1]["workers"] == 2)
                #expect(lines[2]["meanRatio"]?.doubleValue == 1)
            }
        }
    }

    @Test("rcpsp gives each project's schedule and the gap to the best known where there is one")
    func projects() async throws {
        try await scene { program, folder in
            let file = folder.appending(path: "p.jsonl")
            let tasks = """
                [{"duration":2,"demand":[1],"successors":[]},{"duration":3,"demand":[1],"successors":[]}]
                """
            let text = """
                {"id":"p1","capacity":[1],"lower":5,"upper":5,"tasks":\(tasks)}

                {"id":"p2","capacity":[2],"tasks":\(tasks)}
                """
            try Data(text.utf8).write(to: file)
            let result = try await program.run(["learn", "rcpsp", file.path, "--seconds", "0.2", "--json"])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let lines = try lines(result)
            #expect(lines.map { $0["makespan"]?.intValue } == [5, 3, nil])
            #expect(lines.first?["gap"]?.doubleValue == 0 && lines[1]["gap"] == nil)
            #expect(lines[1]["starts"] == .array([0, 0]) && lines[2]["meanGap"]?.doubleValue == 0)
            #expect(lines[0]["improvements"] == nil)
            let told = try await program.run(
                ["learn", "rcpsp", file.path, "--schedules", "20", "--improvements", "--json"])
            let improvements = try self.lines(told).map { $0["improvements"]?.arrayValue }
            #expect(improvements[0]?.last?["makespan"] == 5 && improvements[1]?.last?["makespan"] == 3)
            #expect((improvements[0]?.last?["schedules"]?.intValue ?? 0) >= 1 && improvements[2] == nil)
        }
    }

    @Test("bench tells a figure a line: of schedules by rules and by the learned policy")
    func bench() async throws {
        try await scene { program, _ in
            let result = try await program.run(["learn", "bench", "scheduling", "--json"])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let lines = try lines(result)
            let ratios = lines.compactMap { $0["makespan_over_bound"]?.doubleValue }
            #expect(ratios.count == 4 && ratios.allSatisfy { $0 >= 1 })
            // First in, first out knows nothing; the learned policy comes last.
            #expect((ratios.last ?? 9) < (ratios.first ?? 0))
            #expect(lines.allSatisfy { ($0["us_a_task"]?.doubleValue ?? 0) > 0 })
        }
    }

    @Test("trees print what is predicted of each row")
    func predictions() async throws {
        try await scene { program, folder in
            let file = folder.appending(path: "t.csv")
            let rows = (0..<60).map { "\($0 % 10),\($0 % 10 < 5 ? 0 : 1),\($0 % 3)" }
            try Data(("a,t,f\n" + rows.joined(separator: "\n")).utf8).write(to: file)
            let arguments = ["learn", "trees", file.path, "--rounds", "5", "--method", "exact", "--predictions"]
            let table = try await program.run(arguments)
            // Where the C library is missing, the error names it.
            guard !table.standardError.contains("libxgboost") else { return }
            #expect(table.standardOutput.split(separator: "\n").count == 61, "\(table.standardError)")
            let values = try lines(try await program.run(arguments + ["--json"])).first?["predictions"]?.arrayValue
            #expect(values?.count == 60 && (values?[4].doubleValue ?? 1) < 0.5 && (values?[5].doubleValue ?? 0) > 0.5)
        }
    }

    @Test("what is no workflow, project or table is refused with its line")
    func refused() async throws {
        try await scene { program, folder in
            let file = folder.appending(path: "x")
            for (command, text, place) in [
                ("schedule", Self.workflow.replacing("[1]", with: "[7]"), "x:4"),
                ("schedule", Self.workflow.replacing("\"seconds\":3", with: "\"seconds\":-3"), "x:3"),
                (
                    "schedule",
                    Self.workflow.replacing("2,\"parents\":[]", with: "2,\"parents\":[2]")
                        .replacing("3,\"parents\":[]", with: "3,\"parents\":[0]"), "x:1"
                ),
                ("rcpsp", "\n{\"id\":\"p\",\"capacity\":[1],\"tasks\":[]}", "x:2"),
                ("trees", "a,target,fold\n1,2,0\n1,b,1\n", "x:3"),
            ] {
                try Data(text.utf8).write(to: file)
                let result = try await program.run(["learn", command, file.path, "--json"])
                #expect(result.ending == .exited(65), "\(command): \(result.standardOutput)")
                #expect(result.standardError.contains(place), "\(result.standardError)")
                #expect(try JSONValue(parsing: result.standardOutput)["type"] == "error")
            }
            let missing = try await program.run(["learn", "rcpsp", folder.appending(path: "none").path])
            #expect(missing.ending == .exited(65))
            #expect(try await program.run(["learn", "bench", "nothing"]).ending == .exited(64))
            #expect(
                try await program.run(["learn", "schedule", file.path, "--workers", "2,0"]).ending == .exited(64))
        }
    }
}
