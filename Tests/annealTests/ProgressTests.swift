import AnnealEvents
import AnnealFoundation
import Foundation
import Synchronization
import Testing

@testable import anneal

@Suite("Progress") struct ProgressTests {
    static let epoch = Date(timeIntervalSince1970: 1_790_000_000)

    static func event(
        _ type: String, _ seconds: Double, task: TaskID? = nil, correlation: String? = nil,
        _ data: [String: JSONValue] = [:]
    ) -> RunEvent {
        RunEvent(
            type: type, time: epoch.addingTimeInterval(seconds), run: "run", task: task, correlation: correlation,
            data: data)
    }

    static let events = [
        event("run.started", 0, ["title": "Timesheet", "criteria": 4, "model": "small", "sandbox": "bubblewrap"]),
        event(
            "run.planned", 1,
            [
                "tasks": [
                    ["id": "T001", "title": "Read a duration", "phase": "waiting", "requirements": ["R1"]],
                    ["id": "T002", "title": "Write it", "phase": "waiting", "dependsOn": ["T001"]],
                ]
            ]),
        event("task.started", 2, task: "T001", ["title": "Read a duration"]),
        event("item.call.started", 2, task: "T001", correlation: "a", ["path": "timesheet.py"]),
        event(
            "item.call.completed", 6, task: "T001", correlation: "a", ["generatedTokens": 120]),
        event(
            "usage", 6, task: "T001",
            ["tokens": ["prompt": 1000, "cached": 400, "generated": 120], "requests": 1, "seconds": 4.0]),
        event("item.check", 7, task: "T001", ["candidate": 1, "passed": 3, "failed": 1]),
    ]

    static func state(_ events: [RunEvent]) -> ProgressState {
        var state = ProgressState()
        for event in events { state.apply(event) }
        return state
    }

    static func tree(width: Int = 100, rows: Int = 30, color: Bool = false) -> ProgressTree {
        ProgressTree(terminal: Terminal(isInteractive: true, usesColor: color, width: width), rows: rows)
    }

    @Test("the tree shows what runs, what waits for what, and the figures so far") func tree() {
        let lines = Self.tree().lines(Self.state(Self.events), now: Self.epoch.addingTimeInterval(12))
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("Timesheet · small · bubblewrap") && lines[0].hasSuffix("12 s"))
        #expect(lines[1].contains("T001 Read a duration") && lines[1].contains("best passes 3 of 4 tests"))
        #expect(lines[2].contains("T002 Write it  after T001"))
        #expect(lines[3].contains("0 of 4") && lines[3].contains("1,120 tokens, 400 cached"))
        #expect(lines[3].contains("30 tokens/s"))
    }

    @Test("calls that run at the same time count the time once") func rate() {
        let events = [
            Self.event("item.call.started", 0, task: "T1", correlation: "a"),
            Self.event("item.call.started", 0, task: "T1", correlation: "b"),
            Self.event("item.call.completed", 4, task: "T1", correlation: "a", ["generatedTokens": 40]),
            Self.event("item.call.completed", 4, task: "T1", correlation: "b", ["generatedTokens": 40]),
        ]
        #expect(Self.state(events).tokensPerSecond == 20)
    }

    @Test("criteria count once, however often they are told") func criteria() {
        let told = Self.event("criterion.verified", 9, ["criterion": "R1.1", "verdict": "verified"])
        let failed = Self.event("criterion.verified", 9, ["criterion": "R1.2", "verdict": "failed"])
        #expect(Self.state(Self.events + [told, told, failed]).verified == 1)
    }

    @Test("no line is wider than the screen", arguments: [20, 40, 80]) func width(columns: Int) {
        let lines = Self.tree(width: columns, color: true).lines(
            Self.state(Self.events), now: Self.epoch.addingTimeInterval(12))
        for line in lines { #expect(DisplayWidth.of(Terminal.unstyled(line)) < columns) }
    }

    @Test("more tasks than rows are shown around the one that runs") func window() {
        var state = ProgressState()
        state.apply(Self.events[0])
        state.tasks = (0..<100).map { index in
            var line = ProgressState.TaskLine(id: "T\(index)")
            line.phase = index < 50 ? "committed" : index == 50 ? "running" : "waiting"
            return line
        }
        let lines = Self.tree(rows: 20).lines(state, now: Self.epoch)
        #expect(lines.count < 20)
        #expect(lines.contains { $0.contains("T50 ") })
        #expect(lines.contains { $0.contains("before") } && lines.contains { $0.contains("after") })
    }

    @Test("what a model wrote cannot steer the terminal") func controls() {
        var state = ProgressState()
        state.apply(Self.event("run.started", 0, ["title": "a\u{1B}[2Jb"]))
        #expect(Self.tree().lines(state, now: Self.epoch).allSatisfy { !$0.contains("\u{1B}") })
    }

    @Test("plain lines have no escape sequences") func plain() {
        let written = Mutex<[String]>([])
        let display = LineProgress(
            terminal: Terminal(isInteractive: false, usesColor: false, width: 80),
            write: { line in written.withLock { $0.append(line) } })
        for event in Self.events { display.handle(event) }
        let lines = written.withLock { $0 }
        #expect(lines.first == "[0.0 s] Timesheet: 4 criteria, model small, sandbox bubblewrap")
        #expect(lines.last == "[7.0 s] T001: candidate 1 passes 3 of 4 tests")
        #expect(lines.allSatisfy { !$0.contains("\u{1B}") })
    }

    @Test("JSON lines hold one event each and read back") func json() throws {
        let written = Mutex<[String]>([])
        let display = JSONProgress(write: { line in written.withLock { $0.append(line) } })
        for event in Self.events { display.handle(event) }
        let lines = try written.withLock { $0 }.map { try JSONValue(parsing: $0) }
        #expect(lines.map { $0["type"]?.stringValue } == Self.events.map(\.type))
        #expect(lines.first?["title"]?.stringValue == "Timesheet")
        #expect(lines.first?["time"]?.stringValue == "2026-09-21T14:13:20Z")
        #expect(lines.last?["task"]?.stringValue == "T001")
        #expect(lines.last?["passed"]?.intValue == 3)
    }

    @Test("a redraw goes up as many rows as the last one took, more when the screen became narrower") func redraw() {
        let written = Mutex<[String]>([])
        let width = Mutex(100)
        let display = TreeProgress(
            screen: { (Terminal(isInteractive: true, usesColor: false, width: width.withLock { $0 }), 30) },
            write: { text in written.withLock { $0.append(text) } }, now: { Self.epoch })
        for event in Self.events { display.handle(event) }
        display.tick()
        display.tick()
        width.withLock { $0 = 50 }
        display.tick()
        let texts = written.withLock { $0 }
        #expect(texts.count == 3)
        #expect(!texts[0].contains("A\r"))
        #expect(texts[1].contains("\u{1B}[4A\r"))
        #expect(texts[2].contains("\u{1B}[7A\r"))
    }
}
