internal import AnnealFoundation

/// An idea of the workflow that can be left out, so that what it brings can be measured: `workflow.without`.
///
/// Others have a setting of their own: the comparison of answers, small changes, suggested calls, patience.
enum WorkflowIdea: String, Sendable, CaseIterable {
    /// Answers go on from the head of their function.
    case heads
    /// Functions are begun with a regular expression or their criteria.
    case begun
    /// Functions that a task has nothing to do with are folded.
    case folding
    /// Functions that exist are named as what can be called.
    case helpers
    /// Imports that code lacks are added.
    case imports
    /// Statements that are often missing are put in.
    case templates
    /// Texts of the specification are looked for in the code.
    case wording
    /// Calls with damaged texts are tried.
    case damaged
}

extension ExecutionEnvironment {
    /// Whether an idea is in use.
    ///
    /// - Parameter idea: the idea.
    /// - Returns: false where the setting `workflow.without` names it.
    func uses(_ idea: WorkflowIdea) -> Bool {
        let named = settings["workflow.without"] ?? ""
        return !named.split(whereSeparator: { $0 == "," || $0.isWhitespace }).contains { $0 == idea.rawValue }
    }
}
