import AnnealEvents
import AnnealFoundation
import AnnealModels
import Foundation

/// What is known of a run from its events so far.
struct ProgressState: Sendable {
    /// A task as the display shows it.
    struct TaskLine: Sendable {
        /// How far it is: `waiting`, `running`, `committed` or `abandoned`.
        var phase = "waiting"
        var id = ""
        var title = ""
        var requirements: [String] = []
        var dependsOn: [String] = []
        /// What is being done right now.
        var activity = ""
        var commit: String?
        var began: Date?
        var ended: Date?
        /// Calls of the model that have not been answered yet.
        var calls = 0
        var candidates = 0
        var bestPassed = 0
        var bestTotal = 0
    }

    var title = ""
    var model = ""
    var sandbox = ""
    var began: Date?
    var stage = "reading the specification"
    var tasks: [TaskLine] = []
    var usage = Usage()
    var criteria = 0
    /// Verdicts by criterion: what the tests of finished tasks say, then what the verifier says.
    var verdicts: [String: String] = [:]
    var warnings: [String] = []

    private var openCalls: Set<String> = []
    private var busySince: Date?
    private var busySeconds = 0.0
    private var measuredTokens = 0

    /// Criteria verified so far.
    var verified: Int { verdicts.values.count { $0 == "verified" } }

    /// Tokens generated in a second while the model was at work; `nil` before the first answer.
    var tokensPerSecond: Double? {
        guard measuredTokens > 0, busySeconds > 0 else { return nil }
        return Double(measuredTokens) / busySeconds
    }

    /// Takes an event.
    mutating func apply(_ event: RunEvent) {
        if began == nil { began = event.time }
        switch event.type {
        case "run.started": start(event)
        case "run.planned": plan(event)
        case "task.started", "task.completed": task(event)
        case "item.call.started", "item.call.completed": call(event)
        case "item.check", "item.command", "item.edit", "item.note": activity(event)
        case "criterion.verified":
            stage = "verifying"
            if let id = event.text("criterion") { verdicts[id] = event.text("verdict") ?? "verified" }
        case "usage": add(event)
        case "budget.warning", "error":
            if let text = event.text("text") ?? event.text("message") { warnings.append(text) }
        case "guard.injection", "guard.verdict":
            if let text = Self.guardWarning(event) { warnings.append(text) }
        default: break
        }
    }

    /// What the guard did, where a person should see it: refusals, and text that instructs models.
    static func guardWarning(_ event: RunEvent) -> String? {
        let task = event.task.map { "\($0): " } ?? ""
        if event.type == "guard.injection" {
            let place = "\(event.text("origin") ?? ""), line \(event.data["line"]?.intValue ?? 1)"
            return "\(task)\(place): \(event.text("reason") ?? "")"
        }
        guard event.type == "guard.verdict", let verdict = event.text("verdict"), verdict != "allow" else { return nil }
        let text = (event.text("text") ?? "").prefix { !$0.isNewline }.prefix(80)
        return "\(task)refused: \(text) (\(event.text("reason") ?? ""), \(event.text("rule") ?? ""))"
    }

    private mutating func start(_ event: RunEvent) {
        title = event.text("title") ?? title
        model = event.text("model") ?? model
        sandbox = event.text("sandbox") ?? sandbox
        criteria = event.data["criteria"]?.intValue ?? criteria
        stage = "planning"
    }

    private mutating func plan(_ event: RunEvent) {
        stage = "working"
        tasks = (event.data["tasks"]?.arrayValue ?? []).map { value in
            func list(_ key: String) -> [String] { value[key]?.arrayValue?.compactMap(\.stringValue) ?? [] }
            return TaskLine(
                phase: value["phase"]?.stringValue ?? "waiting", id: value["id"]?.stringValue ?? "",
                title: value["title"]?.stringValue ?? "", requirements: list("requirements"),
                dependsOn: list("dependsOn"))
        }
    }

    private mutating func task(_ event: RunEvent) {
        let isStart = event.type == "task.started"
        update(event) { line in
            line.title = event.text("title") ?? line.title
            line.phase = isStart ? "running" : event.text("phase") ?? "committed"
            line.commit = event.text("commit") ?? line.commit
            line.activity = ""
            line.calls = 0
            if isStart {
                line.began = event.time
                line.ended = nil
            } else {
                line.ended = event.time
            }
        }
        if !tasks.isEmpty && tasks.allSatisfy({ $0.phase == "committed" || $0.phase == "abandoned" }) {
            stage = "verifying"
        } else {
            stage = "working"
        }
    }

    private mutating func call(_ event: RunEvent) {
        let isStart = event.type == "item.call.started"
        let correlation = event.correlation ?? "\(event.task?.rawValue ?? "")/?"
        if isStart {
            openCalls.insert(correlation)
            if busySince == nil { busySince = event.time }
        } else {
            openCalls.remove(correlation)
            measuredTokens += event.data["generatedTokens"]?.intValue ?? 0
            if let since = busySince {
                busySeconds += max(0, event.time.timeIntervalSince(since))
                busySince = openCalls.isEmpty ? nil : event.time
            }
        }
        update(event) { line in
            line.calls = max(0, line.calls + (isStart ? 1 : -1))
            if isStart { line.activity = event.text("path").map { "writing \($0)" } ?? "asking the model" }
            if line.calls == 0 { line.activity = "checking the answer" }
        }
    }

    private mutating func activity(_ event: RunEvent) {
        update(event) { line in
            if event.type == "item.check" {
                let passed = event.data["passed"]?.intValue ?? 0
                line.candidates += 1
                line.bestTotal = max(line.bestTotal, passed + (event.data["failed"]?.intValue ?? 0))
                line.bestPassed = max(line.bestPassed, passed)
            } else if let text = event.text("text") ?? event.text("command") ?? event.text("path") {
                line.activity = text
            }
        }
        if event.task == nil, let text = event.text("text") { stage = text }
    }

    private mutating func add(_ event: RunEvent) {
        let tokens = event.data["tokens"]
        usage += Usage(
            prompt: TokenCount(tokens?["prompt"]?.intValue ?? 0), cached: TokenCount(tokens?["cached"]?.intValue ?? 0),
            generated: TokenCount(tokens?["generated"]?.intValue ?? 0),
            cost: USD(event.data["costUSD"]?.doubleValue ?? 0), requests: event.data["requests"]?.intValue ?? 0,
            duration: .seconds(event.data["seconds"]?.doubleValue ?? 0))
    }

    private mutating func update(_ event: RunEvent, _ change: (inout TaskLine) -> Void) {
        guard let id = event.task?.rawValue else { return }
        if let index = tasks.firstIndex(where: { $0.id == id }) {
            change(&tasks[index])
        } else {
            var line = TaskLine(id: id)
            change(&line)
            tasks.append(line)
        }
    }
}

extension RunEvent {
    /// A text that the event tells, without control characters, which a terminal would obey.
    func text(_ key: String) -> String? {
        data[key]?.stringValue.map { text in
            String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
        }
    }
}
