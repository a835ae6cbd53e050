internal import AnnealContext
internal import AnnealDecisions
internal import AnnealEvents
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealSpecs
internal import Foundation

/// The work on one task with tools: the conversation, and the states of the workspace that were checked.
struct ToolLoopSession {
    let task: PlanTask
    let workspace: Workspace
    let environment: ExecutionEnvironment
    let limits: ToolLoopLimits
    let capabilities: ModelCapabilities
    let requirements: [Requirement]
    let requiredChecks: [Check]
    let project: Project
    let symbols: SymbolIndex
    let tools: WorkspaceTools
    let checks: ToolLoopChecks
    /// Tests that decide what the work is worth, and so are not the model's to change.
    let protected: Set<String>

    var tests: [GeneratedFile]
    var conversation: Conversation
    var workspaceChanges: WorkspaceChanges
    var states: [CheckedState] = []
    var usage = Usage()
    var notes: [String]
    var changedFiles: [String] = []
    var outcome: CheckedState?
    var step = 0
    private var corrections = 0
    private var reminders = 0
    private let deadline: ContinuousClock.Instant?

    init(
        task: PlanTask, workspace: Workspace, environment: ExecutionEnvironment, start: ContinuousClock.Instant
    ) async throws {
        self.task = task
        self.workspace = workspace
        self.environment = environment
        capabilities = try await environment.model.capabilities()
        limits = ToolLoopLimits(settings: environment.settings, capabilities: capabilities)
        let requirements = environment.specification.requirements.filter { task.requirements.contains($0.id) }
        self.requirements = requirements
        requiredChecks = TaskChecks.checks(of: task, in: requirements)
        var project = try await Project.scan(root: workspace.root, specification: environment.specification)
            .keepingRules(for: task.writes)
        notes = Self.dropInstructions(of: &project, watch: environment.watch, task: task)
        self.project = project
        symbols = SymbolIndex(project: project, specification: environment.specification)
        let tests = TaskChecks.testFiles(
            of: requirements, project: project, symbols: symbols, plan: environment.plan)
        self.tests = tests
        let commandLimits = SandboxLimits(time: .seconds(limits.commandSeconds))
        let guards = try await Verifier(
            sandbox: environment.sandbox, limits: commandLimits, results: environment.results
        )
        .baseline(of: workspace, specification: environment.specification)
        let runs = TestRuns(
            root: workspace.root, sandbox: environment.sandbox, limits: commandLimits, project: project)
        checks = ToolLoopChecks(
            judge: CandidateJudge(
                runs: runs, originals: [:], tests: tests, own: Set(requiredChecks.map(\.id)), guards: guards))
        tools = WorkspaceTools(
            root: workspace.root, sandbox: environment.sandbox, limits: commandLimits, gate: environment.gate,
            task: task.id.description, watch: environment.watch, outputBytes: limits.resultBytes)
        let generated = Set(tests.map(\.path))
        let guarding = guards.suites.filter { !$0.passing.isEmpty }.flatMap(\.paths)
        protected = generated.union(Set(guarding).subtracting(task.writes))
        workspaceChanges = WorkspaceChanges(project: project, ignoring: generated)
        let view = try await RepositoryView.make(
            of: task, requirements: requirements, project: project,
            limits: RepositoryView.Limits(contextLength: capabilities.contextLength.value), readsItself: true,
            environment: environment)
        notes += view.notes
        conversation = Conversation(
            opening: ToolLoopExecutor.opening(
                specification: environment.specification, task: task, requirements: requirements, project: project,
                tests: tests, view: view, experience: environment.experience))
        // The end needs time too: for the last check, and for the tests of the state that is kept.
        deadline = environment.timeLimit.map { limit in
            start + limit - min(limit / 4, .seconds(5) + guards.duration * 3)
        }
        for file in tests { try WorkspaceFiles.write(file.text, to: file.path, in: workspace.root) }
    }

    /// Works until the checks pass or a limit is reached; leaves the best state in the workspace.
    mutating func work() async throws {
        let decision = try await logDecision()
        do {
            try await loop()
        } catch let error as ModelError {
            notes.append("stopped: \(error.message)")
            try await finish()
            try await logOutcome(decision)
            throw error
        }
        try await finish()
        try await logOutcome(decision)
    }

    private mutating func loop() async throws {
        while true {
            try Task.checkCancellation()
            if let reason = limitReached() {
                notes.append("stopped: \(reason)")
                return
            }
            guard let response = try await ask() else {
                notes.append("an answer was cut: the time for this task is up")
                return
            }
            step += 1
            if try await take(response) { return }
        }
    }

    private func limitReached() -> String? {
        if step >= limits.steps { return "the limit of \(limits.steps) steps is reached" }
        let tokens = usage.prompt.value - usage.cached.value + usage.generated.value
        if tokens >= limits.tokens { return "the limit of \(limits.tokens) tokens is reached" }
        if let deadline, ContinuousClock.now >= deadline { return "the time for this task is up" }
        return nil
    }

    /// Works on an answer.
    ///
    /// - Returns: whether the loop ends.
    private mutating func take(_ response: ChatResponse) async throws -> Bool {
        let wasCut = response.finishReason == .length
        let written = response.toolCalls.isEmpty ? WrittenToolCalls.find(in: response.text) : []
        let calls = response.toolCalls.isEmpty ? written : Self.identified(response.toolCalls, step: step)
        guard !calls.isEmpty else {
            reminders += 1
            if reminders > limits.reminders {
                notes.append("stopped: the model called no tool \(reminders) times in a row")
                return true
            }
            conversation.append(
                Conversation.Turn(
                    text: response.text, exchanges: [], reply: ToolLoopExecutor.reminder,
                    replyFact: "an answer without a tool call"))
            return false
        }
        reminders = 0
        var exchanges: [Conversation.Exchange] = []
        var ends = false
        for (number, call) in calls.enumerated() {
            let answer: (result: ToolResult, ends: Bool)
            if ends {
                answer = (ToolResult(text: "Not run: the task is done.", fact: "\(call.name): not run"), false)
            } else if number >= limits.callsPerAnswer {
                let text = "Not run: at most \(limits.callsPerAnswer) calls in one answer. Call it again."
                answer = (ToolResult(text: text, fact: "\(call.name): not run"), false)
            } else {
                answer = try await perform(call, wasCut: wasCut)
            }
            ends = ends || answer.ends
            var result = answer.result
            result.text = marked(ToolResult.cut(result.text, to: limits.resultBytes), of: call)
            exchanges.append(Conversation.Exchange(call: call, result: result))
        }
        conversation.append(Self.turn(response.text, exchanges, areWritten: !written.isEmpty))
        return ends
    }

    private static func turn(
        _ text: String, _ exchanges: [Conversation.Exchange], areWritten: Bool
    ) -> Conversation.Turn {
        guard areWritten else { return Conversation.Turn(text: text, exchanges: exchanges) }
        let results = exchanges.map { "\($0.call.name):\n\($0.result.text)" }
        return Conversation.Turn(
            text: text, exchanges: [], written: exchanges,
            reply: ([ToolLoopExecutor.writtenCallNote] + results).joined(separator: "\n\n"),
            replyFact: exchanges.map(\.result.fact).joined(separator: "; "))
    }

    /// Calls with identifiers that differ, which some servers do not care for.
    private static func identified(_ calls: [ToolCall], step: Int) -> [ToolCall] {
        guard calls.contains(where: \.id.isEmpty) || Set(calls.map(\.id)).count < calls.count else { return calls }
        return calls.enumerated().map { number, call in
            ToolCall(id: "call_\(step)_\(number)", name: call.name, arguments: call.arguments)
        }
    }

    private mutating func perform(_ call: ToolCall, wasCut: Bool) async throws -> (result: ToolResult, ends: Bool) {
        let request: ToolRequest
        do throws(ToolCallFault) {
            request = try ToolRequest(call, wasCut: wasCut)
        } catch {
            let fact = "\(call.name.prefix(60)): malformed call"
            return (ToolResult(text: error.text, fact: fact, succeeded: false), false)
        }
        switch request.tool {
        case .readFile: return (tools.read(request), false)
        case .listFiles: return (try await tools.list(request), false)
        case .search: return (try await tools.search(request), false)
        case .edit, .writeFile: return (try await change(request), false)
        case .runCommand: return (try await runCommand(request), false)
        case .runChecks:
            let state = try await checkedNow()
            return (state.answer(to: request), false)
        case .done: return try await done(request)
        }
    }

    private mutating func done(_ request: ToolRequest) async throws -> (result: ToolResult, ends: Bool) {
        let state = try await checkedNow()
        let result = state.answer(to: request)
        if state.result.isComplete { return (result, true) }
        corrections += 1
        if corrections > limits.corrections {
            notes.append("stopped: the model said \(corrections) times that it is done, and checks fail")
            return (result, true)
        }
        return (result, false)
    }

    /// Asks the model; `nil` when the time was up before it had answered.
    private mutating func ask() async throws -> ChatResponse? {
        var request = try await fittingRequest(context: capabilities.contextLength.value)
        do {
            return try await answer(to: request)
        } catch let error as ModelError where error.code == .contextOverflow {
            // The server counts otherwise than the estimate: once more with much less.
            request = try await fittingRequest(context: capabilities.contextLength.value * 2 / 3)
            return try await answer(to: request)
        }
    }

    private mutating func answer(to request: ChatRequest) async throws -> ChatResponse? {
        let correlation = "\(task.id)/\(step)"
        var data: [String: JSONValue] = ["arm": "tool-loop", "answers": 1]
        if let path = task.writes.first { data["path"] = .string(path) }
        environment.events.send("item.call.started", task: task.id, correlation: correlation, data)
        let model = environment.model
        let response = try await Deadline.run(until: deadline) { try await model.respond(to: request) }
        let used = response?.usage ?? Usage()
        usage += used
        environment.events.send(
            "item.call.completed", task: task.id, correlation: correlation,
            [
                "promptTokens": .int(used.prompt.value), "cachedTokens": .int(used.cached.value),
                "generatedTokens": .int(used.generated.value), "seconds": .double(used.duration.seconds),
                "costUSD": .double(used.cost.dollars),
                "finish": .string(response?.finishReason.rawValue ?? "deadline"),
            ])
        return response
    }

    /// The next request, with a conversation that was made shorter when the context would not hold it.
    private mutating func fittingRequest(context: Int) async throws -> ChatRequest {
        let frame = ChatRequest(
            messages: [], tools: LoopTool.allCases.map(\.definition), maximumTokens: TokenCount(limits.answerTokens),
            seed: environment.seed &+ UInt64(step))
        func request(_ messages: [ChatMessage]) -> ChatRequest {
            var request = frame
            request.messages = messages
            return request
        }
        let full = request(conversation.messages)
        let room = context - limits.answerTokens
        let estimate = full.estimatedPromptTokens.value
        guard estimate > room else { return full }
        // The estimate is an upper one; the model's own count tells how much it is above.
        let text = full.messages.map(\.text).joined(separator: "\n")
        let counted = try await environment.model.countTokens(text).value
        let share = min(1, Double(counted) / Double(max(1, TokenEstimate.upper(of: text).value)))
        guard Double(estimate) * share > Double(room) else { return full }
        // Well below the limit, so that the prefix stays the same for a while.
        _ = conversation.shorten { messages in
            Double(request(messages).estimatedPromptTokens.value) * share <= Double(room) * 0.7
        }
        environment.events.send(
            "item.note", task: task.id, ["text": .string("shortened the conversation to fit into the context")])
        return request(conversation.messages)
    }
}
