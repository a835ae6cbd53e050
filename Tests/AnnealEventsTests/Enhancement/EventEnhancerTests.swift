import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite(.tags(.unit)) struct EventEnhancerTests {
    /// A run with one task whose check fails or passes first, and that is abandoned or not.
    static func run(_ number: Int, failedChecks: Int, abandoned: Bool, seconds: Double = 10) -> [CloudEvent] {
        let start = 1_700_000_000 + Double(number) * 1000
        func event(
            _ type: String, _ offset: Double, task: TaskID? = nil, _ data: [String: JSONValue] = [:]
        ) -> CloudEvent {
            CloudEvent(
                RunEvent(
                    type: type, time: Date(timeIntervalSince1970: start + offset), run: RunID("r\(number)"), task: task,
                    data: data), id: "\(number)-\(type)-\(offset)")
        }
        return [
            event("run.started", 0),
            event(
                "run.planned", 1,
                [
                    "tasks": [
                        ["id": "T001", "title": "First", "writes": ["a.py"], "dependsOn": []],
                        ["id": "T002", "title": "Second", "writes": ["b.py"], "dependsOn": ["T001"]],
                        ["id": "T003", "title": "Third", "writes": ["c.py"], "dependsOn": ["T002"]],
                        ["id": "T004", "title": "Other", "writes": ["d.py"], "dependsOn": []],
                    ]
                ]),
            event("decision.made", 2, ["point": "planning.strategy", "choice": "sequential"]),
            event("task.started", 3, task: "T001", ["attempt": 1, "executor": "workflow"]),
            event("item.check", 4, task: "T001", ["failed": .int(failedChecks), "passed": 3]),
            event(
                "task.completed", 4 + seconds, task: "T001",
                ["phase": abandoned ? "abandoned" : "committed", "files": ["a.py", "extra.py"]]),
            event("run.completed", 5 + seconds, ["exitCode": abandoned ? 2 : 0]),
        ]
    }

    /// Twenty runs: of ten with failing checks eight were abandoned, of ten others one.
    static func enhancer() -> EventEnhancer {
        let enhancer = EventEnhancer()
        for number in 0..<10 {
            for event in run(number, failedChecks: 3, abandoned: number < 8, seconds: 20) { enhancer.absorb(event) }
            for event in run(100 + number, failedChecks: 0, abandoned: number == 0) { enhancer.absorb(event) }
        }
        return enhancer
    }

    @Test(
        arguments: [
            (["failed": 1], true), (["failed": 0, "findings": 2], true), (["failed": 0, "regressions": 1], true),
            (["failed": 0, "findings": 0], false), (["passed": 3], nil),
        ] as [(JSONValue, Bool?)])
    func `a check has a fault where a test failed, something was found or what passed before fails`(
        data: JSONValue, expected: Bool?
    ) {
        #expect(CloudEvent(type: "item.check", source: "/t", time: Date(), data: data).hasFault == expected)
        #expect(CloudEvent(type: "item.note", source: "/t", time: Date(), data: data).hasFault == nil)
    }

    @Test func `the risk is that of similar events, with its bounds`() throws {
        let enhancer = Self.enhancer()
        let events = Self.run(500, failedChecks: 5, abandoned: false)
        for event in events[..<4] { enhancer.absorb(event) }
        let impact = try #require(enhancer.enhance(events[4]).impact)
        #expect(impact.cases == 10)
        #expect(impact.failureRisk == 0.8)
        #expect(abs(impact.failureRiskLow - 0.4902) < 0.0005)
        #expect(abs(impact.failureRiskHigh - 0.9433) < 0.0005)
        #expect(impact.signature == "item.check debug failed=many")
        #expect(impact.remaining?.median == 20)
        #expect(impact.next.map(\.type) == ["task.completed"])
        #expect(impact.next.map(\.share) == [1])
    }

    @Test func `events of another kind have another risk`() throws {
        let enhancer = Self.enhancer()
        let events = Self.run(500, failedChecks: 0, abandoned: false)
        for event in events[..<4] { enhancer.absorb(event) }
        let impact = try #require(enhancer.enhance(events[4]).impact)
        #expect(impact.failureRisk == 0.1)
        #expect(impact.remaining?.median == 10)
    }

    @Test func `a kind with few cases falls back on a wider one`() throws {
        let enhancer = Self.enhancer()
        let events = Self.run(500, failedChecks: 1, abandoned: false)
        for event in events[..<4] { enhancer.absorb(event) }
        let impact = try #require(enhancer.enhance(events[4]).impact)
        #expect(impact.signature == "item.check debug")
        #expect(impact.cases == 20)
        #expect(impact.failureRisk == 0.45)
    }

    @Test func `similar events are told with what became of them`() throws {
        let enhancer = Self.enhancer()
        let events = Self.run(500, failedChecks: 3, abandoned: false)
        for event in events[..<4] { enhancer.absorb(event) }
        let similar = enhancer.enhance(events[4]).similar
        #expect(similar.map(\.run) == ["r5", "r6", "r7", "r8", "r9"])
        #expect(similar.map(\.failed) == [true, true, true, false, false])
        #expect(similar.allSatisfy { $0.seconds == 20 && $0.task == "T001" })
    }

    @Test func `the context is that of the moment`() throws {
        let enhancer = EventEnhancer()
        let events = Self.run(1, failedChecks: 3, abandoned: true)
        for event in events[..<4] { enhancer.absorb(event) }
        let context = enhancer.enhance(events[4]).context
        #expect(context.elapsedSeconds == 4)
        #expect(context.task?.title == "First")
        #expect(context.task?.attempt == 1)
        #expect(context.task?.files == ["a.py"])
        #expect(context.openTasks == 4)
        #expect(context.decisions == ["planning.strategy \"sequential\""])
        enhancer.absorb(events[5])
        let last = enhancer.enhance(events[6]).context
        #expect(last.endedTasks == 1)
        #expect(last.warnings == 1)
    }

    @Test func `the tasks touched are those that wait for it`() throws {
        let enhancer = Self.enhancer()
        let events = Self.run(500, failedChecks: 3, abandoned: true)
        for event in events[..<4] { enhancer.absorb(event) }
        #expect(enhancer.enhance(events[4]).impact?.tasks == ["T001", "T002", "T003"])
    }

    @Test func `nothing is predicted from nothing`() {
        let enhancer = EventEnhancer()
        for event in Self.run(1, failedChecks: 0, abandoned: false).dropLast() {
            #expect(enhancer.enhance(event).impact == nil)
        }
    }

    @Test func `many events of one task are one case`() throws {
        var history = EventHistory()
        var events = Self.run(1, failedChecks: 3, abandoned: true)
        for number in 0..<50 {
            var again = events[4]
            again.id = "again-\(number)"
            events.insert(again, at: 5)
        }
        for event in events { history.absorb(event) }
        let impact = try #require(EventEnhancer(history: history).enhance(events[4]).impact)
        #expect(impact.cases == 1)
    }

    @Test func `the history can be kept in a log`() async throws {
        try await withTemporaryFolder { folder in
            let log = try SQLiteEventLog(path: folder.appending(path: "events.sqlite").path)
            var expected = EventHistory()
            for number in 0..<3 {
                let events = Self.run(number, failedChecks: number, abandoned: number == 1)
                _ = try await log.append(events)
                for event in events { expected.absorb(event) }
            }
            let fold = EventFold(name: "history", log: log, initial: EventHistory()) { $0.absorb($1.event) }
            while try await fold.advance(limit: 4) > 0 {}
            #expect(try await fold.current().state == expected)
        }
    }
}

@Suite(.tags(.unit)) struct ObservedShareTests {
    @Test(arguments: [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (80, 100, 0.7112, 0.8666)])
    func `the interval is Wilson's`(_ hits: Int, _ cases: Int, _ low: Double, _ high: Double) {
        let interval = ObservedShare(hits: hits, of: cases).interval
        #expect(abs(interval.lowerBound - low) < 0.0001)
        #expect(abs(interval.upperBound - high) < 0.0001)
    }

    @Test func `without cases everything is possible`() {
        let none = ObservedShare(hits: 0, of: 0)
        #expect(none.interval == 0...1)
        #expect(none.confidence == 0)
    }
}
