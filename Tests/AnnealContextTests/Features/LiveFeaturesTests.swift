import AnnealContext
import AnnealEvents
import AnnealFoundation
import Foundation
import Testing

@Suite("Features from events")
struct LiveFeaturesTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let run = RunID("20261124-093015-k3f9")

    private func event(
        _ type: String, after seconds: Double, task: String? = "T001", run: RunID? = nil, _ data: JSONValue = [:]
    ) -> CloudEvent {
        CloudEvent(
            type: type, source: "/t", time: start + seconds, run: run ?? self.run,
            task: task.map { TaskID($0) },
            data: data)
    }

    private var story: [CloudEvent] {
        [
            event("run.started", after: 0, task: nil, ["repository": "/repo"]), event("task.started", after: 1),
            event("item.edit", after: 2, ["path": "a.py"]),
            event(
                "item.call.completed", after: 3,
                ["promptTokens": 100, "cachedTokens": 60, "generatedTokens": 9, "seconds": 2.5]),
            event("item.check", after: 4, ["failed": 2]), event("item.edit", after: 5, ["path": "a.py"]),
            event("item.check", after: 6, ["failed": 0]), event("item.command", after: 7),
            event("task.completed", after: 11, ["phase": "committed", "files": ["a.py", "b.py"]]),
        ]
    }

    @Test("edits, checks, tokens and durations are counted by file, task and project")
    func counted() {
        var features = LiveFeatures()
        for event in story { features.absorb(event) }
        let file = features.files["a.py"]
        #expect(file?.edits == 2 && file?.failures == 1 && file?.passes == 1)
        // The workflow tells its files at the end only.
        #expect(features.files["b.py"]?.edits == 1)
        let task = features.tasks["\(run)/T001"]
        #expect(task?.seconds == 10 && task?.checks == 2 && task?.failedChecks == 1 && task?.commands == 1)
        #expect(task?.promptTokens == 100 && task?.cachedTokens == 60 && task?.modelSeconds == 2.5)
        #expect(features.project.runs == 1 && features.project.tasks == 1 && features.project.failedTasks == 0)
    }

    @Test("a check that names files counts for them before any edit was told, and for each once")
    func namedFiles() {
        var features = LiveFeatures()
        features.absorb(event("task.started", after: 1))
        features.absorb(event("item.check", after: 2, ["failed": 1, "files": ["a.py"]]))
        #expect(features.files["a.py"]?.failures == 1 && features.files["a.py"]?.edits == 0)
        features.absorb(event("item.edit", after: 3, ["path": "a.py"]))
        features.absorb(event("item.check", after: 4, ["failed": 1, "files": ["a.py", "b.py"]]))
        features.absorb(event("item.check", after: 5, ["failed": 0, "files": ["b.py"]]))
        let file = features.files["a.py"]
        #expect(file?.failures == 2 && file?.passes == 1 && file?.edits == 1)
        #expect(features.files["b.py"]?.failures == 1 && features.files["b.py"]?.passes == 1)
        #expect(features.json(at: start + 5)["files"]?["b.py"]?["failureRate"]?.doubleValue == 0.5)
    }

    @Test("each feature has its age, and what is old counts less")
    func ages() {
        var features = LiveFeatures()
        for event in story { features.absorb(event) }
        let now = start + 5 + 86_400
        let file = features.json(at: now)["files"]?["a.py"]
        #expect(file?["editAge"]?.doubleValue == 86_400)
        let late = file?["editsOfLate"]?.doubleValue ?? 0
        #expect(abs(late - 1) < 0.001)
        #expect(file?["failureRate"]?.doubleValue == 0.5)
        #expect(features.json(at: now, path: "none")["files"]?.objectValue?.isEmpty == true)
    }

    @Test("runs on other repositories are left out")
    func repositories() {
        var features = LiveFeatures(repository: "/other")
        for event in story { features.absorb(event) }
        #expect(features.files.isEmpty && features.events == 0)
        features = LiveFeatures(repository: "/repo")
        for event in story { features.absorb(event) }
        #expect(features.files.count == 2)
    }

    @Test("a count forgets by its half-life, also when events come out of order")
    func decay() {
        var count = DecayingCount(halfLife: 100)
        count.add(at: start + 100)
        count.add(at: start)
        #expect(count.value(at: start + 100) == 1.5)
        #expect(abs(count.value(at: start + 200) - 0.75) < 1e-12)
        #expect(DecayingCount(halfLife: 1).value(at: start) == 0)
    }

    @Test("a board takes each event once and goes on where it was")
    func board() async throws {
        let log = InMemoryEventLog()
        let board = FeatureBoard()
        _ = try await log.append(Array(story.prefix(4)))
        #expect(try await board.refresh(from: log) == 4)
        #expect(try await board.refresh(from: log) == 0)
        _ = try await log.append(Array(story.dropFirst(4)))
        #expect(try await board.refresh(from: log) == 5)
        #expect(board.features.files["a.py"]?.edits == 2)
    }
}
