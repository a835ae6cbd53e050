import AnnealContext
import AnnealFoundation
import AnnealPlanning
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("Plan files")
struct PlanFileTests {
    private var plan: Plan {
        Plan(
            specification: ContentDigest(of: "spec"), understanding: Understanding(), strategy: .balanced,
            strategyReason: "none",
            graph: TaskGraph(tasks: [
                PlanTask(id: "T001", title: "Parse \"labels\" <fast>", requirements: ["R1"], writes: ["a.py"]),
                PlanTask(id: "T002", title: "Print", kind: .modify, writes: ["a.py"], dependsOn: ["T001"]),
            ]))
    }

    private func fault(_ change: (inout [String: JSONValue]) -> Void) throws -> PlanError? {
        guard case .object(var members) = try JSONValue(encoding: plan) else { return nil }
        change(&members)
        let data = try CanonicalJSON.data(JSONValue.object(members))
        return #expect(throws: PlanError.self) { _ = try Plan.parse(data) }
    }

    @Test("a plan that was written is read back the same")
    func roundTrip() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "plan.json")
            try Data(try CanonicalJSON.pretty(plan).utf8).write(to: file)
            #expect(try Plan.read(path: file.path) == plan)
        }
    }

    @Test("a missing key, a wrong kind of value and an unknown word are told with their JSON path")
    func places() throws {
        let missing = try fault { $0["strategy"] = nil }
        #expect(missing?.message.contains("'strategy'") == true)
        let wrong = try fault { $0["graph"] = ["tasks": ["T001"]] }
        #expect(wrong?.place == "$.graph.tasks[0]")
        let word = try fault { $0["strategy"] = "heroic" }
        #expect(word?.place == "$.strategy")
        let version = try fault { $0["version"] = 7 }
        #expect(version?.code == .version)
        let empty = try fault { $0["graph"] = ["tasks": []] }
        #expect(empty?.code == .nothingToDo)
    }

    @Test("a file that is missing or no JSON is told with its path")
    func unreadable() async throws {
        let error = #expect(throws: PlanError.self) { _ = try Plan.read(path: "/nowhere/plan.json") }
        #expect(error?.code == .unreadable)
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "plan.json")
            try Data("{ not json".utf8).write(to: file)
            let error = #expect(throws: PlanError.self) { _ = try Plan.read(path: file.path) }
            #expect(error?.code == .malformed)
            #expect(error?.place?.hasPrefix(file.path) == true)
        }
    }

    @Test("the flow chart holds every task and arrow, with marks escaped")
    func mermaid() {
        let text = plan.mermaid
        #expect(text.hasPrefix("flowchart TD\n"))
        #expect(text.contains("n1[\"T001 Parse #quot;labels#quot; #lt;fast#gt;<br/>a.py\"]:::create"))
        #expect(text.contains("n1 --> n2"))
    }

    @Test("symbols of a plan tell where names will be")
    func symbols() {
        var plan = plan
        plan.graph.tasks[0].writes = ["pkg/lexer.py", "pkg/__init__.py"]
        let at = SourceLocation(line: 1)
        plan.graph.tasks[0].interfaces = [
            Interface(kind: .function, name: "tokenize", qualifier: "lexer", location: at),
            Interface(kind: .type, name: "QueryError", qualifier: "pkg", location: at),
            Interface(kind: .function, name: "get", qualifier: "Cache", location: at),
        ]
        #expect(plan.symbols.file(defining: "tokenize") == "pkg/lexer.py")
        #expect(plan.symbols.file(defining: "QueryError") == "pkg/__init__.py")
        #expect(plan.symbols.file(defining: "get") == nil)
    }
}
