import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal events templates and causal", .tags(.integration))
struct EventsPatternsCommandTests {
    private func run(
        _ arguments: [String], on text: String, named name: String,
        _ check: @Sendable (CommandResult, [JSONValue]) throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: name)
            try Data(text.utf8).write(to: file)
            let program = try BuiltProgram(home: folder.appending(path: "home"))
            let result = try await program.run(["events"] + arguments + [file.path])
            let lines = result.standardOutput.split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
            try check(result, lines)
        }
    }

    @Test("templates gives each line its template, and a summary")
    func templates() async throws {
        let log = "user 7 came\nuser 12 came\ndisk full\n"
        try await run(["templates", "--json"], on: log, named: "a.log") { result, lines in
            #expect(result.ending == .exited(0))
            #expect(lines.count == 4)
            #expect(lines[0]["template"] == lines[1]["template"] && lines[0]["template"] != lines[2]["template"])
            #expect(lines.prefix(3).map { $0["line"] } == [1, 2, 3])
            #expect(lines[0]["text"] == "user <*> came")
            #expect(lines[3]["type"] == "summary" && lines[3]["lines"] == 3)
            #expect(lines[3]["templates"]?.arrayValue?.map { $0["count"] } == [2, 1])
        }
        try await run(["templates"], on: log, named: "a.log") { result, _ in
            #expect(result.standardOutput.hasPrefix("2\t"))
            #expect(result.standardOutput.contains("\tuser <*> came\n"))
        }
    }

    @Test("templates reads the last column of tables")
    func table() async throws {
        try await run(["templates", "--json"], on: "x\tuser 1 came\ny\tuser 2 came\n", named: "a.tsv") { _, lines in
            #expect(lines.prefix(2).map { $0["text"] } == ["user <*> came", "user <*> came"])
        }
        try await run(["templates", "--json"], on: "x\tuser 1 came\nuser\n", named: "a.tsv") { result, lines in
            #expect(result.ending == .exited(65))
            #expect(lines.last?["place"]?.stringValue?.hasSuffix("a.tsv:2") == true)
        }
    }

    @Test("causal finds a link and where an incident began")
    func causal() async throws {
        var random = SplitMix64(seed: 5)
        func noise() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double(random.next() >> 11) * 0x1p-53 } }
        var x = [noise()]
        var y = [noise()]
        for time in 1..<260 {
            y.append(0.6 * x[time - 1] + noise())
            x.append(0.4 * x[time - 1] + noise() + (time >= 230 ? 3 : 0))
        }
        let set: JSONValue = .object([
            "id": "pair", "names": ["load", "delay"],
            "series": .array([x, y].map { .array($0[..<200].map { .double($0) }) }),
            "incident": .object([
                "start": 30, "series": .array([x, y].map { .array($0[200...].map { .double($0) }) }),
            ]),
        ])
        try await run(["causal", "--json"], on: CanonicalJSON.string(set), named: "a.jsonl") { result, lines in
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let links = lines.first?["links"]?.arrayValue ?? []
            #expect(links.map { [$0["from"], $0["to"], $0["lag"]] } == [[0, 1, 1]])
            #expect(links.first?["interval"]?.arrayValue?.count == 2)
            #expect(lines.first?["rootCauses"]?[0]?["name"] == "load")
        }
        try await run(["causal"], on: CanonicalJSON.string(set), named: "a.jsonl") { result, _ in
            #expect(result.standardOutput.contains("load → delay after 1: 0."))
            #expect(result.standardOutput.contains("began in load: 100 %"))
        }
    }

    @Test("causal names what it cannot use, with file and line")
    func refusals() async throws {
        let flat =
            "{\"series\":[[\((0..<60).map { "\($0 % 7)" }.joined(separator: ","))],[\(Array(repeating: "1", count: 60).joined(separator: ","))]]}"
        for (text, words) in [
            ("{\"series\":[[1,NaN],[2,3]]}", "no finite value at time 1"), (flat, "variable 1 is constant"),
            ("{\"series\":[[1,2,3],[2,1,2]]}", "23 are needed"), ("", "no series"),
        ] {
            try await run(["causal", "--json"], on: text, named: "a.jsonl") { result, lines in
                #expect(result.ending == .exited(65))
                #expect(result.standardError.contains(words), "\(result.standardError)")
                #expect(lines.last?["type"] == "error")
                #expect(text.isEmpty || lines.last?["place"]?.stringValue?.hasSuffix("a.jsonl:1") == true)
            }
        }
        try await run(["causal", "--fdr", "2"], on: flat, named: "a.jsonl") { result, _ in
            #expect(result.ending == .exited(64))
        }
    }
}
