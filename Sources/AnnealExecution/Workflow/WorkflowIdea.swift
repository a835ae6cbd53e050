public import AnnealFoundation

/// An idea of the workflow that can be left out, so that what it brings can be measured: `workflow.without`.
///
/// Others have a setting of their own: the comparison of answers, small changes, suggested calls, patience.
enum WorkflowIdea: String, Sendable, CaseIterable {
    /// The first request asks for several answers where they will be compared anyway.
    case batch
    /// Answers go on from the head of their function.
    case heads
    /// Heads say all that the requirement says, not its first sentence alone.
    case documentation
    /// Functions are begun with a regular expression or their criteria.
    case begun
    /// The expression with which a text is taken apart is read off the examples.
    case pattern
    /// Functions that a task has nothing to do with are folded.
    case folding
    /// Functions of other tasks that exist are named as what can be called.
    case helpers
    /// Functions of the repository that have to do with the task are shown whole, and named in some requests.
    case existing
    /// Imports that code lacks are added.
    case imports
    /// Statements that are often missing are put in.
    case templates
    /// What is returned is brought into the form that failed examples show.
    case forms
    /// Texts of the specification are looked for in the code.
    case wording
    /// Calls with damaged texts are tried.
    case damaged
    /// Calls like those of the examples that end in an error which nobody meant count against an answer.
    case accidents
    /// Where there is no example, answers are compared on calls with made-up arguments.
    case samples
    /// A function that is written anew is told with what it does already.
    case kept
    /// Where most answers agree and an example refuses them, another reading is asked for before the work ends.
    case rereading
    /// The functions of different answers are put together, each from the answer in which it passes most.
    case recombination
    /// Requests show the repository's rules, and declarations of other files that the task will use.
    case packing
}

extension WorkflowExecutor {
    /// Checks a value of the setting `workflow.without`.
    ///
    /// - Parameter names: the value.
    /// - Throws: `ConfigurationError` when it names something that is no idea of the workflow.
    public static func check(leavingOut names: String?) throws(ConfigurationError) {
        for name in WorkflowIdea.named(in: names) where WorkflowIdea(rawValue: name) == nil {
            throw ConfigurationError(
                code: .badValue, message: "the workflow has no idea '\(name)'", place: WorkflowIdea.setting,
                remedy: "use some of \(WorkflowIdea.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }
}

extension WorkflowIdea {
    /// The setting that leaves ideas out.
    static let setting = "workflow.without"

    /// The ideas that a value of the setting names.
    static func named(in value: String?) -> [String] {
        (value ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init)
    }
}

extension ExecutionEnvironment {
    /// Whether an idea is in use.
    ///
    /// - Parameter idea: the idea.
    /// - Returns: false where the setting `workflow.without` names it.
    func uses(_ idea: WorkflowIdea) -> Bool {
        !WorkflowIdea.named(in: settings[WorkflowIdea.setting]).contains(idea.rawValue)
    }
}
