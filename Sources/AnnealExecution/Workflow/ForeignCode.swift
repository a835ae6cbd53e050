internal import AnnealContext
internal import AnnealPlanning
internal import AnnealSpecs

/// What a model wrote besides what it was asked for.
enum ForeignCode {
    /// What other tasks of a plan define, and a task has no business to replace.
    ///
    /// - Parameters:
    ///   - task: the task. One that defines no function itself ("Report errors in the table", a command) may have to
    ///     change any.
    ///   - requirements: its requirements; what they mention may have to change.
    ///   - plan: the other tasks.
    /// - Returns: the names.
    static func names(for task: PlanTask, requirements: [Requirement], plan: Plan) -> Set<String> {
        guard task.interfaces.contains(where: { $0.kind == .function }) else { return [] }
        let others = plan.graph.tasks.filter { $0.id != task.id }.flatMap(\.interfaces)
        let mentioned = RelatedFile.identifiers(in: requirements.map(\.text).joined(separator: "\n"))
        return Set(others.filter { $0.kind == .function || $0.kind == .type }.map(\.name))
            .subtracting(task.interfaces.map(\.name)).subtracting(mentioned)
    }

    /// A snippet without definitions that are other tasks' business: what those made stays as it is.
    ///
    /// - Parameters:
    ///   - names: of the other tasks.
    ///   - snippet: what a model wrote.
    ///   - language: its language.
    ///   - source: the file that it is for; what is not defined there yet stays in the snippet.
    ///   - elsewhere: types that other files define, which are imported from there.
    /// - Returns: the snippet without them.
    static func removed(
        _ names: Set<String>, from snippet: String, language: any Language, existingIn source: String,
        elsewhere: Set<String> = []
    ) -> String {
        guard !names.isEmpty || !elsewhere.isEmpty else { return snippet }
        let existing = Set(language.outline(of: source).definitions.filter { $0.parent == nil }.map(\.name))
        let foreign = names.intersection(existing).union(elsewhere)
        let lines = snippet.split(separator: "\n", omittingEmptySubsequences: false)
        let ranges = language.outline(of: snippet).definitions
            .filter { $0.parent == nil && foreign.contains($0.name) }.map(\.lines)
        guard !ranges.isEmpty else { return snippet }
        let kept = lines.enumerated().filter { number, _ in !ranges.contains { $0.contains(number + 1) } }
        return kept.map { String($0.element) }.joined(separator: "\n")
    }
}
