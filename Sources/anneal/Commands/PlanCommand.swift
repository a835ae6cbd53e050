import AnnealContext
import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSpecs
import ArgumentParser
import Foundation

/// `anneal plan`: the tasks of a specification, with reasons.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show the tasks of a specification and why they are as they are.",
        discussion: """
            The plan is made by rules, without a model. A file written with --json --output may be edited, and \
            `anneal run --plan FILE` obeys it. With --prompt TASK the first request of a task is shown as a small model \
            would get it, without asking one.
            """)

    @Argument(help: "The specification.") var spec: String
    @Option(help: "The repository that the code is for.") var repo = "."
    @Flag(help: "Print the plan as JSON.") var json = false
    @Flag(help: "Print a Mermaid flow chart.") var mermaid = false
    @Option(help: "Write to a file instead of standard output.") var output: String?
    @Option(help: "People who work at the same time; below 3 one task follows the other.") var teamSize: Int?
    @Option(help: "Days until it has to be done; below 30 as much as possible runs in parallel.") var deadlineDays: Int?
    @Option(help: "low, medium or high; judged from the document when not given.") var complexity: String?
    @Option(help: "fine or coarse tasks; fine suits small models.") var granularity: String?
    @Option(help: "Show the first request of this task instead, such as T003.") var prompt: String?
    @OptionGroup var options: SettingsOptions

    func validate() throws {
        guard !json || !mermaid else { throw ValidationError("--json and --mermaid exclude each other") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let written = try SpecDocument.read(path: spec)
            let root = URL(fileURLWithPath: repo, isDirectory: true).standardizedFileURL.path
            let project = try await Project.scan(root: root, specification: written)
            let document = written.addingExamples(likeCallsOf: project)
            let settings = try options.settings(repository: root, more: flags)
            var wishes = try PlanningOptions(settings: settings, frontMatter: document.frontMatter)
            wishes.askModel = .no
            let planner = TaskPlanner(model: nil, decisions: InMemoryDecisionLog())
            let plan = try await planner.plan(document, project: project, options: wishes, run: nil)
            if let prompt {
                try write(try await request(of: prompt, plan: plan, document: document, root: root, settings: settings))
            } else {
                try write(text(of: plan))
            }
            return .verified
        }
    }

    /// A task's first request: the messages one after the other, or as JSON.
    private func request(
        of name: String, plan: Plan, document: SpecDocument, root: String, settings: Settings
    ) async throws -> String {
        guard let task = plan.graph.tasks.first(where: { $0.id.rawValue == name }) else {
            throw PlanError(
                code: .unknownTask, message: "the plan has no task '\(name)'", place: "--prompt",
                remedy: "name one of \(plan.graph.tasks.map(\.id.rawValue).joined(separator: ", "))")
        }
        let messages = try await WorkflowExecutor.firstRequest(
            of: task, plan: plan, specification: document, root: root,
            capabilities: ModelCapabilities(
                contextLength: TokenCount(settings.integer("model.contextLength") ?? 8192), isLocal: true,
                isSmall: true,
                supportsPrefill: true),
            settings: RunAssembly.values(settings))
        guard !json else {
            let values = messages.map { message in
                JSONValue.object(["role": .string(message.role.rawValue), "text": .string(message.text)])
            }
            return try CanonicalJSON.string(JSONValue.array(values)) + "\n"
        }
        guard !messages.isEmpty else { return "\(name) asks no model\n" }
        return messages.map { "--- \($0.role.rawValue)\n\($0.text)\n" }.joined()
    }

    private var flags: [String: String] {
        var flags: [String: String] = [:]
        flags["planning.teamSize"] = teamSize.map(String.init)
        flags["planning.deadlineDays"] = deadlineDays.map(String.init)
        flags["planning.complexity"] = complexity
        flags["planning.granularity"] = granularity
        return flags
    }

    private func text(of plan: Plan) throws -> String {
        if mermaid { return plan.mermaid }
        guard json else { return PlanPage(plan: plan).text }
        return try output == nil ? CanonicalJSON.string(plan) + "\n" : CanonicalJSON.pretty(plan) + "\n"
    }

    private func write(_ text: String) throws {
        guard let output else {
            Output.results.write(text)
            return
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw PlanError(
                code: .unreadable, message: "the plan cannot be written: \(error.localizedDescription)", place: output,
                remedy: "check that the folder exists and can be written")
        }
        Terminal.note("wrote \(output)")
    }
}

/// A plan as a person reads it.
struct PlanPage {
    let plan: Plan

    var text: String {
        var lines = ["Strategy: \(plan.strategy.rawValue). \(plan.strategyReason)", ""]
        let critical = Set(plan.graph.criticalPath())
        for task in plan.graph.tasks { lines += page(of: task, isCritical: critical.contains(task.id)) }
        lines += section("What it is for", plan.understanding.coreBusinessLogic)
        lines += section("What will be hard", plan.understanding.technicalDifficulties)
        lines += section("What needs what", plan.understanding.dependencies)
        lines += section("What flows where", plan.understanding.dataFlow)
        lines += section("What may go wrong", plan.understanding.risks)
        lines.append("Understood by: \(plan.understanding.source)")
        return lines.joined(separator: "\n") + "\n"
    }

    private func page(of task: PlanTask, isCritical: Bool) -> [String] {
        var head = "\(task.id) \(task.kind.rawValue): \(task.title)"
        if isCritical { head += "  [critical path]" }
        var lines = [head]
        let serves = task.requirements.map(\.rawValue).joined(separator: ", ")
        lines.append(
            "     serves \(serves.isEmpty ? "all" : serves); priority \(task.priority), effort \(task.effort)")
        if !task.writes.isEmpty { lines.append("     writes \(task.writes.joined(separator: ", "))") }
        if !task.reads.isEmpty { lines.append("     reads \(task.reads.joined(separator: ", "))") }
        if !task.dependsOn.isEmpty {
            lines.append("     after \(task.dependsOn.map(\.rawValue).joined(separator: ", "))")
        }
        lines += task.reasons.map { "     - \($0)" }
        return lines + [""]
    }

    private func section(_ title: String, _ items: [String]) -> [String] {
        items.isEmpty ? [] : [title] + items.map { "  - \($0)" } + [""]
    }
}
