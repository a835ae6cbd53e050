internal import AnnealContext
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
extension ToolLoopSession {
    /// The result of a call as the model sees it: what comes from files and commands is between marks, and is looked at
    /// before.
    ///
    /// - Parameters:
    ///   - text: the result.
    ///   - call: the call.
    /// - Returns: the text; a warning follows where it holds instructions.
    func marked(_ text: String, of call: ToolCall) -> String {
        guard let request = try? ToolRequest(call, wasCut: false), request.tool.showsForeignText else { return text }
        let path = request.tool == .readFile ? request.text("path") : nil
        let level = environment.watch.read(
            text, origin: request.brief, path: path, task: task.id.description)
        let marked = UntrustedText(text, origin: request.brief, limit: limits.resultBytes * 2).marked
        return level == .none ? marked : marked + "\n" + ToolLoopExecutor.foreignInstructions
    }

    /// Takes rules for agents out of a project that instruct models to what no rule of a project may ask for.
    ///
    /// - Parameters:
    ///   - project: the project; such rules are gone afterwards.
    ///   - watch: looks at them.
    ///   - task: the task.
    /// - Returns: what was left out, for the report.
    static func dropInstructions(of project: inout Project, watch: TextWatch, task: PlanTask) -> [String] {
        var notes: [String] = []
        for (path, text) in project.rules.sorted(by: { $0.key < $1.key })
        where watch.read(text, origin: path, path: path, task: task.id.description) == .injected {
            project.rules[path] = nil
            notes.append("\(path) was left out: it holds instructions that reach beyond the project's rules")
        }
        return notes
    }

    /// Whether files that name dependencies may not be changed any more.
    var keepsDependencies: Bool { environment.watch.level(of: task.id.description) == .injected }
}

extension LoopTool {
    /// Whether the result holds text that is not Anneal's own.
    var showsForeignText: Bool {
        switch self {
        case .readFile, .search, .runCommand, .runChecks, .listFiles: true
        case .edit, .writeFile, .done: false
        }
    }
}
