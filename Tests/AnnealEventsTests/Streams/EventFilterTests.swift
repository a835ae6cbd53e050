import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite(.tags(.unit)) struct EventFilterTests {
    static let event: CloudEvent = {
        var event = CloudEvent(
            type: "task.completed", source: "/anneal/runs/r1", time: Date(timeIntervalSince1970: 1_700_000_000),
            id: "e1",
            run: "r1", task: "T001", severity: .warning,
            data: [
                "seconds": 4.5, "files": ["a.swift", "b.swift"], "tokens": ["prompt": 7], "title": "Parse it",
                "ok": false,
            ])
        event.sequence = 12
        event.extensions = ["host": "north"]
        return event
    }()

    @Test(arguments: [
        "", "type = task.*", "type = \"task.completed\"", "type != run.*", "severity >= warning", "severity = warning",
        "severity < error", "data.seconds > 3", "data.seconds <= 4.5", "data.tokens.prompt = 7", "data.files.1 = b.*",
        "data.title ~ parse", "data.ok = false", "data.missing != 3", "not data.missing exists", "data.files exists",
        "task in (T001, T002)", "sequence >= 12", "host = north", "time >= 2023-11-14T22:13:20Z",
        "time < \"2024-01-01T00:00:00Z\"", "run = r1 and (task = T9 or module = task)",
        "type = run.* or severity >= warning and data.seconds > 3", "NOT type = run.*", "module = task",
    ])
    func `it chooses the event`(_ expression: String) throws {
        #expect(try EventFilter(expression).matches(Self.event))
    }

    @Test(arguments: [
        "type = task", "type = *.started", "severity > warning", "data.seconds > 4.5", "data.seconds = \"4.5\"",
        "data.missing = 3", "data.missing < 3", "data.title > 3", "task in (T002)", "correlation exists",
        "(type = run.* or severity >= warning) and data.seconds > 30", "not (run = r1)", "time > 2024-01-01T00:00:00Z",
    ])
    func `it leaves the event out`(_ expression: String) throws {
        #expect(try !EventFilter(expression).matches(Self.event))
    }

    @Test(arguments: [
        ("type = ", 8, "the end stands where a value should"),
        ("type task", 6, "'task' stands where a comparison (=, !=, <, <=, >, >=, ~, in, exists) should"),
        ("type = a severity = info", 10, "'severity' stands where 'and', 'or' or the end should"),
        ("(type = a", 10, "the end stands where ')' should"), ("type = \"a", 8, "the text has no closing quote"),
        ("type = a & b", 10, "'&' means nothing in a filter"),
        ("severity >= high", 13, "'high' is no severity: debug, info, warning or error"),
        ("time > yesterday", 8, "'yesterday' is no time such as 2026-11-24T09:30:00Z"),
        ("a.b = 3", 1, "'a.b' is no name of an attribute"),
        ("task in T1", 9, "'T1' stands where '(' and a list of values should"),
        ("= 3", 1, "'=' stands where the name of an attribute should"),
    ])
    func `what is no expression is told with its column`(_ expression: String, _ column: Int, _ message: String) {
        let error = #expect(throws: FilterError.self) { try EventFilter(expression) }
        #expect(error?.column == column)
        #expect(error?.message == message)
    }

    @Test func `the place of an error is marked`() {
        let error = #expect(throws: FilterError.self) { try EventFilter("type = task.* and severity >= bad") }
        #expect(error?.place == "column 31: type = task.* and severity >= ▸bad")
        #expect(error?.exitCode == .usage)
    }

    @Test func `deep nesting is refused`() {
        #expect(throws: FilterError.self) { try EventFilter(String(repeating: "(", count: 10_000) + "type = a") }
        #expect(throws: FilterError.self) { try EventFilter(String(repeating: "not ", count: 10_000) + "type = a") }
    }

    @Test func `flags make the filter that their text says`() throws {
        let filter = EventFilter(type: "task.*", run: "r1", task: "T001", module: "task", severity: .info)
        #expect(filter.matches(Self.event))
        #expect(try EventFilter(filter.text).matches(Self.event))
        #expect(!EventFilter(run: "r2").matches(Self.event))
        #expect(try !filter.and(EventFilter("data.seconds > 9")).matches(Self.event))
    }

    @Test func `mutated expressions never trap`() {
        let seed = Array(
            "type = task.* and (severity >= warning or not data.a.b in (1, \"x\\\"y\")) or time < 2024-01-01T00:00:00Z")
        var random = SplitMix64(seed: 3)
        for _ in 0..<3000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text.remove(at: index)
                case 1: text.insert("()\"\\,=<>!~* aé".randomElement(using: &random) ?? "a", at: index)
                default: text.swapAt(index, Int.random(in: 0..<text.count, using: &random))
                }
            }
            if let filter = try? EventFilter(String(text)) { _ = filter.matches(Self.event) }
        }
    }
}
